# SPDX-License-Identifier: GPL-3.0-or-later
"""Public mail, none of which invites to an interview: make check-corpora CORPORA=FOLDER.

FOLDER has archives (NAME.tar.xz) or folders of mail, such as the SpamAssassin public corpus. What is
taken for an invitation is told by name, and ends the run with an error."""

import collections
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import time

program = pathlib.Path(os.environ["builddir"]) / "regrets"


def check(name, folder):
    start = time.monotonic()
    result = subprocess.run([program, "check", "--config", "/nonexistent", "--format", "json", folder],
                            capture_output=True, text=True)
    assert result.returncode in (0, 65), result.stderr  # 65: some file in it is no mail
    took = time.monotonic() - start
    found = [json.loads(line) for line in result.stdout.splitlines()]
    kinds = collections.Counter(mail["kind"] for mail in found)
    wrong = [mail for mail in found if mail["kind"] in ("invitation", "reschedule")]
    print(f"{name}: {len(found)} mails in {took:.1f} s; " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    for mail in wrong:
        print(f"  taken for {mail['kind']} ({mail['score']}): {os.path.relpath(mail['file'], folder)}")
    return len(wrong)


def main():
    corpora = pathlib.Path(os.environ.get("CORPORA") or sys.exit("say make check-corpora CORPORA=FOLDER"))
    wrong = 0
    for path in sorted(corpora.iterdir()):
        if path.is_dir():
            wrong += check(path.name, path)
        elif path.name.endswith((".tar.xz", ".tar.gz", ".tar.bz2")):
            with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as archive:
                archive.extractall(folder, filter="data")
                wrong += check(path.name, folder)
    sys.exit(f"{wrong} false invitations" if wrong else 0)


main()
