# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the program is right about mail with golden outcomes (NAME.eml with NAME.json)."""

import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import tempfile

import letters

mail = pathlib.Path(os.environ["srcdir"]) / "tests" / "mail"
program = pathlib.Path(os.environ["builddir"]) / "regrets"
INVITATIONS = letters.INVITATIONS
FACTS = tuple(letters.FACTS)


def outcomes(folder):
    """[(name, expected, found)] for each message with a golden outcome."""
    result = subprocess.run([program, "check", "--config", "/nonexistent", "--profile", mail / "profile.conf",
                             "--now", "2026-11-23T09:00:00Z", "--format", "json", *sorted(folder.glob("*.eml"))],
                            capture_output=True, text=True, timeout=900)
    assert result.returncode == 0, result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [(pathlib.Path(f["file"]).stem, json.loads(pathlib.Path(f["file"]).with_suffix(".json").read_text()), f)
            for f in found]


def same_text(a, b):
    return a == b or (a and b and " ".join(a.lower().split()) == " ".join(b.lower().split()))


LEGAL_FORM = re.compile(
    r",? (?:(?:g?gmbh|mbh|ag|kg|ohg|gbr|eg|se|e\. ?v\.|kgaa|mbb|partg|s[aà]rl|sagl|sa|sas|sasu|scop|eurl|bv|nv|bvba|vof|cv|vzw"
    r"|srl|spa|s\.r\.l\.|s\.p\.a\.|s\.n\.c\.|snc|sl|slu|s\.l\.|s\.a\.|s\.l\.u\.|s\.a\.s\.|b\.v\.|n\.v\.|ltda?\.?|lda\.?|limited|plc|llp|llc"
    r"|inc\.?|incorporated|corp\.?|co\.?|pty|pvt\.?|oy|ab|as|aps|sp\. z o\.o\.|s\. ?coop\.?)(?: & co\.?(?: kg)?)?)$", re.IGNORECASE)


def called(company):
    """As people call it: the legal form is optional."""
    while company and LEGAL_FORM.search(company):
        company = LEGAL_FORM.sub("", company)
    return company


def same_times(expected, found):
    def key(text):
        time = datetime.datetime.fromisoformat(text)
        return (time.tzinfo is not None, time.astimezone(datetime.timezone.utc) if time.tzinfo else time)

    return sorted(map(str, map(key, expected))) == sorted(map(str, map(key, found)))


def same(name, expected, found):
    if name == "times":
        return same_times(expected or [], found or [])
    if name == "reply_by" and expected and found:
        return same_times([expected], [found])
    if name == "contact":
        expected, found = expected or {}, found or {}
        return same_text(expected.get("name"), found.get("name")) \
            and same_text(expected.get("address"), found.get("address"))
    if name == "company" and expected and found:
        return same_text(found, expected) or same_text(called(found), called(expected))
    return same_text(expected, found) if isinstance(expected, str) else expected == found


def wrong_facts(expected, found):
    return [name for name in FACTS if name in expected["facts"]
            and not same(name, expected["facts"][name], found["facts"][name])]


def tell(folder, show):
    """Prints the rates; returns (precision, recall, kind rate, fact rates)."""
    kinds = right = true = false = missed = 0
    facts = collections.Counter()
    seen = 0
    for name, expected, found in outcomes(folder):
        kinds += 1
        right += expected["kind"] == found["kind"]
        wanted, got = expected["kind"] in INVITATIONS, found["kind"] in INVITATIONS
        true += wanted and got
        false += got and not wanted
        missed += wanted and not got
        if expected["kind"] != found["kind"] and show:
            print(f"# {name}: {expected['kind']} taken for {found['kind']}")
        if not wanted or "facts" not in expected:
            continue
        seen += 1
        wrong = wrong_facts(expected, found)
        facts.update(fact for fact in FACTS if fact not in wrong)
        for fact in wrong if show else []:
            print(f"# {name}: {fact} is {expected['facts'][fact]!r}, found {found['facts'][fact]!r}")
    rates = {fact: facts[fact] / max(1, seen) for fact in FACTS}
    precision, recall = true / max(1, true + false), true / max(1, true + missed)
    print(f"# {folder.name}: {kinds} messages, precision {precision:.3f}, recall {recall:.3f}, "
          f"kind right {right / kinds:.3f}")
    print("# facts right: " + ", ".join(f"{fact} {rate:.3f}" for fact, rate in rates.items()))
    return precision, recall, right / kinds, rates


def hold_letters(folder, floors, show):
    """The same for all files of letters in a folder, taken together."""
    with tempfile.TemporaryDirectory() as work:
        together = pathlib.Path(work) / folder
        for path in sorted((mail / folder).glob("*.txt")):
            letters.unfold(path, together, f"{path.stem}-")
        rates = tell(together, show)
    found = dict(zip(("precision", "recall", "kind"), rates[:3])) | rates[3]
    low = {what: found[what] for what, floor in floors.items() if found[what] < floor}
    assert not low, low
