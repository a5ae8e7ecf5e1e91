# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job against a real Cyrus, which does some things otherwise than Dovecot: make check-cyrus."""

import os
import pathlib
import re
import signal
import sys
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
import cyrus_server  # noqa: E402
from house import Daemon, House, KILLABLE, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

DONE = "$RegretsDone"
RACE = 20  # invitations


def start(**more):
    if not cyrus_server.programs():
        raise tap.Skip("no Cyrus here; tests/tests.am says how to unpack one beside Dovecot, for make check-cyrus")
    return cyrus_server.Cyrus(**more)


def parents(mails):
    return sorted(re.search(r"invite-\d+", mail["In-Reply-To"]).group() for _, mail in mails)


def machines(server, count):
    """As many regrets as on machines of their own: each has its own journal."""
    houses = [House(server) for _ in range(count)]
    for number, house in enumerate(houses):
        house.state = pathlib.Path(server.folder) / f"state-{number}"
    return houses


def test_one_draft_and_one_page():
    """Special use is told in lower case, by a name that no table has; the keyword is kept."""
    with start(drafts="Unfinished", sent="Gone") as server:
        house = House(server)
        server.deliver(invitation(1))
        server.deliver(b"From: vera@family.example\nSubject: Sunday\nMessage-ID: <cake@family.example>\n\nCake?\n")
        for _ in range(2):
            house.look()
            assert parents(house.drafts()) == parents(house.pages()) == ["invite-1"]
        assert server.messages("Unfinished")[0][1] - {"\\Recent"} == {"\\Draft", "\\Seen"}
        flags = [flags - {"\\Recent"} for _, flags, _ in server.messages()]
        assert flags == [{DONE}, set()], flags
        assert [entry["state"] for entry in house.log()] == ["drafted"]


def test_the_keyword_is_enough():
    with start() as server:
        house, other = machines(server, 2)
        server.deliver(invitation(1))
        house.look()
        with server.connect() as imap:
            for mailbox in "Drafts", "Regrets":
                imap.select(mailbox)
                imap.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
                imap.expunge()
        other.look()
        assert house.drafts() == [] and house.pages() == []


def test_copies_are_removed_but_an_edited_one_stays():
    with start() as server:
        house = House(server)
        server.deliver(invitation(1))
        killed = house.run("watch", "--once", program=KILLABLE, kill_at="after-append")
        assert killed.returncode == -signal.SIGKILL, killed
        ours = server.messages("Drafts")[0][2]
        server.deliver(ours, "Drafts", "\\Draft \\Seen")
        edited = ours.replace(b"Dear Priya", b"Dearest Priya")
        server.deliver(edited, "Drafts", "\\Draft \\Seen")
        house.look()
        assert [raw for _, _, raw in server.messages("Drafts")] == [ours, edited]


def test_idle_tells_of_new_mail():
    with start() as server:
        house = House(server)
        with Daemon(house) as daemon:
            for number in range(1, 4):
                begun = time.monotonic()
                server.deliver(invitation(number))
                wait_until(lambda: len(house.log()) == number and house.log()[0]["state"] == "drafted")
                print(f"# {time.monotonic() - begun:.1f} s")
            assert daemon.stop()[0] == 0
        assert parents(house.drafts()) == ["invite-1", "invite-2", "invite-3"]


def test_killed_at_every_step():
    with start() as server:
        house = House(server)
        points = ["before-intent", "after-intent", "before-append", "after-append", "before-append:2",
                  "after-append:2", "before-keyword", "after-keyword", "after-done", "before-position"]
        for number, point in enumerate(points, 1):
            server.deliver(invitation(number))
            killed = house.run("watch", "--once", program=KILLABLE, kill_at=point)
            assert killed.returncode == -signal.SIGKILL, (point, killed)
            house.look()
            wanted = sorted(f"invite-{n}" for n in range(1, number + 1))
            assert parents(house.drafts()) == parents(house.pages()) == wanted, point


def test_uidvalidity_changes():
    with start() as server:
        house = House(server, extra="inbox = Other\n")
        for numbers in (1,), (1, 2):
            server.create("Other")
            for number in numbers:
                server.deliver(invitation(number), "Other")
            house.look()
            with server.connect() as imap:
                imap.delete("Other")
        assert parents(house.drafts()) == ["invite-1", "invite-2"]


def test_two_daemons_race():
    with start() as server:
        houses = machines(server, 2)
        wanted = sorted(f"invite-{number}" for number in range(RACE))
        with Daemon(houses[0]) as one, Daemon(houses[1]) as other:
            for number in range(RACE):
                server.deliver(invitation(number))
            wait_until(lambda: {*parents(houses[0].drafts())} == {*wanted})
            for house in houses:
                wait_until(lambda: not [entry for entry in house.log() if entry["state"] == "intent"])
            assert one.stop()[0] == 0 and other.stop()[0] == 0
        for house in houses * 2:
            house.look()
        assert parents(houses[0].drafts()) == wanted
        assert parents(houses[0].pages()) == wanted


tap.run(globals())
