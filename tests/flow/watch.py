# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job against a real Dovecot: invitations in, drafts out, exactly one each."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot, USER, again, write_conf  # noqa: E402
from fake_imap import FakeImap, quiet_mailbox  # noqa: E402
from house import Daemon, House, KILLABLE, Machine, SECONDS, invitation, wait_until  # noqa: E402
from proxy import UP, Proxy  # noqa: E402
import tap  # noqa: E402

DRAFTS = "Entwürfe"
DONE = "$RegretsDone"

ORDINARY = """\
From: Aunt Vera <vera@family.example>
To: Sam Rivera <{user}@example.test>
Subject: Sunday
Date: Mon, 23 Nov 2026 09:30:00 +0000
Message-ID: <sunday-{n}@family.example>

Will you come for lunch on Sunday? There is cake.
"""

REJECTION = """\
From: Jobs <jobs@acme.example>
To: Sam Rivera <{user}@example.test>
Subject: Your application at Acme
Date: Mon, 23 Nov 2026 09:40:00 +0000
Message-ID: <no@acme.example>

Dear Sam,

Thank you for the interview. Unfortunately we have decided to proceed with
other candidates. We wish you all the best for your future.

Acme
"""


def fill(server):
    """Three invitations among other mail."""
    for number in (1, 2, 3):
        server.deliver(ORDINARY.format(n=number, user=USER).encode())
        server.deliver(invitation(number))
    server.deliver(REJECTION.format(user=USER).encode())


def references(message):
    return re.findall(r"<([^>]+)>", message["References"] or "")


def test_three_invitations_make_three_drafts():
    with Dovecot(drafts=DRAFTS) as server:
        house = House(server)
        fill(server)
        before = [(uid, flags) for uid, flags, _ in server.messages("INBOX")]
        house.look()
        drafts = house.drafts()
        assert len(drafts) == 3, drafts
        answered = set()
        for flags, draft in drafts:
            assert flags - {"\\Recent"} == {"\\Draft", "\\Seen"}, flags
            parent = draft["In-Reply-To"].strip("<> ")
            answered.add(parent)
            assert references(draft) == [parent], draft["References"]
            assert draft["To"].addresses[0].addr_spec == "priya@fernwood.example", draft["To"]
            assert draft["From"].addresses[0].addr_spec == f"{USER}@example.test", draft["From"]
            assert draft["Subject"] == "Re: Interview for the C Developer position at Fernwood Labs"
            text = draft.get_content()
            assert "accepted another position" in text and "Dear Priya," in text, text
            assert draft.get_param("format") == "flowed", draft["Content-Type"]
        assert answered == {f"invite-{n}@fernwood.example" for n in (1, 2, 3)}, answered
        after = {uid: flags for uid, flags, _ in server.messages("INBOX")}
        marked = 0
        for uid, flags in before:
            assert after[uid] - {DONE, "\\Recent"} == flags - {"\\Recent"}, (uid, flags, after[uid])
            marked += DONE in after[uid]
        assert marked == 3, after
        names = {name.lower() for _, draft in drafts for name in draft.keys()}
        assert names <= {"from", "to", "subject", "date", "message-id", "in-reply-to", "references",
                         "mime-version", "content-type", "content-transfer-encoding"}, names
        assert all("regrets" not in draft.as_string().lower() for _, draft in drafts)

        house.look()
        assert len(house.drafts()) == 3
        assert [entry["state"] for entry in house.log()] == ["drafted"] * 3


def test_deleted_draft_is_not_made_again():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        house.look()
        with server.connect() as imap:
            imap.select(server.drafts)
            imap.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
            imap.expunge()
        house.look()
        (house.state / "journal.sqlite").unlink()
        house.look()  # the keyword on the invitation still knows
        assert house.drafts() == []


def test_deleted_before_it_was_noted():
    """Killed between the keyword and the journal; meanwhile the user has deleted the draft and the page."""
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        killed = house.run("watch", "--once", program=KILLABLE, kill_at="after-keyword")
        assert killed.returncode == -signal.SIGKILL and len(house.drafts()) == 1, killed
        for mailbox in server.drafts, "Regrets":
            with server.connect() as imap:
                imap.select(mailbox)
                imap.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
                imap.expunge()
        for _ in range(2):
            house.look()
            assert house.drafts() == [] and house.pages() == []
        assert [entry["state"] for entry in house.log()] == ["discarded"], house.log()


def kill_points():
    """Those that the first sight of an invitation passes."""
    sources = pathlib.Path(os.environ["srcdir"]) / "core" / "watch"
    points = {name for name in ("scan", "outbox", "parcel")
              for name in re.findall(r'rg_kill_point \("([\w-]+)"\)', (sources / f"{name}.c").read_text())}
    return sorted(points | {"before-append:2", "after-append:2"})  # the page


