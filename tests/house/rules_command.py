# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets rules: what it lists, explains and counts."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import tap

mail = pathlib.Path(os.environ["srcdir"]) / "tests" / "mail"
program = pathlib.Path(os.environ["builddir"]) / "regrets"


def run(*arguments):
    return subprocess.run([program, "rules", *arguments, "--config", "/nonexistent"], capture_output=True,
                          text=True, timeout=120)


def test_list_has_every_rule():
    shipped = pathlib.Path(os.environ["REGRETS_DATADIR"]) / "rules"
    names = set(re.findall(r"^\[rule (\S+)\]", "".join(f.read_text() for f in shipped.glob("*.conf")), re.M))
    listed = {line.split()[-1] if len(line.split()) < 6 else line for line in run("list").stdout.splitlines()}
    told = {name for name in names if any(f" {name} " in line for line in listed)}
    assert len(names) > 300 and told == names, names - told


def test_explain_tells_hits_and_others():
    result = run("explain", mail / "inbox" / "01-greenhouse-scheduling-link.eml")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert "invitation (score" in lines[0], lines[0]
    assert re.match(r"hit +[+-]\d.* wording +in whole: \"\w", lines[1]), lines[1]
    assert any(re.match(r"hit +\+\d.* in body: \"", line) for line in lines)
    assert any(line.startswith("- ") for line in lines)
    assert any(line.startswith("other language") and " de-invites " in line for line in lines)


def test_test_counts_both_sets():
    with tempfile.TemporaryDirectory() as folder:
        sets = {}
        for name, prefix in (("invitations", "0[1-6]"), ("others", "0[7-9]")):
            sets[name] = pathlib.Path(folder) / name
            sets[name].mkdir()
            for file in (mail / "inbox").glob(prefix + "*.eml"):
                shutil.copy(file, sets[name])
        result = run("test", "--invitations", sets["invitations"], "--others", sets["others"], "--suggest")
        assert result.returncode == 0, result.stderr
        assert result.stdout.startswith("6 invitations, 3 others"), result.stdout[:60]
        assert re.search(r"^as it is +1\.000 +1\.000 +6 +0 +0$", result.stdout, re.M), result.stdout
        # counted the wrong way round nothing is right
        wrong = run("test", "--invitations", sets["others"], "--others", sets["invitations"])
        assert re.search(r"^as it is +0\.000 +0\.000 +0 +6 +3$", wrong.stdout, re.M), wrong.stdout
        assert "Suggested" in result.stdout and "Suggested" not in wrong.stdout


def test_mistakes():
    for arguments, words in ((("test",), "--invitations and --others"), (("explain",), "name a file"),
                             (("grow",), "say rules list"), ((), "say rules list")):
        result = run(*arguments)
        assert result.returncode == 64 and words in result.stderr, (arguments, result.stderr)


tap.run(globals())
