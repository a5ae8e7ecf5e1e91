# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the log: a line for each event, its priority for the journal, and no secrets."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot, PASSWORD, USER  # noqa: E402
from house import Daemon, House, KILLABLE, PROFILE, PROGRAM, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

ORDINARY = (f"From: Vera <vera@family.example>\nTo: {USER}@example.test\nSubject: Sunday\n"
            "Message-ID: <sunday@family.example>\n\nThere is cake.\n").encode()
BROKEN = (b"Subject: =?utf-8?B?////?= \xff\nFrom: <<<>>\nContent-Type: multipart/mixed; boundary=\n\n--\n\xff")
HOSTILE_ID = "x\x1b[31m"

# Runs the program with its log where systemd would put it.
AS_SYSTEMD = "import os, sys; s = os.fstat(2); os.environ['JOURNAL_STREAM'] = f'{s.st_dev}:{s.st_ino}'; " \
             f"os.execv({PROGRAM!r}, [{PROGRAM!r}] + sys.argv[1:])"


class Journalled(House):
    def command(self, *arguments, program=PROGRAM):
        return [sys.executable, "-c", AS_SYSTEMD] + super().command(*arguments, program=program)[1:]


def words(message):
    """The words of a mail's text and subject that nothing else in the test speaks of."""
    text = message.decode(errors="replace")
    subject = re.search(r"^Subject: (.*)", text, re.M).group(1)
    found = set(re.findall(r"[A-Za-z]{4,}", subject + text.split("\n\n", 1)[1]))
    return {word for word in found if word.lower() not in ("interview", "invite", "with", "this", "your", "application", "know", "time")}


def test_no_word_of_the_mail_and_no_password():
    with Dovecot() as server:
        house = House(server)
        for number in range(3):
            server.deliver(invitation(number))
        server.deliver(ORDINARY)
        server.deliver(BROKEN)
        with Daemon(house, G_MESSAGES_DEBUG="all") as daemon:
            wait_until(lambda: len(house.log()) == 3)
            (house.config / "regrets.conf.password").write_text("not-the-password\n")
            conf = house.config / "regrets.conf"
            conf.write_text(conf.read_text() + "since = 9 days\nreminder = notify\n")
            daemon.wait_for("is refused")
            log = daemon.stop()[2]
        assert PASSWORD not in log and "not-the-password" not in log, log
        told = {word for word in words(invitation(1)) | words(ORDINARY) if re.search(rf"\b{word}\b", log)}
        assert not told, (told, log)


def test_a_reminder_without_a_desktop_tells_no_word_of_the_mail():
    with Dovecot() as server:
        house = House(server)
        conf = house.config / "regrets.conf"
        conf.write_text(conf.read_text() + "reminder = notify\n")
        server.deliver(invitation(1))
        house.run("watch", "--once", program=KILLABLE, now="2026-11-23T12:00:00Z")
        result = house.run("watch", "--once", program=KILLABLE, now="2026-11-24T13:00:00Z")
        assert "<invite-1@fernwood.example>: A reply waits" in result.stderr, result.stderr
        assert not [word for word in words(invitation(1)) if re.search(rf"\b{word}\b", result.stderr)], result.stderr


def test_one_line_for_each_event():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        for _ in range(5):
            server.deliver(ORDINARY)
        with Daemon(house) as daemon:
            wait_until(lambda: len(house.drafts()) == 1)
            daemon.wait_for("a draft waits")
            log = daemon.stop()[2].splitlines()
        assert len(log) == 2 and log[0] == "regrets: watching 1 account", log
        assert log[1].startswith("regrets: test: invitation <invite-1@fernwood.example>: decline"), log


def test_priorities_for_the_journal():
    with Dovecot() as server:
        house = Journalled(server)
        server.deliver(invitation(1, id=HOSTILE_ID))
        with Daemon(house) as daemon:
            daemon.wait_for("a draft waits")
            (house.config / "profile.conf").write_text(PROFILE.replace("name", "nmae"))
            daemon.wait_for("goes on with")
            (house.config / "regrets.conf.password").write_text("wrong\n")
            (house.config / "profile.conf").write_text(PROFILE)
            conf = house.config / "regrets.conf"
            conf.write_text(conf.read_text() + "since = 9 days\n")
            daemon.wait_for("is refused")
            log = daemon.stop()[2]
        assert "\x1b" not in log and "regrets: " not in log, log
        assert {line[:3] for line in log.splitlines()} == {"<5>", "<4>"}, log
        warned = [line for line in log.splitlines() if line.startswith("<4>")]
        assert len(warned) == 2 and "unknown key" in warned[0] and "is refused" in warned[1], warned
        conf.write_text("[account]\n")
        assert house.run("watch", "--once").stderr.startswith("<3>"), "what ends the program"
        assert House(server).run("watch", "--nonsense").stderr.startswith("regrets: "), "a terminal"


tap.run(globals())
