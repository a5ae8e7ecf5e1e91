# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of drafts and pages: sent, edited, discarded, superseded, answered; killed anywhere."""

import email.policy
import hashlib
import json
import os
import pathlib
import re
import signal
import sys

sys.path.insert(0, os.path.dirname(__file__))
from dovecot import USER, Dovecot, encode_name  # noqa: E402
from house import KILLABLE, PROFILE, House, invitation  # noqa: E402
import tap  # noqa: E402

START = "2026-11-23T12:00:00Z"
CANCELLATION = """\
From: Priya Nair <priya@fernwood.example>
To: Sam Rivera <{user}@example.test>
Subject: Re: Interview for the C Developer position at Fernwood Labs
Date: Tue, 24 Nov 2026 09:00:00 +0000
Message-ID: <cancel-1@fernwood.example>
In-Reply-To: <invite-1@fernwood.example>
References: <invite-1@fernwood.example>
Content-Type: text/plain; charset=utf-8

Dear Sam,

Unfortunately we have to cancel your interview for the C Developer position on
Thursday, 3 December. The interview is cancelled. We apologise for the inconvenience.

Kind regards,
Priya Nair
"""


def page_json(page):
    [part] = [part for part in page.walk() if part.get_content_type() == "application/json"]
    return json.loads(part.get_content())


def page_text(page):
    return page.get_body(("plain",)).get_content()


class Life(House):
    """One invitation, answered by a draft."""

    def __init__(self, server, **more):
        super().__init__(server, **more)
        server.deliver(invitation(1))
        self.turn()
        [(_, self.draft)] = self.drafts()

    def turn(self, now=START, kill_at=None):
        result = self.run("watch", "--once", program=KILLABLE, now=now, kill_at=kill_at)
        assert kill_at or result.returncode == 0, result.stderr
        return result

    def states(self):
        return [entry["state"] for entry in self.log()]

    def remove(self, mailbox):
        with self.server.connect() as imap:
            imap.select(encode_name(mailbox))
            imap.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
            imap.expunge()

    # ---- what a user does ----

    def discard(self):
        self.remove(self.server.drafts)

    def send(self):
        raw = self.draft.as_bytes()
        self.discard()
        self.server.deliver(raw, self.server.sent, "\\Seen")

    def send_with_another_id(self):
        del self.draft["Message-ID"]
        self.draft["Message-ID"] = "<other@example.test>"
        self.send()

    def edit(self):
        self.draft.set_content("Dear Priya,\n\nno, thank you.\n")
        self.discard()
        self.server.deliver(self.draft.as_bytes(), self.server.drafts, "\\Draft \\Seen")

    def edit_with_another_id(self):
        del self.draft["Message-ID"]
        self.draft["Message-ID"] = "<edited@example.test>"
        self.edit()

    def answer(self):
        self.server.deliver(f"From: {USER}@example.test\nTo: priya@fernwood.example\nSubject: Re: Interview\n"
                            "Message-ID: <own@example.test>\nIn-Reply-To: <invite-1@fernwood.example>\n\n"
                            "Yes, gladly!\n".encode(), self.server.sent, "\\Seen")

    def hear_cancellation(self):
        self.server.deliver(CANCELLATION.format(user=USER).encode())

    def call_it_none(self):
        with self.server.connect() as imap:
            imap.select("INBOX")
            assert imap.uid("MOVE", "1", encode_name("Regrets/Not invitations"))[0] == "OK"

    def do_nothing(self):
        pass


# What happens, the state, drafts left, what the page says.
TURNS = [
    (Life.do_nothing, "drafted", 1, "Waits in"),
    (Life.send, "sent", 0, "You sent it"),
    (Life.send_with_another_id, "sent", 0, "You sent it"),
    (Life.edit, "edited", 1, "with your changes"),
    (Life.edit_with_another_id, "edited", 1, "with your changes"),
    (Life.discard, "discarded", 0, "You deleted it"),
    (Life.answer, "answered", 0, "in your own words"),
    (Life.hear_cancellation, "superseded", 0, "cancelled or moved"),
    (Life.call_it_none, "mistaken", 0, "this is no invitation"),
]


def test_states():
    for act, state, drafts, words in TURNS:
        with Dovecot() as server:
            life = Life(server)
            act(life)
            for _ in range(2):  # the second turn changes nothing
                life.turn()
                assert life.states() == [state], (act.__name__, life.states())
                assert len(life.drafts()) == drafts, (act.__name__, life.drafts())
                [(flags, page)] = life.pages()
                assert "\\Seen" in flags and words in page_text(page), (act.__name__, page_text(page))
                assert page_json(page)["entry"]["state"] == state, act.__name__


