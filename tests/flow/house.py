# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox on a Dovecot, a regrets that watches it, and mail to put there."""

import email
import email.policy
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
from dovecot import USER, write_conf  # noqa: E402

build = pathlib.Path(os.environ["builddir"])
PROGRAM = str(build / "regrets")
KILLABLE = str(build / "tests" / "regrets-killable")
SECONDS = 60

PROFILE = "[me]\nname = Sam Rivera\n[status]\naccepted_offer = yes\n[replies]\nquote = yes\n"

INVITATION = """\
From: {name} <{address}>
To: Sam Rivera <{user}@example.test>
Subject: Interview for the {position} position at {company}
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <{id}@{domain}>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
{extra}
Dear Sam,

Thank you for your application for the {position} position at {company}. We
would like to invite you to a first interview by video call on Thursday,
3 December 2026 at 15:00 GMT. Please let me know if this time works for you.

Kind regards,
{name}
{company}
"""


def invitation(number, extra="", **more):
    values = {"name": "Priya Nair", "address": "priya@fernwood.example", "position": "C Developer",
              "company": "Fernwood Labs", "id": f"invite-{number}", "domain": "fernwood.example", "user": USER}
    values.update(more)
    return INVITATION.format(extra=extra, **values).encode()


class House:
    def __init__(self, server, profile=PROFILE, **conf):
        self.server = server
        self.config = pathlib.Path(server.folder) / "config"
        self.state = pathlib.Path(server.folder) / "state-of-regrets"
        self.runtime = pathlib.Path(server.folder) / "runtime"
        self.config.mkdir(exist_ok=True)
        self.runtime.mkdir(mode=0o700, exist_ok=True)
        server.write_conf(str(self.config / "regrets.conf"), **conf)
        (self.config / "profile.conf").write_text(profile)

    def environment(self):
        return {**os.environ, "XDG_RUNTIME_DIR": str(self.runtime)}

    def command(self, *arguments, program=PROGRAM):
        return [program, arguments[0], "--config", str(self.config), "--state", str(self.state), *arguments[1:]]

    def run(self, *arguments, program=PROGRAM, kill_at=None, now=None, **more):
        """`now` (2026-12-03T15:00:00Z) is only understood by the killable program."""
        environment = self.environment()
        if now:
            environment["REGRETS_NOW"] = now
        if kill_at:
            environment["REGRETS_KILL_AT"] = kill_at
        return subprocess.run(self.command(*arguments, program=program), capture_output=True, text=True,
                              timeout=SECONDS, env=environment, **more)

    def look(self):
        result = self.run("watch", "--once")
        assert result.returncode == 0, result.stderr
        return result

    def drafts(self):
        return self.mail(self.server.drafts)

    def pages(self):
        return self.mail("Regrets")

    def mail(self, mailbox):
        return [(flags, email.message_from_bytes(raw, policy=email.policy.default))
                for _, flags, raw in self.server.messages(mailbox)]

    def log(self):
        out = self.run("log", "--format", "json").stdout
        return [json.loads(line) for line in out.splitlines()]


class Machine:
    """A regrets with one account at a port of this machine."""

    def __init__(self, port, extra=""):
        self.folder = tempfile.mkdtemp(prefix="rg-")
        self.port, self.extra = port, extra
        self.house = House(self)

    def write_conf(self, path):
        certificates = pathlib.Path(self.folder) / "none.crt"
        certificates.touch()
        write_conf(path, "none", "localhost", self.port, certificates, extra=self.extra)

    def __enter__(self):
        return self.house

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


class Daemon:
    """regrets watch, with its log in a file."""

    numbers = itertools.count()

    def __init__(self, house, program=PROGRAM, **environment):
        self.path = pathlib.Path(house.server.folder) / f"log-of-regrets-{next(self.numbers)}"
        with open(self.path, "wb") as log:
            self.process = subprocess.Popen(house.command("watch", program=program), stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env={**house.environment(), **environment})
        self.wait_for("watching ")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def log(self):
        return self.path.read_text(encoding="utf-8")

    def wait_for(self, words, times=1):
        def told():
            assert self.process.poll() is None, self.log()
            return self.log().count(words) >= times
        wait_until(told, told=self.log)

    def stop(self):
        """Its exit status, the seconds that it took, and the log."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(SECONDS)
        return self.process.returncode, time.monotonic() - begun, self.log()


def wait_until(what, seconds=SECONDS, told=lambda: ""):
    """For what can only be asked again and again; `told` gives what a failure shows."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "nothing happened in time\n" + told()
        time.sleep(0.01)
