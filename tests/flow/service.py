# SPDX-License-Identifier: GPL-3.0-or-later
"""As a service: what the service manager is told, and how fast the program stops."""

import os
import pathlib
import signal
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot  # noqa: E402
from fake_imap import FakeImap, quiet_mailbox  # noqa: E402
from house import Daemon, House, Machine, PROFILE, SECONDS, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

STOP_SECONDS = 2


class Manager:
    """The other end of sd_notify(3)."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path.replace("@", "\0"))
        self.socket.settimeout(SECONDS)
        self.name = path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def hear(self, wanted):
        """Waits for a message that begins so; its lines."""
        while True:
            lines = self.socket.recv(4096).decode().split("\n")
            if lines[0].startswith(wanted):
                return lines


def test_the_service_manager_is_told():
    for kind in ("{}/manager", "@{}/manager"):
        with FakeImap(quiet_mailbox) as server, Machine(server.port) as house:
            with Manager(kind.format(house.server.folder)) as manager:
                with Daemon(house, NOTIFY_SOCKET=manager.name) as daemon:
                    manager.hear("READY=1")
                    manager.hear("STATUS=1 waiting for mail")
                    begun = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
                    daemon.process.send_signal(signal.SIGHUP)
                    lines = manager.hear("RELOADING=1")
                    ended = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
                    assert begun <= int(lines[1].removeprefix("MONOTONIC_USEC=")) <= ended, lines
                    manager.hear("READY=1")
                    daemon.process.terminate()
                    manager.hear("STOPPING=1")
                    assert daemon.process.wait(SECONDS) == 0


def test_a_fault_in_a_file_is_in_the_status():
    with FakeImap(quiet_mailbox) as server, Machine(server.port) as house:
        with Manager(f"{house.server.folder}/manager") as manager, Daemon(house, NOTIFY_SOCKET=manager.name) as daemon:
            manager.hear("STATUS=1 waiting for mail")
            (house.config / "profile.conf").write_text(PROFILE.replace("name", "nmae"))
            status = manager.hear("STATUS=1 waiting for mail")
            assert "profile.conf:2: unknown key 'nmae'" in status[0], status
            assert daemon.stop()[0] == 0


def test_the_watchdog_hears_the_main_loop_and_nothing_else():
    with FakeImap(quiet_mailbox) as server, Machine(server.port) as house, \
            Manager(f"{house.server.folder}/manager") as manager:
        with Daemon(house, NOTIFY_SOCKET=manager.name, WATCHDOG_USEC="200000") as daemon:
            for _ in range(5):
                manager.hear("WATCHDOG=1")
            daemon.process.send_signal(signal.SIGSTOP)
            manager.socket.settimeout(0.5)
            try:
                while True:
                    manager.hear("WATCHDOG=1")
            except TimeoutError:
                pass
            daemon.process.send_signal(signal.SIGCONT)
            manager.socket.settimeout(SECONDS)
            manager.hear("WATCHDOG=1")


def test_the_watchdog_of_another_process_is_left_alone():
    with FakeImap(quiet_mailbox) as server, Machine(server.port) as house, \
            Manager(f"{house.server.folder}/manager") as manager:
        with Daemon(house, NOTIFY_SOCKET=manager.name, WATCHDOG_USEC="200000", WATCHDOG_PID="1") as daemon:
            manager.hear("STATUS=1 waiting for mail")
            manager.socket.settimeout(0.5)
            try:
                heard = manager.hear("WATCHDOG=1")
            except TimeoutError:
                heard = None
            assert heard is None, heard


# ---- stopping ----

def mute(peer):
    """Takes the connection and says nothing."""
    peer.line()


def stalls_in_a_fetch(peer):
    """Sends the headers of a mail a byte at a time."""
    peer.greet()
    peer.log_in()
    while True:
        name, _ = peer.command()
        if name == "LIST":
            peer.send(b'* LIST () "/" "INBOX"\r\n* LIST (\\Drafts) "/" "Drafts"\r\n')
        elif name == "SELECT":
            peer.send(b"* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\n* 1 EXISTS\r\n"
                      b"* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n")
        elif name == "UID SEARCH":
            peer.send(b"* SEARCH 1\r\n")
        elif name == "UID FETCH":
            peer.send(b"* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 9000 BODY[HEADER] {9000}\r\n")
            peer.server.stalled.set()
            while True:
                peer.send(b"x")
                time.sleep(0.05)
        peer.ok(b"[READ-WRITE] done" if name == "SELECT" else b"done")


def stop_in_time(house, is_there):
    with Daemon(house) as daemon:
        wait_until(is_there)
        code, seconds, log = daemon.stop()
        assert code == 0 and seconds < STOP_SECONDS, (code, seconds, log)
        assert "trying again" not in log, log


def test_stops_while_it_waits_for_mail():
    with FakeImap(quiet_mailbox) as server, Machine(server.port) as house:
        stop_in_time(house, lambda: any(line.endswith(b" IDLE") for line in server.lines))


def test_stops_while_a_server_says_nothing():
    with FakeImap(mute) as server, Machine(server.port) as house:
        stop_in_time(house, lambda: server.peers)


def test_stops_while_a_server_takes_no_connection():
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        queue = [socket.socket() for _ in range(4)]
        for filler in queue:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))

        def is_calling():
            wanted = f":{port:04X} 02 "
            return sum(wanted in line for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()) > 3

        with Machine(port) as house:
            stop_in_time(house, is_calling)
        for filler in queue:
            filler.close()


def test_stops_in_the_middle_of_a_slow_fetch():
    with FakeImap(stalls_in_a_fetch) as server, Machine(server.port) as house:
        server.stalled = threading.Event()
        stop_in_time(house, server.stalled.is_set)


def test_stops_while_a_password_command_hangs():
    with Machine(1) as house:
        conf = house.config / "regrets.conf"
        mark = house.config / "asked"
        lines = [f"password_command = sh -c 'touch {mark}; exec sleep 60'" if "password_command" in line else line
                 for line in conf.read_text().splitlines()]
        conf.write_text("\n".join(lines) + "\n")
        stop_in_time(house, mark.exists)


def test_stopped_in_the_middle_of_much_work_nothing_is_left_half_done():
    count = 12
    with Dovecot() as server:
        house = House(server)
        for number in range(count):
            server.deliver(invitation(number))
        for done in (1, 4, 8):
            with Daemon(house) as daemon:
                wait_until(lambda: len(house.log()) >= done)
                code, seconds, log = daemon.stop()
                assert code == 0 and seconds < STOP_SECONDS, (code, seconds, log)
        house.look()
        assert len(house.drafts()) == len(house.pages()) == count, (len(house.drafts()), len(house.pages()))
        assert [entry["state"] for entry in house.log()] == ["drafted"] * count


tap.run(globals())
