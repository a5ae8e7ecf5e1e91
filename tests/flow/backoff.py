# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the program waits before it troubles a server again, and what cuts that short."""

import ctypes
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
import desktop  # noqa: E402

desktop.use_system_python()
from fake_imap import FakeImap, Gone, quiet_mailbox  # noqa: E402
from house import Daemon, House, Machine, wait_until  # noqa: E402
import tap  # noqa: E402

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SOON = 4  # seconds: one to settle, and some for a slow machine


def delays(daemon):
    return [int(seconds) for seconds in re.findall(r"trying again in (\d+) s", daemon.log())]


def test_a_server_that_asks_for_patience_gets_it():
    def says_bye(words):
        def script(peer):
            peer.greet(b"BYE " + words)
            raise Gone
        return script

    def refuses_login(words):
        def script(peer):
            peer.greet()
            peer.capability()
            peer.authenticate()
            peer.no(words)
        return script

    cases = [(script, words) for script in (says_bye, refuses_login) for words in (
        b"[ALERT] Too many simultaneous connections. (Failure)", b"[THROTTLED] slow down", b"[UNAVAILABLE] maintenance",
        b"[LIMIT] one at a time", b"[INUSE] locked", b"Temporary problem, please try again later")]
    cases.append((refuses_login, b"[OVERQUOTA] too much was fetched"))
    for kind, words in cases:
        with FakeImap(kind(words)) as server, Machine(server.port) as house, Daemon(house) as daemon:
            daemon.wait_for("trying again in")
            assert 60 <= delays(daemon)[0] <= 120 and len(server.peers) == 1, (words, daemon.log())
            assert daemon.stop()[0] == 0


def hangs_up(peer):
    raise Gone


def is_backing_off(daemon):
    """For longer than it takes to see that something cut it short."""
    return delays(daemon) and delays(daemon)[-1] > SOON + 1


def cut_short_by(event, environment):
    with FakeImap(hangs_up) as server, Machine(server.port) as house, Daemon(house, **environment) as daemon:
        wait_until(lambda: is_backing_off(daemon))
        count = len(server.peers)
        event()
        wait_until(lambda: len(server.peers) > count, SOON)
        assert daemon.stop()[0] == 0


def in_own_network(act):
    """Runs it in a process that has a network for itself."""
    if not shutil.which("ip"):
        raise tap.Skip("ip is not installed")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            kind = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWNET | CLONE_NEWUSER
            status = 77 if ctypes.CDLL(None).unshare(kind) else 0
            if status == 0:
                act()
        except BaseException as error:  # all of it ends here
            print(f"# {error!r}", flush=True)
            status = 1
        os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == 77:
        raise tap.Skip("no network namespaces here")
    assert status == 0, status


def ip(*words):
    subprocess.run(["ip", *words], check=True, stdin=subprocess.DEVNULL)


def test_another_network_cuts_it_short():
    def act():
        ip("link", "set", "lo", "up")
        cut_short_by(lambda: ip("route", "add", "default", "dev", "lo"), {})
    in_own_network(act)


class SystemBus:
    """A bus of the test's own, on which it is logind."""

    def __init__(self, folder):
        if desktop.missing() and not shutil.which("dbus-daemon"):
            raise tap.Skip("dbus is not installed")
        from gi.repository import Gio, GLib
        self.glib = GLib
        self.process = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address",
                                         f"--address=unix:path={folder}/system"], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(self.address, flags, None, None)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", ("org.freedesktop.login1", 0)), None, Gio.DBusCallFlags.NONE, -1, None)

    def sleep(self, begins):
        self.bus.emit_signal(None, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
                             self.glib.Variant("(b)", (begins,)))
        self.bus.flush_sync(None)

    def sleep_until(self, what):
        """Again and again: nobody tells when the program has begun to listen."""
        slept = [0]

        def happens():
            if time.monotonic() > slept[0] + SOON:
                self.sleep(True)
                self.sleep(False)
                slept[0] = time.monotonic()
            return what()
        wait_until(happens)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bus.set_exit_on_close(False)
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def deaf_after_idle(peer):
    """The first connection dies unnoticed, as while the machine sleeps; others are sound."""
    if len(peer.server.peers) > 1:
        return quiet_mailbox(peer)
    answer = peer.ok
    heard = []
    peer.ok = lambda *words: None if heard else answer(*words)
    line = peer.line

    def listen():
        words = line()
        if words == b"DONE":
            heard.append(words)
        return words
    peer.line = listen
    return quiet_mailbox(peer)


def idles(server):
    return sum(line.endswith(b" IDLE") for line in server.lines)


def test_after_sleep_a_dead_connection_is_found_out():
    with FakeImap(deaf_after_idle) as server, Machine(server.port) as house, SystemBus(house.server.folder) as bus, \
            Daemon(house, DBUS_SYSTEM_BUS_ADDRESS=bus.address) as daemon:
        wait_until(lambda: idles(server) == 1)
        bus.sleep_until(lambda: b"DONE" in server.lines)
        wait_until(lambda: idles(server) == 2, 15)
        assert len(server.peers) == 2
        assert daemon.stop()[0] == 0


def test_after_sleep_it_tries_at_once():
    with FakeImap(quiet_mailbox) as server, Machine(server.port) as place, SystemBus(place.server.folder) as bus:
        cut_short_by(lambda: bus.sleep(False), {"DBUS_SYSTEM_BUS_ADDRESS": bus.address})


tap.run(globals())