def test_an_edited_draft_stays():
    for act in (Life.answer, Life.hear_cancellation):
        with Dovecot() as server:
            life = Life(server)
            life.edit()
            life.turn()
            act(life)
            life.turn()
            assert len(life.drafts()) == 1, act.__name__


def test_deleted_then_sent_counts_as_sent():
    with Dovecot() as server:
        life = Life(server)
        raw = life.draft.as_bytes()
        life.discard()
        life.turn()
        server.deliver(raw, server.sent, "\\Seen")
        life.turn()
        assert life.states() == ["sent"] and len(life.pages()) == 1, life.states()


def test_deleted_page_stays_deleted():
    with Dovecot() as server:
        life = Life(server)
        life.remove("Regrets")
        life.send()
        life.turn()
        assert life.states() == ["sent"] and life.pages() == []


def test_page_that_was_changed_stays():
    with Dovecot() as server:
        life = Life(server)
        [(_, page)] = life.pages()
        page["X-Note"] = "mine"
        life.remove("Regrets")
        server.deliver(page.as_bytes(), "Regrets", "\\Seen")
        life.send()
        life.turn()
        assert len(life.pages()) == 2


def test_page_of_another_version_is_replaced():
    """Other words, but nobody has changed them since."""
    with Dovecot() as server:
        life = Life(server)
        [(_, _, raw)] = server.messages("Regrets")
        rest = raw.partition(b"\r\n")[2].replace(b"Waits in", b"Rests in")
        assert raw.startswith(b"X-Page-Digest: ") and b"Rests in" in rest
        life.remove("Regrets")
        seal = b"X-Page-Digest: " + hashlib.sha256(rest).hexdigest().encode() + b"\r\n"
        server.deliver(seal + rest, "Regrets", "\\Seen")
        life.send()
        life.turn()
        [(_, page)] = life.pages()
        assert "You sent it" in page_text(page)


NO_INVITATION = """\
From: Ann Lee <ann@quillworks.example>
To: Sam Rivera <{user}@example.test>
Subject: Tuesday
Date: Mon, 23 Nov 2026 10:00:00 +0000
Message-ID: <coffee@quillworks.example>
Content-Type: text/plain; charset=utf-8

Dear Sam,

the others at Quillworks liked what you sent us. Tuesday at ten?

Ann Lee
"""


def examples(house, kind):
    return sorted((house.state / "examples" / kind).glob("*.eml"))


def test_missed_invitation():
    with Dovecot() as server:
        house = House(server)
        raw = NO_INVITATION.format(user=USER).encode()
        uid = server.deliver(raw)
        house.look()
        assert house.drafts() == [] and house.pages() == []
        with server.connect() as imap:
            imap.select("INBOX")
            assert imap.uid("MOVE", str(uid), "Regrets/Invitations")[0] == "OK"
        for _ in range(2):
            house.look()
            [(_, draft)] = house.drafts()
            assert draft["In-Reply-To"] == "<coffee@quillworks.example>", draft
            assert len(house.pages()) == 1
        [kept] = examples(house, "invitations")
        assert kept.read_bytes().replace(b"\r\n", b"\n") == raw, kept.read_bytes()
        assert kept.stat().st_mode & 0o777 == 0o600 and kept.parent.stat().st_mode & 0o777 == 0o700


def test_mistake_is_kept_as_an_example():
    with Dovecot() as server:
        life = Life(server)
        life.call_it_none()
        life.turn()
        assert len(examples(life, "others")) == 1 and examples(life, "invitations") == []
        life.remove("Regrets/Not invitations")
        server.deliver(invitation(1))
        life.turn()
        assert life.drafts() == []


PROMISE = """\
From: HR <hr@fernwood.example>
To: Sam Rivera <{user}@example.test>
Subject: Your application as C Developer
Date: {date} 10:00:00 +0000
Message-ID: <promise-{n}@fernwood.example>
Content-Type: text/plain; charset=utf-8

Dear Sam,

thank you for your application as C Developer at Fernwood Labs. We have received it and are
looking at it now. You will hear from us by {due}.

Kind regards,
HR
"""
DATES = [("Mon, 9 Nov 2026", "13 November"), ("Mon, 16 Nov 2026", "20 November"),
         ("Mon, 23 Nov 2026", "27 November"), ("Fri, 27 Nov 2026", "11 December")]