def test_killed_at_every_step():
    points = kill_points()
    assert len(points) >= 7, points
    for point in points:
        with Dovecot() as server:
            house = House(server)
            server.deliver(invitation(1))
            killed = house.run("watch", "--once", program=KILLABLE, kill_at=point)
            assert killed.returncode == -signal.SIGKILL, (point, killed)
            result = house.run("watch", "--once", program=KILLABLE)
            assert result.returncode == 0, (point, result.stderr)
            assert len(house.drafts()) == 1, point
            assert len(house.pages()) == 1, point
            assert [entry["state"] for entry in house.log()] == ["drafted"], point
            flags = server.messages("INBOX")[0][1]
            assert DONE in flags, (point, flags)


def test_copies_are_removed_but_an_edited_one_stays():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        killed = house.run("watch", "--once", program=KILLABLE, kill_at="after-append")
        assert killed.returncode == -signal.SIGKILL
        _, _, ours = server.messages(server.drafts)[0]
        server.deliver(ours, server.drafts, "\\Draft \\Seen")
        edited = ours.replace(b"Dear Priya", b"Dearest Priya")
        server.deliver(edited, server.drafts, "\\Draft \\Seen")
        house.look()
        bodies = [raw for _, _, raw in server.messages(server.drafts)]
        assert bodies == [ours, edited], len(bodies)


def test_new_mail_is_acted_on_at_once():
    with Dovecot(extra="verbose_proctitle = yes\n") as server:
        house = House(server)
        server.deliver(invitation(0))
        with Daemon(house) as daemon, server.connect() as imap:
            again(lambda: imap.select(server.drafts, readonly=True))

            def count():
                imap.noop()
                return len(imap.uid("SEARCH", "ALL")[1][0].split())

            wait_until(lambda: count() == 1)
            drafted, told = [], []
            for number in range(1, 8):
                wait_until(lambda: "IDLE" in connection_states(server))
                with IdleClient(server) as client:
                    server.deliver(invitation(number))
                    begun = time.monotonic()
                    wait_until(lambda: count() == number + 1)
                    drafted.append(time.monotonic() - begun)
                    told.append(client.told_at() - begun)
            print(f"# delivery to draft: median {median_ms(drafted)} ms; of these Dovecot itself took "
                  f"{median_ms(told)} ms to tell an idle client")
            code, seconds, err = daemon.stop()
            assert code == 0 and seconds < 2, (code, seconds, err)
        assert len(house.drafts()) == 8


