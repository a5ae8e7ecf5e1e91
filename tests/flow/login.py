# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords: into a real keyring and out of it again, and never where they don't belong."""

import os
import pathlib
import shutil
import subprocess
import sys
import textwrap

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot, PASSWORD  # noqa: E402
from house import House, PROGRAM, SECONDS, invitation  # noqa: E402
import tap  # noqa: E402


def without_command(house):
    """So that the keyring is asked."""
    path = house.config / "regrets.conf"
    lines = [line for line in path.read_text().splitlines() if "password_command" not in line]
    path.write_text("\n".join(lines) + "\n")


def in_session(house, script):
    """Runs a shell script in a D-Bus session of its own with an unlocked GNOME keyring."""
    for program in ("dbus-run-session", "gnome-keyring-daemon", "secret-tool"):
        if not shutil.which(program):
            raise tap.Skip(f"{program} is not installed")
    home = pathlib.Path(house.server.folder) / "home"
    (home / "run").mkdir(parents=True, exist_ok=True)
    (home / "run").chmod(0o700)
    environment = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "XDG_DATA_HOME": str(home / "share"),
                   "REGRETS": PROGRAM, "CONFIG": str(house.config), "STATE": str(house.state), "PASSWORD": PASSWORD}
    for name in ("DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "SECRET_BACKEND"):
        environment.pop(name, None)
    start = 'printf keyring-password | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null\n'
    return subprocess.run(["dbus-run-session", "--", "sh", "-c", start + textwrap.dedent(script)],
                          capture_output=True, text=True, timeout=2 * SECONDS, env=environment)


def test_login_stores_and_watch_uses_the_keyring():
    with Dovecot() as server:
        house = House(server)
        without_command(house)
        server.deliver(invitation(1))
        result = in_session(house, """
            set -e
            printf '%s\\n' "$PASSWORD" | "$REGRETS" login --config "$CONFIG" --state "$STATE" test
            secret-tool search --all account test >/dev/null 2>&1
            "$REGRETS" watch --once --config "$CONFIG" --state "$STATE"
            "$REGRETS" doctor --config "$CONFIG" --state "$STATE"
            """)
        assert result.returncode == 0, (result.stdout, result.stderr)
        assert "is stored in the keyring" in result.stdout, result.stdout
        assert "FAULT" not in result.stdout and "from the keyring" in result.stdout, result.stdout
        assert PASSWORD not in result.stdout + result.stderr
        assert len(house.drafts()) == 1


def test_a_running_watch_takes_up_a_new_password():
    with Dovecot() as server:
        house = House(server)
        without_command(house)
        server.deliver(invitation(1))
        result = in_session(house, """
            "$REGRETS" watch --config "$CONFIG" --state "$STATE" 2>"$STATE.log" &
            until grep -q 'regrets login test' "$STATE.log"; do sleep 0.05; done
            printf '%s\\n' "$PASSWORD" | "$REGRETS" login --config "$CONFIG" --state "$STATE" test
            until grep -q 'a draft waits' "$STATE.log"; do sleep 0.05; done
            kill $!; wait $!
            """)
        assert result.returncode == 0, (result.stdout, result.stderr)
        assert len(house.drafts()) == 1


def test_wrong_password_is_not_stored():
    with Dovecot() as server:
        house = House(server)
        without_command(house)
        result = in_session(house, """
            echo not-the-password | "$REGRETS" login --config "$CONFIG" --state "$STATE" test
            echo "status $?"
            "$REGRETS" watch --once --config "$CONFIG" --state "$STATE"
            """)
        assert "status 77" in result.stdout, (result.stdout, result.stderr)
        assert result.returncode == 77 and "regrets login test" in result.stderr, result.stderr
        assert "not-the-password" not in result.stdout + result.stderr


def test_login_says_when_a_command_is_set():
    with Dovecot() as server:
        house = House(server)
        result = house.run("login", "test")
        assert result.returncode == 0 and "has a password_command" in result.stdout, result


def test_doctor_is_content():
    with Dovecot(drafts="Entwürfe") as server:
        house = House(server)
        result = house.run("doctor")
        assert result.returncode == 0, result
        lines = result.stdout.splitlines()
        for what in ("rules", "templates", "profile.conf", "journal", "regrets.conf", "test: password", "test: server",
                     "test: login", "test: inbox", "test: Drafts"):
            assert sum(what in line and line.startswith("ok") for line in lines) == 1, (what, result.stdout)
        assert '"Entwürfe"' in result.stdout


def test_doctor_finds_faults():
    with Dovecot(drafts="Xyz", special_use=False) as server:
        house = House(server)
        result = house.run("doctor")
        assert result.returncode == 75 and "set drafts = ... in [account test]" in result.stdout, result
        (house.config / "regrets.conf.password").write_text("wrong\n")
        result = house.run("doctor")
        assert result.returncode == 77 and "FAULT test: login" in result.stdout, result
        (house.config / "rules.d").mkdir()
        (house.config / "rules.d" / "own.conf").write_text("[rule x]\nin = body\n")
        result = house.run("doctor")
        assert result.returncode == 78 and "FAULT rules" in result.stdout and "FAULT test: login" in result.stdout, result


def test_password_is_not_in_the_arguments_or_the_log():
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        environment = {**os.environ, "G_MESSAGES_DEBUG": "all"}
        result = subprocess.run(house.command("watch", "--once"), capture_output=True, text=True, timeout=SECONDS, env=environment)
        assert result.returncode == 0 and PASSWORD not in result.stdout + result.stderr, result
        for path in house.state.iterdir():
            assert PASSWORD.encode() not in path.read_bytes(), path


tap.run(globals())
