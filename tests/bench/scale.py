# SPDX-License-Identifier: GPL-3.0-or-later
"""What many accounts and big mailboxes cost, on a Dovecot of this machine.

    make scale                    all of it: a quarter of an hour, 2 GB of disk, 4 GB of memory for Dovecot
    make scale PARTS=first MAILS=2000

idle      ACCOUNTS connections over TLS that wait MINUTES: memory and processor
delivery  from a mail's arrival to its draft, beside a client that says the same without thinking
first     a first look at MAILS messages, a gigabyte if 20,000: the share that goes over the wire
restart   a start on a mailbox of OLD messages that was looked at before

Prints figures, which docs/scale.md quotes, and tells where a goal is missed. It fails where a draft
is lost or double, or the program ends, and never because of time: the machine may have other work."""

import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import USER, Dovecot, write_conf  # noqa: E402
from house import Daemon, House, invitation, wait_until  # noqa: E402
from meter import MIB, Meter  # noqa: E402
from mill import Maildir  # noqa: E402
from proxy import DOWN, Proxy  # noqa: E402
from replay import Replay  # noqa: E402

ACCOUNTS = int(os.environ.get("ACCOUNTS") or 1000)
MINUTES = float(os.environ.get("MINUTES") or 5)  # in which each IDLE is renewed once
MAILS = int(os.environ.get("MAILS") or 20000)
OLD = int(os.environ.get("OLD") or 100000)
DELIVERIES = 21
PATIENCE = 3600  # seconds

CROWD = """
default_process_limit = {processes}
default_client_limit = {clients}
service imap-login {{
  service_count = 0
  process_min_avail = 2
  client_limit = {clients}
}}
service imap {{
  process_limit = {processes}
}}
"""


def tell(text):
    print(text, flush=True)


def judge(found, limit, what):
    tell(f"  {found:.2f} {what}; the goal is at most {limit}{'' if found <= limit else ': MISSED'}")


# ---- idle ----

def add_accounts(house, server, first, last):
    """The accounts `first` to `last` - 1 join those in regrets.conf; a daemon sees that by itself."""
    conf = house.config / "regrets.conf"
    groups = [conf.read_text() if first else ""]
    part = house.config / "part"
    for number in range(first, last):
        server.add_user(f"u{number}", "secret")
        server.write_conf(str(part), user=f"u{number}", password="secret", name=f"a{number}")
        groups.append(part.read_text())
    part.write_text("\n".join(groups))
    part.rename(conf)


def count_waiting(house):
    found = house.run("status", "--format", "json")
    accounts = json.loads(found.stdout)["accounts"] if found.returncode == 0 else []
    return sum(account["state"] == "waiting" for account in accounts)


def grow(house, server, daemon, steps):
    """[(accounts, MiB)], when all of them wait."""
    meter, curve = Meter(daemon.process.pid), []
    for before, step in zip([steps[0], *steps], steps):
        begun = time.monotonic()
        if step > before:
            add_accounts(house, server, before, step)
        wait_until(lambda step=step: count_waiting(house) == step, PATIENCE)
        curve.append((step, meter.memory()))
        tell(f"  {step:5} accounts: {meter.memory():6.1f} MiB, {meter.descriptors()} descriptors, "
             f"{meter.threads()} threads; all wait after {time.monotonic() - begun:.1f} s")
    return curve


def measure_idle():
    tell(f"idle: {ACCOUNTS} accounts over TLS")
    steps = sorted({min(ACCOUNTS, count) for count in (10, 100, 300, 1000, ACCOUNTS)})
    crowd = CROWD.format(processes=ACCOUNTS + 100, clients=3 * ACCOUNTS + 1000)
    with Dovecot(extra=crowd) as server:
        house = House(server)
        add_accounts(house, server, 0, steps[0])
        with Daemon(house) as daemon:
            meter = Meter(daemon.process.pid)
            curve = grow(house, server, daemon, steps)
            before, begun = meter.cpu(), time.monotonic()
            time.sleep(60 * MINUTES)
            share = 100 * (meter.cpu() - before) / (time.monotonic() - begun)
            memory = meter.memory()
            assert count_waiting(house) == ACCOUNTS, daemon.log()
    tell(f"  after {MINUTES:g} minutes of waiting: {memory:.1f} MiB, {share:.2f} % of a core")
    (few, small), many = curve[0], ACCOUNTS
    each = (memory - small) / max(1, many - few)
    tell(f"  {1024 * each:.1f} KiB for each further account; so 10,000 take {small + 10000 * each:.0f} MiB "
         f"and {share * 10000 / many:.1f} % of a core")
    judge(small + 1000 * each, 100, "MiB for 1,000 accounts")
    judge(share * 1000 / many, 1, "% of a core for 1,000 accounts")