def median_ms(seconds):
    return round(sorted(seconds)[len(seconds) // 2] * 1000)


class IdleClient:
    """The least that a client can do: sits in IDLE and notes when new mail is told."""

    def __init__(self, server):
        self.imap = server.connect()
        self.imap.select("INBOX", readonly=True)
        self.imap.send(b"idle IDLE\r\n")
        assert self.imap.readline().startswith(b"+")
        self.times = []
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        while not self.imap.readline().strip().endswith(b"EXISTS"):
            pass
        self.times.append(time.monotonic())

    def told_at(self):
        self.thread.join(SECONDS)
        return self.times[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.imap.shutdown()


def connection_states(server):
    """The titles of Dovecot's processes, which tell what each is doing."""
    return subprocess.run(["ps", "-o", "args=", "--ppid", str(server.process.pid)],
                          capture_output=True, text=True).stdout


def test_a_quiet_account_is_asked_little():
    """What a thousand accounts cost is what each is asked when nothing has happened."""
    with Dovecot(tls=False) as server, Proxy(server.imap_port, keeps=True) as proxy:
        house = House(server)
        server.deliver(b"From: vera@family.example\nSubject: The plan\nMessage-ID: <plan@family.example>\n\nHello\n")
        write_conf(str(house.config / "regrets.conf"), "none", "127.0.0.1", proxy.listening, None)

        def renewals():
            said = b"".join(data for _, direction, data in list(proxy.said) if direction == UP)
            return [part.partition(b" IDLE\r\n")[0] for part in said.split(b"DONE\r\n")[1:] if b" IDLE\r\n" in part]
        with Daemon(house, program=KILLABLE, REGRETS_HASTE="200"):
            wait_until(lambda: len(renewals()) >= 6)
            asked = [re.findall(rb"^\S+ ((?:UID )?[A-Z]+)", renewal, re.M) for renewal in renewals()[:6]]
            inbox = [b"SELECT", b"UID SEARCH"]
            all_folders = [b"SELECT", b"SELECT", *inbox]
            assert asked == [inbox, inbox, all_folders] * 2, asked


def talking(talk):
    """A sound server that says more while the client waits: talk(peer)."""
    def script(peer):
        send = peer.send

        def send_and_talk(data):
            send(data)
            if data.startswith(b"+ idling"):
                talk(peer, send)
        peer.send = send_and_talk
        quiet_mailbox(peer)
    return script


def test_that_the_server_is_still_there_is_no_news():
    def talk(peer, send):
        for _ in range(3):
            send(b"* OK Still here\r\n")
        peer.connection.settimeout(1)
        try:
            heard.append(peer.connection.recv(1, socket.MSG_PEEK))
        except TimeoutError:
            heard.append(b"")
        peer.connection.settimeout(None)
        send(b"* 1 EXISTS\r\n")
    heard = []
    with FakeImap(talking(talk)) as server, Machine(server.port) as house, Daemon(house):
        wait_until(lambda: sum(line.endswith(b" IDLE") for line in server.lines) >= 2)
        assert heard[0] == b"", heard


def test_answered_and_own_mail_is_left_alone():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1), flags="\\Answered")
        server.deliver(invitation(2, address=f"{USER}@example.test"))
        server.deliver(invitation(3, extra="List-Id: <jobs.lists.example>\n"))
        house.look()
        assert house.drafts() == [] and house.log() == []


def test_attachments_are_not_fetched():
    with Dovecot(extra="mail_plugins =\n") as server:
        house = House(server)
        text = invitation(1).decode().replace(
            "Content-Type: text/plain; charset=utf-8\n",
            "Content-Type: multipart/mixed; boundary=b\n").split("\n\n", 1)
        big = ("QUJD" * 18 + "\n") * 60000
        server.deliver((text[0] + "\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + text[1]
                        + "\n--b\nContent-Type: application/pdf; name=big.pdf\n"
                        "Content-Disposition: attachment; filename=big.pdf\nContent-Transfer-Encoding: base64\n\n"
                        + big + "--b--\n").encode())
        house.look()
        assert len(house.drafts()) == 1
        sent = [int(n) for n in re.findall(r"out=(\d+)", server.log())]
        assert sent, server.log()[-2000:]
        wait_until(lambda: "out=" in server.log())
        assert min(sent) < 200_000, sent


def test_message_that_is_no_mail_does_not_stop_the_rest():
    with Dovecot() as server:
        house = House(server)
        server.deliver(b"\r\n\r\nno header at all\r\n")
        server.deliver(b"Subject: =?utf-8?B?////?= \xff\xfe\r\nFrom: <<<>>\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\xff")
        server.deliver(invitation(1))
        house.look()
        assert len(house.drafts()) == 1


def test_several_accounts_and_one_refused():
    with Dovecot() as server:
        server.add_user("ann", "other")
        house = House(server)
        conf = (house.config / "regrets.conf").read_text()
        ann = conf.replace("[account test]", "[account ann]").replace(USER + "@", "ann@").replace(f"login = {USER}", "login = ann")
        (house.config / "regrets.conf").write_text(conf + "\n" + ann)
        server.deliver(invitation(1))
        result = house.run("watch", "--once")
        assert result.returncode == 77, (result.returncode, result.stderr)
        assert len(house.drafts()) == 1
        assert result.stderr.count("account ann") >= 1 and "secret" not in result.stderr, result.stderr


def test_refused_login_stops_the_account_with_one_message():
    with Dovecot() as server:
        house = House(server)
        (house.config / "regrets.conf.password").write_text("wrong\n")
        with Daemon(house) as daemon:
            daemon.wait_for("it is tried again when that has changed")
            code, _, log = daemon.stop()
        assert code == 0 and log.count("account test") == 1 and "wrong" not in log, log
        assert server.log().count("auth failed") == 1, server.log()


def test_server_away():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        port = server.imaps_port
        server._end()
        result = house.run("watch", "--once")
        assert result.returncode == 69 and str(port) in result.stderr, result
        with Daemon(house) as daemon:
            daemon.wait_for("trying again in")
            server.restart()
            wait_until(lambda: len(house.drafts()) == 1)


def test_full_disk_leaves_no_draft_without_a_record():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        house.state.mkdir()
        (house.state / "journal.sqlite").symlink_to("/dev/full")
        result = house.run("watch", "--once")
        assert result.returncode == 74, (result.returncode, result.stderr)
        assert house.drafts() == []
        (house.state / "journal.sqlite").unlink()
        house.look()
        assert len(house.drafts()) == 1


def test_uidvalidity_changes():
    with Dovecot() as server:
        house = House(server)
        server.create("Other")
        server.deliver(invitation(1), "Other")
        conf = house.config / "regrets.conf"
        conf.write_text(conf.read_text() + "inbox = Other\n")
        house.look()
        assert len(house.drafts()) == 1
        with server.connect() as imap:
            imap.delete("Other")
        server.create("Other")
        server.deliver(invitation(1), "Other")
        server.deliver(invitation(2), "Other")
        house.look()
        assert len(house.drafts()) == 2


def test_journal_is_private_and_holds_no_mail():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        house.look()
        for path in house.state.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path
            raw = path.read_bytes()
            assert b"would like to invite" not in raw and b"Thank you for" not in raw, path


tap.run(globals())