def test_promises():
    cases = [("Tue, 1 Dec 2026", DATES[:3], True),  # one and all were let pass
             ("Thu, 26 Nov 2026", DATES[:3], False),  # the third is kept by this mail
             ("Tue, 1 Dec 2026", DATES, False)]  # the third was kept, the fourth is open
    for date, promises, is_flag in cases:
        with Dovecot() as server:
            house = House(server, profile="[me]\nname = Sam Rivera\n")
            for n, (sent, due) in enumerate(promises):
                text = PROMISE.format(user=USER, n=n, date=sent, due=due)
                server.deliver(text.encode())
            raw = re.sub(rb"(?m)^Date: .*$", f"Date: {date} 12:00:00 +0000".encode(), invitation(1))
            server.deliver(raw)
            house.look()
            [entry] = house.log()
            assert (entry["reason"] == "red-flags") is is_flag, (date, entry)


def test_no_pages():
    with Dovecot() as server:
        house = House(server, extra="pages = no")
        server.deliver(invitation(1))
        house.look()
        with server.connect() as imap:
            assert not any(b"Regrets" in line for line in imap.list()[1])
        assert len(house.drafts()) == 1


# The clock of each turn; the state, reminders given after it.
CLOCKS = [
    ("in time", [("2026-11-24T11:00:00Z", "drafted", 0)]),
    ("one, then two", [("2026-11-24T13:00:00Z", "drafted", 1), ("2026-11-24T14:00:00Z", "drafted", 1),
                       ("2026-11-25T13:00:00Z", "overdue", 2), ("2026-11-26T13:00:00Z", "overdue", 2)]),
    ("a day of sleep", [("2026-11-25T13:00:00Z", "overdue", 1)]),
    ("a week of sleep", [("2026-11-30T13:00:00Z", "overdue", 0), ("2026-11-30T14:00:00Z", "overdue", 0)]),
    ("the clock goes back", [("2026-11-24T13:00:00Z", "drafted", 1), ("2026-11-20T13:00:00Z", "drafted", 1),
                             ("2026-11-24T14:00:00Z", "drafted", 1)]),
]


FOLLOW_UP = """\
From: Priya Nair <priya@fernwood.example>
To: Sam Rivera <{user}@example.test>
Subject: Re: Interview for the C Developer position at Fernwood Labs
Date: Wed, 25 Nov 2026 09:00:00 +0000
Message-ID: <{id}@fernwood.example>
In-Reply-To: {draft}
References: <invite-1@fernwood.example> {draft}
Content-Type: text/plain; charset=utf-8

Dear Sam,

{words}

Kind regards,
Priya Nair

On 24 Nov 2026, Sam Rivera <{user}@example.test> wrote:
> Thank you for inviting me to an interview. I have decided not to go forward.
"""
THANKS = "Thank you for letting us know so quickly. All the best for the future!"
WHY = "I am sorry to hear that. Would you mind telling me what made you decide against it?"
PERSUADES = ("That is a pity. Would you reconsider if we could offer you more flexibility and a better\n"
             "salary? We would really hate to lose you.")


def test_after_the_decline():
    """Thanks need nothing, a question one line, persuasion a final no; the third time it is the user's."""
    with Dovecot() as server:
        life = Life(server)
        life.send()
        life.turn()
        for number, (words, text, state) in enumerate([
                (THANKS, None, None), (WHY, "en/asks-why", "drafted"), (PERSUADES, "en/persuades", "drafted"),
                (PERSUADES, "en/persuades", "drafted"), (PERSUADES, None, "noted")]):
            before = len(life.log())
            server.deliver(FOLLOW_UP.format(user=USER, id=f"back-{number}", draft=life.draft["Message-ID"], words=words).encode())
            for _ in range(2):
                life.turn("2026-11-25T12:00:00Z")
            new = [entry for entry in life.log() if entry["message_id"] == f"back-{number}@fernwood.example"]
            assert len(life.log()) - before == len(new) == (1 if state else 0), (number, life.log())
            if state:
                assert (new[0]["state"], new[0]["template"]) == (state, text), (number, new)
        assert len(life.drafts()) == 3, life.drafts()
        replies = [draft["In-Reply-To"] for _, draft in life.drafts()]
        assert sorted(replies) == [f"<back-{n}@fernwood.example>" for n in (1, 2, 3)], replies


def reminders_in_inbox(life):
    """Copies of the page."""
    return len([mail for _, mail in life.mail("INBOX") if mail["Message-ID"].startswith("<reminder.")])


def test_reminders():
    for what, turns in CLOCKS:
        with Dovecot() as server:
            life = Life(server, extra="reminder = page")
            for now, state, reminders in turns:
                life.turn(now)
                assert life.states() == [state], (what, now, life.states())
                assert reminders_in_inbox(life) == reminders, (what, now, reminders_in_inbox(life))
            [(_, page)] = life.pages()
            assert page_json(page)["entry"]["state"] == state, what


