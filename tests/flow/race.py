# SPDX-License-Identifier: GPL-3.0-or-later
"""Several daemons on one mailbox, each with a journal of its own as on a machine of its own, killed and
stopped at random while mail comes, their connections cut after any byte: in the end there is one
draft and one page for each invitation, none lost and none twice.

make race RUNS=100 [SEED=1] runs the long form. Each run prints its seed; with it the same choices are
made again."""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
from dovecot import Dovecot, write_conf  # noqa: E402
from house import KILLABLE, PROFILE, House, invitation  # noqa: E402
from proxy import Proxy  # noqa: E402
import tap  # noqa: E402

RUNS = int(os.environ.get("RUNS") or 4)
SEED = int(os.environ.get("SEED") or 1)
INVITATIONS = int(os.environ.get("INVITATIONS") or 8)
HASTE = 100
LEASE = 60 / HASTE  # seconds
TURNS = 5  # of each daemon, before the quiet ones


def kill_points():
    sources = pathlib.Path(os.environ["srcdir"]) / "core" / "watch"
    return sorted({name for path in sources.glob("*.c")
                   for name in re.findall(r'rg_kill_point \("([\w-]+)"\)', path.read_text())})


class Daemon(House):
    """One machine: its own journal and its own way to the server."""

    def __init__(self, server, number, dice):
        super().__init__(server, profile=PROFILE)
        self.dice = dice
        self.state = pathlib.Path(server.folder) / f"state-{number}"
        self.cut = pathlib.Path(server.folder) / f"config-{number}"
        self.proxy = Proxy(server.imap_port, self.limits())
        shutil.copytree(self.config, self.cut)
        write_conf(str(self.cut / "regrets.conf"), "none", "127.0.0.1", self.proxy.listening, None)

    def limits(self):
        """How many bytes the next connection lasts; most are left alone."""
        while True:
            yield self.dice.choice([10**9, 10**9, self.dice.randrange(1, 30000)])

    def begin(self, config, kill_at=None):
        environment = dict(os.environ) | {"REGRETS_HASTE": str(HASTE)} | ({"REGRETS_KILL_AT": kill_at} if kill_at else {})
        return subprocess.Popen([KILLABLE, "watch", "--once", "--config", str(config), "--state", str(self.state)],
                                env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def live(self, points):
        for _ in range(TURNS):
            fate = self.dice.random()
            point = f"{self.dice.choice(points)}:{self.dice.randrange(1, INVITATIONS + 1)}" if fate < .5 else None
            process = self.begin(self.cut, point)
            if fate > .75:
                time.sleep(self.dice.uniform(.05, .6))
                process.send_signal(self.dice.choice([signal.SIGKILL, signal.SIGSTOP]))
                time.sleep(self.dice.uniform(0, 2 * LEASE))
                process.send_signal(signal.SIGCONT)
            process.communicate(timeout=120)

    def finish(self):
        process = self.begin(self.config)
        error = process.communicate(timeout=120)[1]
        assert process.returncode == 0, error


def parents(mails):
    return sorted(mail["In-Reply-To"] for _, mail in mails)


def race(seed, machines):
    dice = random.Random(seed)
    points = kill_points()
    with Dovecot(tls=False) as server:
        daemons = [Daemon(server, number, random.Random(dice.random())) for number in range(machines)]
        threads = [threading.Thread(target=daemon.live, args=(points,)) for daemon in daemons]
        for thread in threads:
            thread.start()
        for number in range(1, INVITATIONS + 1):
            server.deliver(invitation(number))
            time.sleep(dice.uniform(0, .3))
        for thread in threads:
            thread.join()
        for _ in range(2):
            for daemon in daemons:
                daemon.finish()
        wanted = sorted(f"<invite-{number}@fernwood.example>" for number in range(1, INVITATIONS + 1))
        found = parents(daemons[0].drafts())
        assert found == wanted, ("drafts", seed, machines, found)
        found = parents(daemons[0].pages())
        assert found == wanted, ("pages", seed, machines, found)
        known = {entry["message_id"] for daemon in daemons
                 for entry in map(json.loads, subprocess.run(
                     [KILLABLE, "log", "--format", "json", "--config", str(daemon.config), "--state", str(daemon.state)],
                     capture_output=True, text=True, check=True).stdout.splitlines())}
        assert known == {name.strip("<>") for name in wanted}, (seed, machines, known)
        for daemon in daemons:
            daemon.proxy.close()


def test_one_draft_each():
    for run in range(RUNS):
        seed = SEED + run
        machines = 2 + run % 2
        race(seed, machines)
        print(f"# seed {seed}: {machines} daemons, {INVITATIONS} invitations, one draft and one page each")


tap.run(globals())
