# SPDX-License-Identifier: GPL-3.0-or-later
"""Each test that docs/faults.md names exists, and those of tests/flow/faults.py are all named."""

import os
import pathlib
import re

import tap

src = pathlib.Path(os.environ["srcdir"])
TABLE = (src / "docs/faults.md").read_text(encoding="utf-8")


def rows():
    return [line for line in TABLE.splitlines() if line.startswith("| ") and not line.endswith("| test |")]


def tests_of(name):
    folder = "unit" if name.endswith(".c") else "flow"
    text = (src / "tests" / folder / name).read_text(encoding="utf-8")
    if name.startswith("session"):
        return set(re.findall(r"^@test\ndef (\w+)", text, re.M))
    return set(re.findall(r"^(?:def )?test_(\w+) \(?", text.replace("(", " ("), re.M))


def named():
    return {tuple(name) for name in re.findall(r"`([\w]+\.(?:py|c)):(\w+)`", TABLE)}


def test_each_row_has_a_test():
    assert len(rows()) > 40, len(rows())
    for row in rows():
        assert re.search(r"\| (?:`\w+\.(?:py|c):\w+` ?)+\|$", row), row


def test_each_named_test_exists():
    missing = [f"{file}:{name}" for file, name in sorted(named()) if name not in tests_of(file)]
    assert not missing, missing


def test_each_fault_that_is_tested_is_told():
    told = {name for file, name in named() if file == "faults.py"}
    assert tests_of("faults.py") == told, tests_of("faults.py") ^ told


tap.run(globals())
