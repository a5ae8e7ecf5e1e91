# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets status, which asks the program that watches."""

import json
import os
import socket
import stat
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot  # noqa: E402
from house import Daemon, House, PROFILE, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

def status(house):
    result = house.run("status", "--format", "json")
    assert result.returncode == 0, result
    return json.loads(result.stdout)


def sockets(house):
    return list((house.runtime / "regrets").iterdir())


def heard_by_another_user(path):
    """What a process of another user is told at the socket."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(path))
                os.write(write, b"connected " + connection.recv(9))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read()


def two_accounts(house):
    path = house.config / "regrets.conf"
    conf = path.read_text()
    path.write_text(conf + "\n" + conf.replace("[account test]", "[account away]").replace("login = ", "login = no-"))


def test_each_account_is_told():
    with Dovecot() as server:
        house = House(server)
        two_accounts(house)
        server.deliver(invitation(1))
        server.deliver(invitation(2))
        with Daemon(house) as daemon:
            wait_until(lambda: {account["state"] for account in status(house)["accounts"]} == {"waiting", "stopped"})
            told = status(house)
            assert told["v"] == 1 and told["pid"] == daemon.process.pid and told["fault"] is None, told
            test, away = told["accounts"]
            assert test["account"] == "test" and test["drafts_waiting"] == 2, test
            assert test["last_contact"] and test["last_error"] is None, test
            assert away["state"] == "stopped" and away["drafts_waiting"] == 0 and not away["last_contact"], away
            assert "is refused" in away["last_error"] and away["last_error_at"], away
            text = house.run("status").stdout.splitlines()
            assert text[0].startswith("test: waiting for mail; last contact 20") and text[0].endswith("2 drafts in Drafts"), text
            assert text[1].startswith("away: STOPPED since 20") and "last contact never" in text[1], text
            assert "is refused" in text[2], text
            (house.config / "profile.conf").write_text(PROFILE.replace("name", "nmae"))
            wait_until(lambda: status(house)["fault"])
            assert "profile.conf:2" in house.run("status").stdout.splitlines()[-1]
            daemon.stop()
        assert sockets(house) == []


def test_an_account_that_backs_off():
    with Dovecot() as server:
        house = House(server)
        server._end()
        with Daemon(house) as daemon:
            wait_until(lambda: status(house)["accounts"][0]["next_try"])
            account = status(house)["accounts"][0]
            assert account["state"] in ("backing-off", "working"), account
            assert "can't connect" in account["last_error"], account
            assert "can't connect" in house.run("status").stdout
            daemon.stop()


def test_no_daemon():
    with Dovecot() as server:
        house = House(server)
        result = house.run("status")
        assert result.returncode == 69 and "no regrets watch runs" in result.stderr and not result.stdout, result
        assert house.run("status", "--format", "xml").returncode == 64


def test_the_socket_is_private_and_one_left_behind_is_replaced():
    with Dovecot() as server:
        house = House(server)
        for _ in range(2):
            with Daemon(house):
                assert len(sockets(house)) == 1
                assert stat.S_IMODE(sockets(house)[0].stat().st_mode) == 0o600
                assert stat.S_IMODE(sockets(house)[0].parent.stat().st_mode) == 0o700
                assert status(house)["v"] == 1
            assert len(sockets(house)) == 1  # it was killed


def test_a_second_daemon_leaves_the_socket_to_the_first():
    with Dovecot() as server:
        house = House(server)
        with Daemon(house) as first, Daemon(house) as second:
            second.wait_for("another regrets watches already")
            assert status(house)["pid"] == first.process.pid
            assert second.stop()[0] == 0
            assert status(house)["pid"] == first.process.pid
            first.stop()


def test_another_user_is_told_nothing():
    if os.geteuid() != 0:
        raise tap.Skip("needs root")
    with Dovecot() as server:
        house = House(server)
        with Daemon(house) as daemon:
            folder = sockets(house)[0].parent
            for path, mode in ((house.runtime, 0o755), (folder, 0o755), (sockets(house)[0], 0o666)):
                os.chmod(path, mode)
            heard = heard_by_another_user(sockets(house)[0])
            assert heard == b"connected ", heard
            assert status(house)["v"] == 1
            daemon.stop()


def test_one_who_does_not_read_is_in_nobodys_way():
    with Dovecot() as server:
        house = House(server)
        with Daemon(house) as daemon:
            silent = [socket.socket(socket.AF_UNIX) for _ in range(20)]
            for connection in silent:
                connection.connect(str(sockets(house)[0]))
            assert status(house)["v"] == 1
            assert daemon.stop()[1] < 2
            for connection in silent:
                connection.close()


tap.run(globals())
