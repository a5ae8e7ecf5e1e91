# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets log and regrets report: what they tell of a journal."""

import csv
import io
import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import xml.dom.minidom

import tap

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
import journal  # noqa: E402

DECLINE = {"outcome": "decline", "kind": "invitation", "language": "en", "source": "employer", "stage": "first"}
ENTRIES = [
    DECLINE | {"reason": "mobility", "company": "Fernwood Labs", "position": "C Developer", "state": "sent",
               "received_at": "2026-09-01T08:00", "decided_at": "2026-09-01T09:00", "changed_at": "2026-09-01T12:00"},
    DECLINE | {"reason": "mobility", "company": '=HYPERLINK("x")', "source": "agency", "state": "answered",
               "received_at": "2026-09-20T08:00", "decided_at": "2026-09-20T09:00", "changed_at": "2026-09-23T08:00"},
    DECLINE | {"reason": "mobility", "company": "Fernwood Labs", "language": "de", "stage": "final",
               "received_at": "2026-11-01T08:00", "decided_at": "2026-11-01T09:00"},
    DECLINE | {"reason": "goals", "company": "<b>Bold & Co</b>", "decided_at": "2026-11-10T23:30"},
    DECLINE | {"outcome": "keep", "company": 'Say "yes", Inc', "state": "noted", "decided_at": "2026-11-11T09:00"},
    DECLINE | {"reason": "goals", "company": "Not one", "state": "mistaken", "decided_at": "2026-11-12T09:00"},
]
PROFILE = "[me]\nname = Sam Rivera\n[mobility]\nhome = Lisbon\n[goals]\nwork_model = remote;hybrid\n"


def run(*arguments, entries=ENTRIES, folder=None):
    with tempfile.TemporaryDirectory() as made:
        folder = folder or made
        pathlib.Path(folder, "profile.conf").write_text(PROFILE)
        journal.fill(folder, entries)
        result = subprocess.run([journal.program, *arguments, "--config", folder, "--state", folder],
                                capture_output=True, timeout=60)
        return result.returncode, result.stdout.decode(), result.stderr.decode()


def companies(*arguments):
    code, out, err = run("log", "--format", "json", *arguments)
    assert code == 0, err
    return [json.loads(line)["company"] for line in out.splitlines()]


def test_filters():
    everything = [entry["company"] for entry in reversed(ENTRIES)]
    cases = [
        ((), everything),
        (("--since", "2026-11-10"), everything[:3]),
        (("--until", "2026-11-10"), everything[2:]),
        (("--since", "2026-11-10", "--until", "2026-11-10"), ["<b>Bold & Co</b>"]),
        (("--company", "FERNWOOD"), ["Fernwood Labs"] * 2),
        (("--reason", "goals"), ["Not one", "<b>Bold & Co</b>"]),
        (("--reason", "mobility", "--since", "2026-10-01"), ["Fernwood Labs"]),
        (("--account", "b"), []),
    ]
    for arguments, expected in cases:
        assert companies(*arguments) == expected, (arguments, companies(*arguments))


def test_mistakes():
    for arguments, words in ((("--since", "soon"), "--since is a day like"), (("--until", "2026-13-01"), "--until is a day"),
                             (("--reason", "money"), "--reason is one of status, goals"),
                             (("--format", "xml"), "--format is text, csv or json")):
        code, out, err = run("log", *arguments)
        assert code == 64 and words in err and not out, (arguments, err)


def test_csv():
    code, out, err = run("log", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert code == 0 and out.count("\r\n") == 1 + len(ENTRIES), err
    assert [row["company"] for row in rows] == [
        'Not one', 'Say "yes", Inc', '<b>Bold & Co</b>', 'Fernwood Labs', '\'=HYPERLINK("x")', 'Fernwood Labs'], rows
    assert set(rows[0]) == set(json.loads(run("log", "--format", "json")[1].splitlines()[0]))


def test_table():
    """Told as everywhere else, and in columns."""
    wide = DECLINE | {"outcome": "explore", "reason": "red-flags", "company": "Wide", "decided_at": "2026-11-13T09:00"}
    code, out, err = run("log", entries=[*ENTRIES, wide])
    assert code == 0, err
    lines = out.splitlines()
    assert lines[0] == "2026-11-13 09:00  Short talk instead (warning signs)  draft in Drafts  Wide, role unknown", lines[0]
    assert "Yours to answer                     no draft         Say" in out, out
    for column in 18, 54, 71:
        assert all(line[column - 2:column] == "  " and line[column] != " " for line in lines), (column, out)


def test_report():
    code, out, err = run("report")
    assert code == 0, err
    for line in ("5 invitations, decided from 2026-09-01 to 2026-11-11", "  Decline               4   80 %  ",
                 "  mobility              3   75 %", "  agency                1   20 %", "  2026-10               0    0 %",
                 "Median time to answer: 38 hours (2 answered, 50 % of them within 48 hours)",
                 "  3 of 4 were decided by this question: mobility.", "  Based in Lisbon. Open to roles that are remote, hybrid."):
        assert line in out, (line, out)
    assert "Not one" not in out and " times." not in out
    often = [entry | {"company": "Fernwood Labs"} for entry in ENTRIES[:3]]
    assert "  Fernwood Labs wrote 3 times.\n" in run("report", entries=often)[1]
    assert run("report", entries=[])[1] == "Nothing has been decided yet.\n"
    assert run("report", "--reason", "goals")[1].startswith("1 invitation, "), run("report", "--reason", "goals")


def test_report_page():
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "report.html")
        code, out, err = run("report", "--html", page, folder=folder)
        assert code == 0 and not out, err
        text = page.read_text(encoding="utf-8")
        assert stat.S_IMODE(os.stat(page).st_mode) == 0o600
        assert "<b>Bold" not in text and "&lt;b&gt;Bold &amp; Co" in text
        assert not re.search(r"(?:src|href)=|url\(|<script|https?:", text), "it loads something"
        assert "prefers-color-scheme: dark" in text and "default-src 'none'" in text
        charts = re.findall(r"<svg.*?</svg>", text, re.S)
        assert len(charts) == 7, len(charts)
        for chart in charts:
            drawing = xml.dom.minidom.parseString(chart)
            bars = [rect for rect in drawing.getElementsByTagName("rect") if rect.getAttribute("class") == "bar"]
            assert bars and all(0 <= float(bar.getAttribute("width")) <= 264 for bar in bars)
            assert drawing.documentElement.getAttribute("aria-label")
        assert run("report", "--html", f"{folder}/no/where.html", folder=None)[0] == 74


tap.run(globals())
