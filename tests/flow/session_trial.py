# SPDX-License-Identifier: GPL-3.0-or-later
"""For the tests of the IMAP session: runs the probe (session_probe.c), and tells how each test went, as TAP."""

import functools
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dovecot import PASSWORD, USER, Certificates, find_dovecot  # noqa: E402

FOLDER = tempfile.TemporaryDirectory(prefix="rg-session-")
TESTS = []
DEADLINE = 2  # seconds, that hostile servers are given


def find_probe():
    places = [os.environ.get("SESSION_PROBE", ""),
              os.path.join(os.environ.get("builddir", "."), "tests/flow/session_probe"),
              os.path.join(os.path.dirname(os.path.abspath(__file__)), "session_probe")]
    return next((place for place in places if os.access(place, os.X_OK)), None)


PROBE = find_probe()


@functools.cache
def certificates():
    return Certificates(path("certificates"))


def test(function):
    TESTS.append(function)
    return function


class Outcome:
    """What the probe printed, and what it cost."""

    def __init__(self, text, status, seconds, cpu, memory):
        self.text = text
        self.lines = text.splitlines()
        self.status = status
        self.seconds = seconds
        self.cpu = cpu
        self.memory = memory

    def error(self):
        last = self.lines[-1] if self.lines else ""
        return last.removeprefix("error ") if last.startswith("error ") else ""

    def after(self, word):
        """The lines that begin with this word, without it."""
        return [line.removeprefix(word + " ") for line in self.lines
                if line == word or line.startswith(word + " ")]


def probe(conf, *words, seconds=None, meanwhile=None):
    environment = dict(os.environ)
    environment.pop("SESSION_PROBE_SECONDS", None)
    if seconds:
        environment["SESSION_PROBE_SECONDS"] = str(seconds)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with subprocess.Popen([PROBE, conf, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, env=environment) as child:
        head = ""
        if meanwhile:
            for line in child.stdout:
                head += line
                if line == "idling\n":
                    meanwhile()
                    break
        try:
            rest = child.communicate(timeout=60)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Outcome(head + rest, child.returncode, time.monotonic() - start, cpu, after.ru_maxrss)


def equal(got, wanted):
    assert got == wanted, f"got {got!r}, not {wanted!r}"


def refused(outcome, code, *words):
    """Ended by this error, whose message holds all `words`; and the password isn't shown."""
    error = outcome.error()
    assert error.startswith(code + ": "), outcome.text
    for word in words:
        assert word in error, outcome.text
    assert PASSWORD not in outcome.text, "the password is shown"


def message(number, body="Hello.\n"):
    return (f"From: Ada <ada@corp.example>\nTo: {USER}@example.test\nSubject: Message {number}\n"
            f"Message-ID: <m{number}@corp.example>\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n\n"
            f"{body}").encode()


def path(name):
    return os.path.join(FOLDER.name, name)


# ---- running ----

def run(number, function):
    name = function.__name__.replace("_", " ")
    start = time.monotonic()
    try:
        function()
        print(f"ok {number} - {name} # {time.monotonic() - start:.1f} s", flush=True)
        return True
    except Exception:
        for line in traceback.format_exc().splitlines():
            print(f"# {line}")
        print(f"not ok {number} - {name}", flush=True)
        return False


def main():
    if not find_dovecot():
        print("1..0 # SKIP dovecot is not installed")
        return 0
    if not PROBE:
        print("Bail out! session_probe is not built")
        return 1
    chosen = [f for f in TESTS if not sys.argv[1:] or f.__name__ in sys.argv[1:]]
    print(f"1..{len(chosen)}", flush=True)
    results = [run(i, function) for i, function in enumerate(chosen, 1)]
    FOLDER.cleanup()
    return 0 if all(results) else 1
