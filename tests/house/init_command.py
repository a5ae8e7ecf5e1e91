# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets init: its questions end in files that the other commands take."""

import os
import pathlib
import stat
import subprocess
import tempfile

import tap

program = pathlib.Path(os.environ["builddir"]) / "regrets"
mailbox = ["sam.rivera@example.net", "", ""]


def init(folder, answers):
    text = "".join(answer + "\n" for answer in answers)
    return subprocess.run([program, "init", "--config", folder], input=text, capture_output=True,
                          text=True, timeout=60)


def check(folder):
    mail = b"From: a@fernwood.example\nTo: sam.rivera@example.net\nSubject: x\n\nx\n"
    return subprocess.run([program, "check", "--config", folder, "-"], input=mail,
                          capture_output=True, timeout=60)


def test_all_at_once():
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top) / "regrets"
        result = init(folder, mailbox + ["Sam Rivera", "no", "C Developer;Firmware Engineer"] + [""] * 30)
        assert result.returncode == 0 and "regrets login" in result.stdout, result
        settings = (folder / "regrets.conf").read_text(encoding="utf-8")
        profile = folder / "profile.conf"
        assert "host = imap.example.net\n" in settings and "login = sam.rivera@" in settings
        text = profile.read_text(encoding="utf-8")
        assert "[me]\n" in text and "name = Sam Rivera\n" in text, text
        assert "titles = C Developer;Firmware Engineer\n" in text, text
        assert stat.S_IMODE(profile.stat().st_mode) == 0o600
        assert sorted(path.name for path in folder.iterdir()) == ["profile.conf", "regrets.conf"]
        assert check(folder).returncode == 0, check(folder)


def test_stops_and_goes_on():
    with tempfile.TemporaryDirectory() as folder:
        first = init(folder, mailbox + ["Sam Rivera", "no"])
        assert first.returncode == 0 and "goes on from here" in first.stdout, first
        assert not pathlib.Path(folder, "profile.conf").exists()
        second = init(folder, ["C Developer"] + [""] * 30)
        assert "Your name" not in second.stdout and "Which titles" in second.stdout, second
        text = pathlib.Path(folder, "profile.conf").read_text(encoding="utf-8")
        assert "name = Sam Rivera\n" in text and "titles = C Developer\n" in text, text


def test_asks_again():
    with tempfile.TemporaryDirectory() as folder:
        wrong = ["nobody", "sam.rivera@example.net", "imap example", "", "", "", "Sam", "maybe", "yes"]
        result = init(folder, wrong + [""] * 30)
        assert result.stdout.count("Your mail address") == 2, result.stdout
        assert result.stdout.count("Your name") == 2, result.stdout
        assert "accepted_offer: 'maybe'" in result.stdout, result.stdout
        assert "accepted_offer = yes\n" in pathlib.Path(folder, "profile.conf").read_text(encoding="utf-8")


def test_changes_nothing_that_exists():
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder, "profile.conf")
        profile.write_text("[me]\nname = Kim\n", encoding="utf-8")
        result = init(folder, mailbox + ["Sam"] + [""] * 30)
        assert result.returncode == 0 and "stays as it is" in result.stdout, result
        assert profile.read_text(encoding="utf-8") == "[me]\nname = Kim\n"


tap.run(globals())
