# SPDX-License-Identifier: GPL-3.0-or-later
"""TAP for the tests that are written in Python: functions named test_* run in order."""

import sys
import traceback


class Skip(Exception):
    """Raised by a test that can't run here; says why."""


def run(module_globals):
    tests = [(name, fn) for name, fn in module_globals.items() if name.startswith("test_")]
    wanted = sys.argv[1:]
    if wanted:
        tests = [(name, fn) for name, fn in tests if any(word in name for word in wanted)]
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, (name, fn) in enumerate(tests, 1):
        title = name[len("test_"):].replace("_", " ")
        try:
            fn()
            print(f"ok {number} - {title}", flush=True)
        except Skip as why:
            print(f"ok {number} - {title} # SKIP {why}", flush=True)
        except Exception:  # a test may fail in any way; each is shown
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} - {title}", flush=True)
    sys.exit(1 if failed else 0)