def test_quiet_hours():
    with Dovecot() as server:
        life = Life(server, extra="reminder = flag", profile=PROFILE + "[mobility]\ntimezone = UTC\nquiet_hours = 11:00-14:30\n")
        for now, flagged in ("2026-11-24T14:00:00Z", False), ("2026-11-24T14:30:00Z", True):
            life.turn(now)
            assert ("\\Flagged" in server.messages("INBOX")[0][1]) == flagged, now


def test_reminder_by_flag():
    with Dovecot() as server:
        life = Life(server)
        life.turn("2026-11-24T13:00:00Z")
        assert "\\Flagged" in server.messages("INBOX")[0][1]
        assert reminders_in_inbox(life) == 0
        server.store(1, "\\Flagged", how="-FLAGS")
        life.turn("2026-11-24T14:00:00Z")
        assert "\\Flagged" not in server.messages("INBOX")[0][1]


def test_interview_is_near():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1).replace(b"Thursday,\n3 December", b"Wednesday,\n25 November"))
        for now, state in (START, "drafted"), ("2026-11-24T10:00:00Z", "drafted"), ("2026-11-24T15:30:00Z", "overdue"):
            result = house.run("watch", "--once", program=KILLABLE, now=now)
            assert result.returncode == 0, result.stderr
            assert [entry["state"] for entry in house.log()] == [state], (now, house.log())
        assert "Call first" in page_text(house.pages()[0][1])


def test_killed_while_reminding():
    [points] = kill_points("deadlines").values()
    for point in points:
        with Dovecot() as server:
            life = Life(server, extra="reminder = page")
            assert life.turn("2026-11-24T13:00:00Z", kill_at=point).returncode == -signal.SIGKILL, point
            life.turn("2026-11-24T13:10:00Z")
            assert reminders_in_inbox(life) <= 1 and len(life.pages()) == 1, point


def test_rebuild():
    for damage in (lambda path: path.unlink(), lambda path: path.write_bytes(b"no journal" * 1000)):
        with Dovecot() as server:
            life = Life(server)
            for number in range(2, 5):
                server.deliver(invitation(number, extra="X-Number: 1\n"))
            life.turn()
            server.deliver(b"From: x@y.example\nSubject: no page\nContent-Type: application/json\n\n{\"v\":1}\n", "Regrets")
            Life.answer(life)
            life.turn()
            before = life.run("log", "--format", "json").stdout
            assert before.count("\n") == 4 and '"answered"' in before, before
            for suffix in ("-wal", "-shm"):
                (life.state / ("journal.sqlite" + suffix)).unlink(missing_ok=True)
            damage(life.state / "journal.sqlite")
            rebuilt = life.run("rebuild")
            assert rebuilt.returncode == 0 and "4 decisions" in rebuilt.stdout, rebuilt
            assert life.run("log", "--format", "json").stdout == before
            assert "0 decisions" in life.run("rebuild").stdout
            life.turn()
            assert len(life.drafts()) == 3 and len(life.pages()) == 5


def test_a_damaged_journal_is_filled_again():
    with Dovecot() as server:
        life = Life(server)
        server.deliver(invitation(2))
        life.turn()
        life.discard()
        life.turn()
        before = life.run("log", "--format", "json").stdout
        assert before.count('"discarded"') == 2, before
        for suffix in ("-wal", "-shm"):
            (life.state / ("journal.sqlite" + suffix)).unlink(missing_ok=True)
        (life.state / "journal.sqlite").write_bytes(b"no journal" * 1000)
        told = life.turn().stderr
        assert "is kept as" in told and "2 decisions were read from the pages" in told, told
        assert life.run("log", "--format", "json").stdout == before
        assert life.drafts() == [] and len(life.pages()) == 2
        assert "decisions" not in life.turn().stderr
        assert len(list(life.state.glob("journal.sqlite.damaged-*"))) == 1


def kill_points(*names):
    sources = pathlib.Path(os.environ["srcdir"]) / "core" / "watch"
    return {name: re.findall(r'rg_kill_point \("([\w-]+)"\)', (sources / f"{name}.c").read_text()) for name in names}


def test_killed_at_every_step():
    acts = {Life.answer: "answered", Life.hear_cancellation: "superseded", Life.call_it_none: "mistaken"}
    for name, points in kill_points("pages", "drafts", "feedback").items():
        for point in points:
            for act in acts if name != "feedback" else [Life.call_it_none]:
                with Dovecot() as server:
                    life = Life(server)
                    act(life)
                    result = life.turn(kill_at=point)
                    assert result.returncode == -signal.SIGKILL, (point, act.__name__, result)
                    life.turn()
                    [entry] = life.log()
                    [(_, page)] = life.pages()
                    assert entry["state"] == acts[act], (point, entry)
                    assert page_json(page)["entry"]["state"] == entry["state"], (point, act.__name__)
                    assert life.drafts() == [], (point, act.__name__)


tap.run(globals())
