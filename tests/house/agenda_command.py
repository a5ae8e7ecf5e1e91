# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets agenda and regrets reconnect: what is due, as text, as a calendar and as a message."""

import email
import email.policy
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import tap

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
import journal  # noqa: E402

DECLINE = {"outcome": "decline", "kind": "invitation", "language": "en", "source": "employer", "form": "formal",
           "identity": "sam@example.net", "reply_to": "priya@fernwood.example", "contact": "Priya Nair"}
ENTRIES = [
    DECLINE | {"key": "a" * 64, "company": "Fernwood, Labs; Ltd", "position": "C Developer", "state": "sent",
               "reason": "mobility", "decided_at": "2026-01-10T09:00", "changed_at": "2026-01-11T09:00"},
    DECLINE | {"key": "b" * 64, "company": "Alarm", "state": "sent", "reason": "red-flags", "reply_to": "b@x.example",
               "decided_at": "2026-01-12T09:00", "changed_at": "2026-01-12T10:00"},
    DECLINE | {"key": "c" * 64, "company": "Deleted", "state": "discarded", "reply_to": "c@x.example",
               "decided_at": "2026-01-12T09:00", "changed_at": "2026-01-12T10:00"},
    DECLINE | {"key": "d" * 64, "company": "Twice", "state": "sent", "reply_to": "d@x.example", "contact": None,
               "language": "de", "form": "informal", "decided_at": "2026-02-01T09:00", "changed_at": "2026-02-01T10:00"},
    DECLINE | {"key": "e" * 64, "company": "Twice", "state": "answered", "reply_to": "d@x.example", "contact": "Tove Aas",
               "language": "de", "form": "informal", "decided_at": "2026-10-01T09:00", "changed_at": "2026-10-01T10:00"},
    DECLINE | {"key": "f" * 64, "company": "Waiting", "state": "drafted", "reply_to": "f@x.example",
               "decided_at": "2026-11-22T09:00", "answer_by": "2026-11-23T08:00"},
    DECLINE | {"key": "0" * 64, "company": "Kept", "outcome": "keep", "state": "noted", "reply_to": "g@x.example",
               "decided_at": "2026-11-22T10:00", "answer_by": "2026-11-23T10:30"},
    DECLINE | {"key": "1" * 64, "company": "Long late", "state": "overdue", "reply_to": "h@x.example",
               "decided_at": "2026-10-22T10:00", "answer_by": "2026-10-23T10:30"},
]
NOW = ("--now", "2026-11-23T09:00:00Z")
PROFILE = "[me]\nname = Sam Rivera\nheadline = ten years of firmware.\n[goals]\ntitles = C Developer;Firmware Engineer\n"


def run(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "profile.conf").write_text(PROFILE)
        journal.fill(folder, ENTRIES)
        result = subprocess.run([journal.program, *arguments, *NOW, "--config", folder, "--state", folder],
                                capture_output=True, timeout=60)
        return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_agenda():
    code, out, err = run("agenda")
    assert code == 0, err
    assert out.splitlines() == [
        "2026-07-11        Get back in touch with Fernwood, Labs; Ltd, C Developer",
        "2026-11-23 08:00  Answer Waiting",
        "2026-11-23 10:30  Answer Kept",
        "2027-04-01        Get back in touch with Twice",
    ], out


def test_calendar():
    code, out, err = run("agenda", "--ics")
    assert code == 0 and out.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), err
    text = out.replace("\r\n ", "")
    assert not [line for line in out.split("\r\n") if len(line.encode()) > 75 or "\n" in line]
    uids = re.findall(r"^UID:(.*)\r$", text, re.M)
    assert sorted(uids) == sorted([f"{'a' * 64}-reconnect", f"{'f' * 64}-answer", f"{'0' * 64}-answer",
                                   f"{'e' * 64}-reconnect"]), uids
    for line in ("DTSTART;VALUE=DATE:20260711", "SUMMARY:Get back in touch with Fernwood\\, Labs\\; Ltd",
                 "DTSTART:20261123T080000Z", "DTEND:20261123T081500Z", "TRIGGER:-PT2H", "DTSTAMP:20261123T090000Z"):
        assert f"{line}\r\n" in text, (line, text)
    assert text.count("BEGIN:VALARM") == 2 and text.count("TRANSP:TRANSPARENT") == 4
    assert run("agenda", "--ics")[1] == out, "another time, another calendar"


def test_who_is_due():
    assert run("reconnect")[1] == "aaaaaaaa  since 2026-07-11  Fernwood, Labs; Ltd, Priya Nair; declined for: mobility\n"
    assert run("reconnect", "--months", "12")[1] == ""
    assert [line[:8] for line in run("reconnect", "--months", "1")[1].splitlines()] == ["eeeeeeee", "aaaaaaaa"]


def test_message():
    code, out, err = run("reconnect", "--print", "aaaa")
    assert code == 0, err
    message = email.message_from_string(out, policy=email.policy.default)
    assert message["To"] == "Priya Nair <priya@fernwood.example>" and message["From"] == "Sam Rivera <sam@example.net>"
    assert message["Subject"] == "Getting back in touch" and message["In-Reply-To"] == "<0@x>"
    text = message.get_content().replace("\r\n", "\n").replace(" \n", " ")
    for words in ("Dear Priya,", "the C Developer role at Fernwood, Labs; Ltd", "C Developer, Firmware Engineer",
                  "in a few words: ten years of firmware.\n"):
        assert words in text, (words, text)
    assert "sorry" not in text and "regret" not in out.lower()
    german = email.message_from_string(run("reconnect", "--print", "eeee")[1], policy=email.policy.default)
    assert "Hallo Tove," in german.get_content() and german["Subject"] == "Wieder offen für ein Gespräch"


def test_mistakes():
    for arguments, words in ((("reconnect", "bbbb"), "nothing is called 'bbbb' here"), (("reconnect", ""), "more than one"),
                             (("reconnect", "a", "b"), "'b' is too much"), (("agenda", "x"), "'x' is too much")):
        code, out, err = run(*arguments)
        assert code == 64 and words in err and not out, (arguments, err)


tap.run(globals())