# ---- delivery ----

def watch_through(house, proxy, extra=""):
    write_conf(str(house.config / "regrets.conf"), "none", "127.0.0.1", proxy.listening, None, extra=extra)


def is_idling(said):
    return bool(said) and said[-1][1] == DOWN and said[-1][2].startswith(b"+ idling")


def told_after(said, begun, words=b""):
    """When the server first said something with these words since then."""
    return next((when for when, direction, data in said if when > begun and direction == DOWN and words in data), None)


def time_ours():
    """[(seconds until the server told the news, until it had taken the draft)], and what was said meanwhile.
    The first message that it took is the draft; the page is the second."""
    with Dovecot(tls=False) as server, Proxy(server.imap_port, keeps=True) as proxy:
        house, maildir, times = House(server), Maildir(server), []
        watch_through(house, proxy)
        with Daemon(house):
            wait_until(lambda: is_idling(proxy.said))
            for number in range(DELIVERIES):
                begun = time.monotonic()
                maildir.drop(number, invitation(number))
                wait_until(lambda begun=begun: told_after(proxy.said, begun, b"APPENDUID") and is_idling(proxy.said))
                times.append((told_after(proxy.said, begun) - begun,
                              told_after(proxy.said, begun, b"APPENDUID") - begun))
        assert len(house.drafts()) == DELIVERIES
        return times, list(proxy.said)


def time_bare(said):
    with Dovecot(tls=False) as server, Proxy(server.imap_port) as proxy:
        maildir, times = Maildir(server), []
        with Replay(proxy.listening, said) as replay:
            replay.until(b"+ idling")
            for number in range(DELIVERIES):
                begun = time.monotonic()
                maildir.drop(number, invitation(number))
                times.append((replay.until(b"EXISTS") - begun, replay.until(b"APPENDUID") - begun))
                replay.until(b"+ idling")
        return times


def tell_times(who, times):
    """The median of what follows the news."""
    told, whole, rest = (1000 * statistics.median(part) for part in
                         zip(*((told, taken, taken - told) for told, taken in times)))
    tell(f"  {who}: {whole:.1f} ms from arrival to draft in the median, {told:.1f} ms until Dovecot tells, "
         f"{rest:.1f} ms from then on")
    return rest


def measure_delivery():
    tell(f"delivery: {DELIVERIES} invitations, one at a time")
    times, said = time_ours()
    ours, bare = tell_times("regrets", times), tell_times("the same commands alone", time_bare(said))
    judge(ours / bare, 2, "times what the commands alone take")


# ---- big mailboxes ----

def look(house):
    """Seconds, and the most memory in MiB."""
    begun, peak = time.monotonic(), 0
    with subprocess.Popen(house.command("watch", "--once"), stderr=subprocess.DEVNULL,
                          env=house.environment()) as process:
        while process.poll() is None:
            peak = max(peak, Meter(process.pid).memory())
            time.sleep(.05)
    assert process.returncode == 0, process.returncode
    return time.monotonic() - begun, peak


def measure_first():
    tell(f"first: {MAILS} messages")
    with Dovecot(tls=False) as server, Proxy(server.imap_port) as proxy:
        house = House(server)
        watch_through(house, proxy, "since = 60 days")
        size, invitations = Maildir(server).fill(MAILS, random.Random(1))
        seconds, peak = look(house)
        tell(f"  {size / MIB:.0f} MiB lie there; {proxy.down / MIB:.1f} MiB were read and {proxy.up / MIB:.1f} "
             f"MiB sent in {seconds:.0f} s, with {peak:.1f} MiB of memory; {invitations} invitations")
        assert len(house.drafts()) == invitations
        judge(100 * (proxy.up + proxy.down) / size, 5, "% of the bytes")


def measure_restart():
    tell(f"restart: {OLD} messages")
    with Dovecot(tls=False) as server, Proxy(server.imap_port) as proxy:
        house = House(server)
        Maildir(server).fill_with_copies(OLD)
        watch_through(house, proxy, "since = 1 hours")
        look(house)
        for new in 0, 1:
            if new:
                server.deliver(invitation(1))
            before = proxy.up + proxy.down
            seconds, peak = look(house)
            tell(f"  {new} new: {(proxy.up + proxy.down - before) / 1024:.1f} KiB in {seconds:.1f} s, "
                 f"with {peak:.1f} MiB of memory")
        assert len(house.drafts()) == 1


tell(f"{os.cpu_count()} cores")
PARTS = {"idle": measure_idle, "delivery": measure_delivery, "first": measure_first, "restart": measure_restart}
for part in sys.argv[1:] or PARTS:
    PARTS[part]()
