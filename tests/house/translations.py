# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program tells its user in other languages: the catalogues are whole and up to date, and
the program speaks what the environment or the profile says."""

import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import tap  # noqa: E402

source = pathlib.Path(os.environ["srcdir"])
build = pathlib.Path(os.environ["builddir"])
LANGUAGES = "de es fr it nl pt".split()
MAIL = source / "tests" / "mail" / "english"


def messages(path):
    """The texts to be translated that a catalogue has, plural forms joined."""
    out = subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", path], check=True, capture_output=True, text=True).stdout
    blocks = [block for block in out.split("\n\n") if "msgid" in block]
    return {"\n".join(itertools.takewhile(lambda line: not line.startswith("msgstr"),
                                          (line for line in block.splitlines() if not line.startswith("#"))))
            for block in blocks[1:]}


def test_whole():
    if not shutil.which("msgfmt"):
        raise tap.Skip("gettext is not installed")
    for language in LANGUAGES:
        path = source / "po" / f"{language}.po"
        result = subprocess.run(["msgfmt", "--check-format", "--statistics", "-o", "/dev/null", path],
                                capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        assert result.returncode == 0 and "untranslated" not in result.stderr and "fuzzy" not in result.stderr, \
            (language, result.stderr)


def test_up_to_date():
    """make update-po has been run since the last text was added."""
    if not shutil.which("xgettext"):
        raise tap.Skip("gettext is not installed")
    with tempfile.TemporaryDirectory() as folder:
        fresh = pathlib.Path(folder) / "fresh.pot"
        subprocess.run([source / "po" / "update.sh", "--pot", fresh], check=True)
        wanted = messages(fresh)
        for language in LANGUAGES:
            have = messages(source / "po" / f"{language}.po")
            assert have == wanted, (language, sorted(wanted - have)[:5], sorted(have - wanted)[:5])


def check(profile="", **environment):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "profile.conf").write_text("[status]\naccepted_offer = yes\n" + profile)
        return subprocess.run([build / "regrets", "check", "--config", folder, next(iter(sorted(MAIL.glob("*.eml"))))],
                              capture_output=True, text=True, timeout=60, check=True,
                              env={**os.environ, **environment}).stdout


def test_spoken():
    english, german = "You have accepted another offer.", "Sie haben ein anderes Angebot angenommen."
    french = "Vous avez accepté une autre offre."
    for wanted, profile, environment in [
            (english, "", {}),
            (english, "", {"LC_ALL": "C"}),
            (german, "", {"LANGUAGE": "de"}),
            (german, "[me]\nlanguage = de\n", {}),
            (german, "[me]\nlanguage = de\n", {"LC_ALL": "C"}),
            (french, "[me]\nlanguage = fr\n", {"LANGUAGE": "de"}),
            (english, "[me]\nlanguage = en\n", {"LANGUAGE": "de"}),
            (english, "[me]\nlanguage = xx\n", {})]:
        told = check(profile, **environment)
        assert wanted in told, (wanted, profile, environment, told)


tap.run(globals())
