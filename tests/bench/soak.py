# SPDX-License-Identifier: GPL-3.0-or-later
"""One regrets watch for a long time, on a Dovecot of this machine, over TLS: does it grow?

    make soak [DELIVERIES=10000] [SEED=1]     ten thousand take a quarter of an hour

Mail comes all the time: nine in ten are ordinary, the others invite, move a talk, cancel it, or say
thanks. After every hundred the user looks through Drafts: sends, deletes, answers in other words, or
lets be; and throws away the ordinary mail of the inbox but for the newest, since it is not the server that is
tried here. Connections are cut meanwhile, at once or after any number of bytes.

Prints what the program holds, and tells whether the last quarter needs more than the second: the first is
for warming up. It fails where a draft is lost or double, or the program ends, and never because of figures."""

import email
import email.policy
import os
import pathlib
import random
import re
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import USER, Dovecot, encode_name, write_conf  # noqa: E402
from house import Daemon, House, invitation, wait_until  # noqa: E402
from meter import Meter  # noqa: E402
from mill import ORDINARY, TEXT, TRACE, LIST, Maildir, attach  # noqa: E402
from proxy import Proxy  # noqa: E402

DELIVERIES = int(os.environ.get("DELIVERIES") or 10000)
SEED = int(os.environ.get("SEED") or 1)
ROUND = 100           # deliveries between two looks of the user
PAUSE = .06           # seconds between two deliveries, in the mean
KEPT = 500            # ordinary mails that stay in the inbox
PATIENCE = 300        # seconds: longer than any pause that the program makes by itself
FLAT = 1.03           # what the last quarter may need, in parts of the second
SLACK = 1             # and one more of what is counted, as one may just be open or at its end

FOLLOW_UP = """\
From: Priya Nair <priya@{domain}>
To: Sam Rivera <{user}@example.test>
Subject: Re: Interview for the C Developer position at {company}
Date: Tue, 24 Nov 2026 09:00:00 +0000
Message-ID: <{kind}-{number}@{domain}>
In-Reply-To: <invite-{number}@{domain}>
References: <invite-{number}@{domain}>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Sam,

{text}

Kind regards,
Priya Nair
{company}
"""
CANCELS = ("Unfortunately we have to cancel your interview for the C Developer position on\nThursday, 3 December. The "
           "interview is cancelled. We apologise for the inconvenience.")
MOVES = ("Unfortunately we have to reschedule your interview for the C Developer position at {company}. We\n"
         "would like to move the interview by video call to Monday, 7 December 2026 at 11:00 GMT.")
THANKS = "Thank you for letting us know so quickly. All the best for the future!"
OWN_WORDS = """\
From: {user}@example.test
To: priya@fernwood.example
Subject: Re: Interview
Message-ID: <own-{number}@example.test>
In-Reply-To: {parent}

Yes, gladly!
"""


def tell(text):
    print(text, flush=True)


class Post:
    """The mail that comes, and what has to come of it."""

    def __init__(self, maildir, dice):
        self.maildir, self.dice = maildir, dice
        self.delivered = 0
        self.wanted = []    # Message-IDs that must get a draft and a page
        self.drafted = []   # numbers of those whose draft the user has seen and left alone
        self.answered = []  # the same, of those that the user has sent
        self.over = set()   # Message-IDs whose draft must go, as the talk is off

    def deliver(self):
        self.delivered += 1
        kind = self.dice.random()
        if kind < .05:
            content = self.invite()
        elif kind < .06 and self.drafted:
            content = self.follow_up("cancel", CANCELS, self.drafted)
        elif kind < .07 and self.drafted:
            content = self.follow_up("moved", MOVES, self.drafted)
        elif kind < .10 and self.answered:
            content = self.follow_up("thanks", THANKS, self.answered)
        else:
            content = self.ordinary()
        self.drop(content)

    def drop(self, content):
        self.maildir.drop(self.delivered, TRACE.encode() + content)

    def ordinary(self):
        more = LIST if self.dice.random() < .5 else ""
        text = ORDINARY.format(n=self.delivered, user=USER, more=more, text=TEXT * self.dice.randrange(2, 30))
        return (attach(text, self.dice) if self.dice.random() < .05 else text).encode()

    def invite(self):
        company, domain = name_company(self.delivered)
        self.wanted.append(f"<invite-{self.delivered}@{domain}>")
        return invitation(self.delivered, company=company, domain=domain, address=f"priya@{domain}")

    def follow_up(self, kind, text, those):
        number = those.pop(self.dice.randrange(len(those)))
        company, domain = name_company(number)
        if kind != "thanks":
            self.over.add(f"<invite-{number}@{domain}>")
        if kind == "moved":
            self.wanted.append(f"<moved-{number}@{domain}>")
        return FOLLOW_UP.format(kind=kind, number=number, company=company, domain=domain, user=USER,
                                text=text.format(company=company)).encode()


