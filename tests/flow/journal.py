# SPDX-License-Identifier: GPL-3.0-or-later
"""A journal with decisions of one's own in it, for commands that read one."""

import datetime
import os
import pathlib
import sqlite3
import subprocess

program = pathlib.Path(os.environ["builddir"]) / "regrets"
STATES = ("intent", "drafted", "noted", "edited", "overdue", "sent", "answered", "discarded", "superseded", "mistaken")


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp())


def fill(folder, entries):
    """Lets the program create the journal in `folder`, and puts a row into it for each entry: a dict of
    columns, times like "2026-11-23T10:00", the state by its name."""
    made = subprocess.run([program, "log", "--config", "/nonexistent", "--state", folder], capture_output=True, text=True,
                          timeout=60)
    assert made.returncode == 0, made.stderr
    with sqlite3.connect(pathlib.Path(folder) / "journal.sqlite") as journal:
        numbers = {row[1] for row in journal.execute("PRAGMA table_info(entry)") if row[2] == "INTEGER"}
        for number, entry in enumerate(entries):
            row = dict.fromkeys(numbers, 0) | {"account": "a", "key": f"{number:064x}", "message_id": f"{number}@x"} | entry
            row["state"] = STATES.index(row.get("state") or "drafted")
            row = {name: seconds(value) if name.endswith("_at") and isinstance(value, str) else value
                   for name, value in row.items()}
            if isinstance(row.get("answer_by"), str):
                row["answer_by"] = seconds(row["answer_by"])
            names = ", ".join(row)
            journal.execute(f"INSERT INTO entry ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
