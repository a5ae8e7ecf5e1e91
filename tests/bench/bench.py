# SPDX-License-Identifier: GPL-3.0-or-later
"""How long judging mail takes beside other programs, on the same mail in the same run.

    make bench                    the sample mail of the tests
    make bench CORPORA=FOLDER     all files in a folder of yours

Prints messages a second on one core, the median of several runs, and how that compares with
bare parsing by gmime, which is the limit. It asserts nothing: figures of a machine are no test."""

import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

build = pathlib.Path(os.environ["builddir"])
RUNS = 5
MOST = 2500


def files(folder):
    found = [path for path in sorted(pathlib.Path(folder).rglob("*"))
             if path.is_file() and path.suffix not in (".json", ".conf") and path.name != "README"]
    return [str(path) for path in found[:MOST]]


def timed(command, **more):
    begun = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **more)
    return time.monotonic() - begun


def on_one_core(command):
    return ["taskset", "-c", "0", *command] if shutil.which("taskset") else command


def programs(mail, work):
    """(name, function that takes the time for all the mail, messages)"""
    check = [str(build / "regrets"), "check", "--config", work, "--format", "json"]
    yield "gmime alone", lambda: timed(on_one_core([str(build / "tests/bench/parse_only"), *mail])), len(mail)
    yield "regrets check", lambda: timed(on_one_core([*check, *mail])), len(mail)
    yield "regrets check, start only", lambda: timed(on_one_core([*check, mail[0]])), 1
    if shutil.which("bogofilter"):
        words = ["bogofilter", "-d", work]
        for flag, known in (("-s", mail[::5]), ("-n", mail[1::5])):  # a list of words of a usual size
            subprocess.run([*words, flag, "-b"], input="\n".join(known).encode(), check=False)
        yield "bogofilter", lambda: timed(on_one_core([*words, "-b", "-v"]), input="\n".join(mail).encode()), len(mail)
    if shutil.which("spamassassin"):
        few = mail[:20]
        yield "spamassassin -L", lambda: sum(timed(on_one_core(["spamassassin", "-L"]), stdin=open(path, "rb")) for path in few), len(few)


def main():
    mail = files(os.environ.get("CORPORA") or pathlib.Path(os.environ["srcdir"]) / "tests" / "mail")
    print(f"{len(mail)} messages, median of {RUNS} runs, one core\n")
    with tempfile.TemporaryDirectory() as work:
        limit = None
        for name, run, count in programs(mail, work):
            run()  # what is read for the first time is slower
            seconds = statistics.median(run() for _ in range(RUNS if count > 20 or count == 1 else 1))
            limit = limit or seconds / count
            print(f"{name:26} {1000 * seconds / count:8.3f} ms a message  {count / seconds:8.0f} a second"
                  f"  {seconds / count / limit:7.1f} x gmime")


main()