def name_company(number):
    """Employers come back now and then."""
    first = "Alder Birch Cedar Dogwood Elder Fir Gorse Hazel Juniper Larch Maple Oak".split()
    second = "brook field gate hill lake moor".split()
    number = number * 7919 % (len(first) * len(second) * 3)
    name = first[number % 12] + second[number // 12 % 6]
    return f"{name} {('Labs', 'Systems', 'Software')[number // 72]}", f"{name.lower()}{number // 72}.example"


class User:
    """Looks through Drafts as one does with a mail program of one's own."""

    def __init__(self, server, post, dice):
        self.server, self.post, self.dice = server, post, dice
        self.seen = set()  # parents of the drafts that were there
        self.gone = set()  # and of those that are dealt with: they may never come again

    def look(self):
        """Parents of the drafts that are there."""
        with self.server.connect() as imap:
            here = read_parents(imap, self.server.drafts)
        parents = [parent for _, parent in here]
        again = self.gone.intersection(parents)
        assert not again, ("drafted again", again)
        self.seen.update(parents)
        return parents

    def act(self):
        with self.server.connect() as imap:
            for uid, parent in read_parents(imap, self.server.drafts):
                if parent not in self.post.over:
                    self.choose(imap, uid, parent)
            expunge(imap)
            self.throw_away(imap)

    def choose(self, imap, uid, parent):
        chance = self.dice.random()
        known = re.match(r"<invite-(\d+)@", parent)
        if chance < .3:
            assert imap.uid("MOVE", uid, encode_name(self.server.sent))[0] == "OK"
            self.leave(parent, self.post.answered if known else [])
        elif chance < .5:
            imap.uid("STORE", uid, "+FLAGS", "\\Deleted")
            self.leave(parent, [])
        elif chance < .6:
            own = OWN_WORDS.format(user=USER, number=self.post.delivered, parent=parent).replace("\n", "\r\n")
            assert imap.append(encode_name(self.server.sent), "\\Seen", None, own.encode())[0] == "OK"
            self.post.over.add(parent)
            self.forget(parent)
        elif known and int(known[1]) not in self.post.drafted:
            self.post.drafted.append(int(known[1]))

    def leave(self, parent, those):
        self.gone.add(parent)
        self.forget(parent)
        number = re.match(r"<invite-(\d+)@", parent)
        if number:
            those.append(int(number[1]))

    def forget(self, parent):
        number = re.match(r"<invite-(\d+)@", parent)
        if number and int(number[1]) in self.post.drafted:
            self.post.drafted.remove(int(number[1]))

    def throw_away(self, imap):
        imap.select("INBOX")
        ordinary = imap.uid("SEARCH", "HEADER", "Message-ID", "<plan-")[1][0].split()[:-KEPT]
        if ordinary:
            imap.uid("STORE", f"{ordinary[0].decode()}:{ordinary[-1].decode()}", "+FLAGS", "\\Deleted")
            keep = imap.uid("SEARCH", "DELETED", "NOT", "HEADER", "Message-ID", "<plan-")[1][0].split()
            if keep:
                imap.uid("STORE", b",".join(keep).decode(), "-FLAGS", "\\Deleted")
            expunge(imap)


def expunge(imap):
    assert imap.expunge()[0] == "OK"


def read_parents(imap, mailbox):
    """[(uid, the Message-ID that it answers)]"""
    assert imap.select(encode_name(mailbox))[0] == "OK"
    found = []
    for part in imap.uid("FETCH", "1:*", "(UID BODY.PEEK[HEADER.FIELDS (IN-REPLY-TO)])")[1]:
        if isinstance(part, tuple):
            uid = re.search(rb"UID (\d+)", part[0])[1].decode()
            found.append((uid, str(email.message_from_bytes(part[1], policy=email.policy.compat32)["In-Reply-To"])))
    return found


class Samples:
    """What the program holds, taken when it has caught up."""

    def __init__(self, pid, journal):
        self.meter, self.journal = Meter(pid), journal
        self.rows = []
        tell("  mails  drafts  cuts   MiB resident  descriptors  threads  journal KiB  s on a core")

    def take(self, delivered, drafts, cuts):
        row = (self.meter.memory(), self.meter.descriptors(), self.meter.threads(),
               sum(path.stat().st_size for path in self.journal.parent.glob(self.journal.name + "*")) / 1024)
        self.rows.append(row)
        if len(self.rows) * ROUND % max(ROUND, DELIVERIES // 20) < ROUND:
            tell(f"  {delivered:5}  {drafts:6}  {cuts:4}  {row[0]:12.1f}  {row[1] or '?':>11}  {row[2]:7}  "
                 f"{row[3]:11.0f}  {self.meter.cpu():11.1f}")

    def judge(self):
        quarter = len(self.rows) // 4
        if not quarter:
            return
        for column, what in enumerate(("MiB resident", "descriptors", "threads")):
            early, late = (statistics.median(row[column] or 0 for row in rows)
                           for rows in (self.rows[quarter:2 * quarter], self.rows[-quarter:]))
            tell(f"  {what}: {early:.1f} in the second quarter, {late:.1f} in the last, in the median: "
                 f"{'flat' if late <= max(early * FLAT, early + SLACK * (column > 0)) else 'GROWS'}")


class Cutter:
    """A way to the server that is cut now and then."""

    def __init__(self, port, dice):
        self.dice, self.cuts = dice, 0
        self.proxy = Proxy(port, self.limits())

    def limits(self):
        while True:
            yield self.dice.choice([10**9, 10**9, self.dice.randrange(5000, 300000)])

    def maybe(self):
        if self.dice.random() < .003:
            self.proxy.cut()
            self.cuts += 1


def rounds():
    return [min(ROUND, DELIVERIES - begun) for begun in range(0, DELIVERIES, ROUND)]


def catch_up(daemon, user, post):
    def is_drafted():
        assert daemon.process.poll() is None, daemon.log()[-5000:]
        user.look()
        time.sleep(.2)
        return user.seen.issuperset(post.wanted)
    wait_until(is_drafted, PATIENCE, lambda: f"no draft for {set(post.wanted) - user.seen}\n{daemon.log()[-5000:]}")


def check(house, user, post):
    """One draft each, unless it was dealt with; one page each; all of it in the journal."""
    drafts = user.look()
    assert len(drafts) == len(set(drafts)), ("double drafts", sorted(drafts))
    assert set(post.wanted) == user.seen, ("drafts without need", user.seen - set(post.wanted))
    left = set(post.wanted) - user.gone - post.over
    assert set(drafts) == left, ("lost", left - set(drafts), "too many", set(drafts) - left)
    with house.server.connect() as imap:
        pages = sorted(parent for _, parent in read_parents(imap, "Regrets"))
    assert pages == sorted(post.wanted), ("pages", pages)
    known = sorted(f"<{entry['message_id']}>" for entry in house.log() if entry["message_id"])
    assert known == sorted(post.wanted), ("journal", set(known) ^ set(post.wanted))
    tell(f"  {len(post.wanted)} invitations: {len(user.gone)} drafts sent or deleted by the user, {len(post.over)} "
         f"taken back by the program, {len(drafts)} there; none lost and none double")


def soak():
    tell(f"soak: {DELIVERIES} deliveries, seed {SEED}; {os.cpu_count()} cores")
    dice = random.Random(SEED)
    with Dovecot() as server:
        house, post = House(server), Post(Maildir(server), dice)
        cutter, user = Cutter(server.imaps_port, random.Random(SEED + 1)), User(server, post, dice)
        write_conf(str(house.config / "regrets.conf"), "tls", "127.0.0.1", cutter.proxy.listening,
                   server.certificates.own.certificate)
        begun = time.monotonic()
        with Daemon(house) as daemon:
            samples = Samples(daemon.process.pid, pathlib.Path(house.state) / "journal.sqlite")
            for count in rounds():
                for _ in range(count):
                    post.deliver()
                    cutter.maybe()
                    time.sleep(dice.expovariate(1 / PAUSE))
                catch_up(daemon, user, post)
                samples.take(post.delivered, len(user.seen), cutter.cuts)
                user.act()
            post.delivered += 1
            post.drop(post.ordinary())  # so that it looks at what the user did last, and not in five minutes
            wait_until(lambda: not post.over.intersection(user.look()), PATIENCE,
                       lambda: f"{post.over}\n{daemon.log()[-5000:]}")
            samples.judge()
            status, seconds, _ = daemon.stop()
            assert status == 0, status
        tell(f"  {time.monotonic() - begun:.0f} s in all; stopped in {seconds:.1f} s")
        check(house, user, post)
        cutter.proxy.close()


soak()
