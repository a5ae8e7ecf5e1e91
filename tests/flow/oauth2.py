# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with OAuth 2.0: by browser, by code, renewed, and taken back."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import urllib.request

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot, short_temporary_folder  # noqa: E402
from house import House, PROGRAM, SECONDS, invitation  # noqa: E402
from provider import Provider  # noqa: E402
import tap  # noqa: E402


class Scene:
    """A provider, a Dovecot that asks it, and a configuration that names both."""

    def __init__(self, **more):
        self.folder = short_temporary_folder()
        self.provider = Provider(**more)
        self.server = Dovecot(mechanisms="plain login xoauth2", extra=self.provider.dovecot(self.folder))
        self.house = House(self.server)
        self.configure(self.provider.conf())

    def configure(self, lines):
        path = self.house.config / "regrets.conf"
        kept = [line for line in path.read_text().splitlines() if not re.match(r"password_command|auth|oauth2|token_", line)]
        path.write_text("\n".join(kept) + "\n" + lines)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.stop()
        self.provider.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, script):
        """A shell script in a D-Bus session of its own with an unlocked keyring."""
        for program in ("dbus-run-session", "gnome-keyring-daemon", "secret-tool"):
            if not shutil.which(program):
                raise tap.Skip(f"{program} is not installed")
        home = pathlib.Path(self.server.folder) / "home"
        (home / "run").mkdir(parents=True, exist_ok=True)
        (home / "run").chmod(0o700)
        environment = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "XDG_DATA_HOME": str(home / "share"),
                       "REGRETS": PROGRAM, "OPTIONS": f"--config {self.house.config} --state {self.house.state}"}
        for name in ("DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "SECRET_BACKEND", "DISPLAY", "BROWSER"):
            environment.pop(name, None)
        unlock = 'printf keyring-password | env -u G_DEBUG gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null\n'
        return subprocess.Popen(["dbus-run-session", "--", "sh", "-c", unlock + textwrap.dedent(script)],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
                                start_new_session=True)

    def sign_in(self, script, agree=True):
        """Runs the script; whenever it shows the provider's page, the user goes there."""
        process = self.start(script)
        timer = threading.Timer(2 * SECONDS, os.killpg, [process.pid, signal.SIGKILL])
        timer.start()
        shown = []
        for line in process.stdout:
            shown.append(line)
            page = line.strip()
            if page.startswith(f"{self.provider.url}/authorize"):
                urllib.request.urlopen(self.provider.visit(page), timeout=SECONDS).read()
            elif page.startswith(f"{self.provider.url}/code") and agree:
                for code in self.provider.devices:
                    self.provider.devices[code] = True
        errors = process.stderr.read()
        process.wait()
        timer.cancel()
        return process.returncode, "".join(shown), errors


LOGIN_AND_WATCH = 'set -e\n"$REGRETS" login $OPTIONS {0}\n"$REGRETS" watch --once $OPTIONS\n"$REGRETS" doctor $OPTIONS\n'


def assert_no_token(scene, *texts):
    for token in scene.provider.access | scene.provider.refresh:
        for text in texts:
            assert token not in text, token
        for path in scene.house.state.iterdir():
            assert token.encode() not in path.read_bytes(), path


def test_browser():
    with Scene() as scene:
        scene.server.deliver(invitation(1))
        status, out, err = scene.sign_in(LOGIN_AND_WATCH.format(""))
        assert status == 0, (out, err)
        assert "is stored in the keyring" in out and "an access token, from the keyring" in out, out
        assert len(scene.house.drafts()) == 1
        assert_no_token(scene, out, err)


def test_code_on_another_device():
    with Scene() as scene:
        scene.server.deliver(invitation(1))
        status, out, err = scene.sign_in(LOGIN_AND_WATCH.format("--device"))
        assert status == 0 and "WDJB-MJHT" in out, (out, err)
        assert len(scene.house.drafts()) == 1


def test_user_says_no():
    with Scene() as scene:
        scene.provider.deny = {"error": "access_denied", "error_description": "not\nto \033[1mthis"}
        status, out, err = scene.sign_in('"$REGRETS" login $OPTIONS')
        assert status == 77 and "access_denied: not to" in err and "\033" not in err, (out, err)
        scene.provider.deny = {"error": "invalid_scope"}
        status, out, err = scene.sign_in('"$REGRETS" login $OPTIONS')
        assert status == 78 and "invalid_scope" in err, (out, err)


def test_foreign_page_is_not_believed():
    """Whoever knows the port, but not the state, brings nothing about."""
    with Scene() as scene:
        visit = scene.provider.visit

        def visit_with_attack(page):
            good = visit(page)
            forged = re.sub(r"state=[^&]*", "state=guess", good)
            try:
                urllib.request.urlopen(forged, timeout=SECONDS)
                raise AssertionError("a forged page was taken")
            except urllib.error.HTTPError as error:
                assert error.code == 404, error
            return good

        scene.provider.visit = visit_with_attack
        status, out, err = scene.sign_in('"$REGRETS" login $OPTIONS')
        assert status == 0, (out, err)


def test_taken_back():
    with Scene() as scene:
        status, out, err = scene.sign_in('"$REGRETS" login $OPTIONS')
        assert status == 0, (out, err)
        scene.provider.refresh.clear()
        status, out, err = scene.sign_in('"$REGRETS" watch --once $OPTIONS')
        assert status == 77 and "was revoked" in err and "regrets login test" in err, (out, err)


def test_a_running_watch_tells_once_and_goes_on():
    with Scene() as scene:
        scene.provider.lifetime = 0
        status, out, err = scene.sign_in('"$REGRETS" login $OPTIONS')
        assert status == 0, (out, err)
        scene.provider.refresh.clear()
        status, out, err = scene.sign_in("""
            "$REGRETS" watch $OPTIONS 2>"$HOME/log" &
            until grep -q 'regrets login test' "$HOME/log"; do sleep 0.05; done
            "$REGRETS" login $OPTIONS
            until test -d "$HOME/../mail/sam/Regrets"; do sleep 0.05; done
            kill $!; wait $!; cat "$HOME/log" >&2
            """)
        assert status == 0 and err.count("was revoked") == 1, (out, err)


def test_several_at_once():
    """A refresh token is good once; who shows it again loses everything."""
    with Scene() as scene:
        scene.provider.delay = 0.5
        status, out, err = scene.sign_in("""
            "$REGRETS" login $OPTIONS
            "$REGRETS" doctor $OPTIONS >/dev/null & one=$!
            "$REGRETS" doctor $OPTIONS >/dev/null & two=$!
            wait $one && wait $two && "$REGRETS" watch --once $OPTIONS
            """)
        assert status == 0, (out, err)


def test_less_is_given_than_was_asked_for():
    with Scene() as scene:
        scene.configure(scene.provider.conf().replace("oauth2_scope = mail", "oauth2_scope = mail calendar"))
        status, out, err = scene.sign_in(LOGIN_AND_WATCH.format(""))
        assert status == 0, (out, err)


def test_microsoft_is_called_back_at_localhost():
    with Scene(registered="http://localhost") as scene:
        scene.configure("oauth2_provider = microsoft\n" + scene.provider.conf())
        status, out, err = scene.sign_in(LOGIN_AND_WATCH.format(""))
        assert status == 0, (out, err)


def test_provider_away():
    with Scene() as scene:
        scene.sign_in('"$REGRETS" login $OPTIONS')
        scene.provider.broken = 503
        status, out, err = scene.sign_in('"$REGRETS" watch --once $OPTIONS')
        assert status == 75, (out, err)
        scene.provider.broken = None
        status, out, err = scene.sign_in('"$REGRETS" watch --once $OPTIONS')
        assert status == 0, (out, err)


def test_client_is_unknown():
    with Scene() as scene:
        scene.configure(scene.provider.conf().replace("regrets-test", "nobody"))
        scene.provider.visit = lambda page: re.search(r"redirect_uri=([^&]*)", page) and urllib.parse.unquote(
            re.search(r"redirect_uri=([^&]*)", page)[1]) + "?code=x&state=" + re.search(r"[?&]state=([^&]*)", page)[1]
        status, out, err = scene.sign_in('"$REGRETS" login $OPTIONS')
        assert status == 78 and "invalid_client" in err, (out, err)


def test_token_command():
    with Scene() as scene:
        scene.server.deliver(invitation(1))
        token = scene.provider.tokens()["access_token"]
        path = scene.house.config / "token"
        path.write_text(token + "\n")
        scene.configure(f"auth = oauth2\ntoken_command = cat '{path}'\n")
        result = scene.house.run("watch", "--once")
        assert result.returncode == 0 and len(scene.house.drafts()) == 1, result
        assert_no_token(scene, result.stdout, result.stderr)
        path.write_text("stale\n")
        result = scene.house.run("watch", "--once")
        assert result.returncode == 77 and "stale" not in result.stderr, result


def test_conf_is_checked():
    with Scene() as scene:
        cases = (
            ("auth = oauth2\n", "oauth2_provider: missing"),
            ("auth = oauth2\noauth2_provider = google\n", "oauth2_client_id: missing"),
            ("auth = oauth2\noauth2_provider = yahoo\n", "oauth2_provider: 'yahoo'"),
            ("oauth2_client_id = x\n", "only with auth = oauth2"),
            (scene.provider.conf().replace("http://127.0.0.1", "http://provider.example"), "is not an https:// address"),
        )
        for lines, message in cases:
            scene.configure(lines)
            result = scene.house.run("watch", "--once")
            assert result.returncode == 78 and message in result.stderr, (lines, result)


tap.run(globals())
