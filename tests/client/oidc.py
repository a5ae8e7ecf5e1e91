# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in at a provider that isn't ours, and a Dovecot that asks it about every token: make
check-oidc OIDC_MODULES=FOLDER, where FOLDER has the node_modules with npm's oidc-provider (8 or 9).
The test is the browser: it follows redirects, keeps cookies and sends forms off."""

import base64
import html.parser
import http.cookiejar
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import USER, Dovecot, short_temporary_folder  # noqa: E402
from house import Daemon, House, SECONDS, invitation, wait_until  # noqa: E402
from proxy import Proxy  # noqa: E402
import tap  # noqa: E402

MODULES = os.environ.get("OIDC_MODULES")
SCRIPT = pathlib.Path(__file__).with_name("oidc_provider.mjs")
SECRET = "a:secret/of+10%"
STOPPED = "run `regrets login test`"


class Page(html.parser.HTMLParser):
    """The first form of a page, and its links."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields, self.links = None, {}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = attributes["action"]
        elif tag == "input" and "name" in attributes:
            self.fields[attributes["name"]] = attributes.get("value") or ""
        elif tag == "a":
            self.links.append(attributes.get("href") or "")


class Browser:
    """Somebody who signs in as USER and agrees to everything, or who always presses "Cancel"."""

    def __init__(self, url, agrees=True):
        self.url, self.agrees = url, agrees
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.last = ""

    def open(self, page, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self.opener.open(page, data, timeout=SECONDS) as answer:
            self.last = answer.url
            return Page(answer.read().decode())

    def visit(self, address, code=""):
        page = self.open(address)
        while page.action and self.last.startswith(self.url):
            cancel = [link for link in page.links if link.endswith("/abort")]
            if cancel and not self.agrees:
                self.open(urllib.parse.urljoin(self.last, cancel[0]))
                return
            answers = {"login": USER, "password": "any", "user_code": code}
            fields = {name: value or answers.get(name, "") for name, value in page.fields.items()}
            page = self.open(urllib.parse.urljoin(self.last, page.action), fields)


class Provider:
    def __init__(self, seconds):
        self.process = subprocess.Popen(["node", str(SCRIPT), MODULES, str(seconds)], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        first = self.process.stdout.readline()
        assert first, self.process.stderr.read()
        self.url = json.loads(first)["url"]
        self.events = []
        self.threads = [threading.Thread(target=self.listen), threading.Thread(target=self.process.stderr.read)]
        for thread in self.threads:
            thread.start()

    def listen(self):
        for line in self.process.stdout:
            self.events.append(json.loads(line))

    def close(self):
        self.process.stdin.close()
        self.process.wait(SECONDS)
        for thread in self.threads:
            thread.join()

    def told(self, event, **more):
        wanted = {"event": event, **more}
        return [known for known in list(self.events) if wanted.items() <= known.items()]

    def count(self, event, **more):
        return len(self.told(event, **more))

    def refreshed(self):
        return self.count("granted", type="refresh_token")

    def tokens(self):
        return {event["token"] for event in self.told("access_token") + self.told("refresh_token")}

    def post(self, path, user=None, **form):
        headers = {"Authorization": "Basic " + base64.b64encode(user.encode()).decode()} if user else {}
        request = urllib.request.Request(self.url + path, urllib.parse.urlencode(form).encode(), headers)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.loads(answer.read() or "{}")

    def is_good(self, token):
        return self.post("/token/introspection", user="dovecot:introspect", token=token)["active"]

    def revoke(self, token):
        self.post("/token/revocation", token=token, client_id="regrets-test")

    def dovecot(self, folder):
        place = self.url.replace("http://", "http://dovecot:introspect@")
        path = f"{folder}/oauth2.ext"
        pathlib.Path(path).write_text(f"introspection_mode = post\nintrospection_url = {place}/token/introspection\n"
                                      "username_attribute = sub\nactive_attribute = active\nactive_value = true\n")
        return f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {path}\n}}\n"


class Keyring:
    """A session bus with an unlocked keyring; `environment` leads there."""

    def __init__(self, folder):
        for program in ("dbus-run-session", "gnome-keyring-daemon", "secret-tool"):
            if not shutil.which(program):
                raise tap.Skip(f"{program} is not installed")
        home = pathlib.Path(folder) / "home"
        (home / "run").mkdir(parents=True, mode=0o700)
        environment = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"),
                       "XDG_DATA_HOME": str(home / "share")}
        for name in ("DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "SECRET_BACKEND", "DISPLAY", "BROWSER",
                     "G_DEBUG"):
            environment.pop(name, None)
        script = ("printf keyring-password | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null\n"
                  'echo "$DBUS_SESSION_BUS_ADDRESS"; cat')
        self.process = subprocess.Popen(["dbus-run-session", "--", "sh", "-c", script], env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": self.process.stdout.readline().strip()}
        assert self.environment["DBUS_SESSION_BUS_ADDRESS"], "no session bus"

    def stored(self):
        return subprocess.run(["secret-tool", "lookup", "account", "test"], capture_output=True, text=True,
                              env={**os.environ, **self.environment}, timeout=SECONDS).stdout

    def close(self):
        self.process.stdin.close()
        self.process.wait(SECONDS)
        self.process.stdout.close()


class Scene:
    """The provider, a Dovecot that asks it, a keyring, and a regrets with an account there."""

    def __init__(self, seconds=3600, **conf):
        if not MODULES or not shutil.which("node"):
            raise tap.Skip("no oidc-provider here; tests/tests.am says how to get one, for make check-oidc")
        self.folder = short_temporary_folder()
        self.keyring = Keyring(self.folder)
        self.provider = Provider(seconds)
        self.server = Dovecot(mechanisms="plain login xoauth2", extra=self.provider.dovecot(self.folder))
        self.proxy = Proxy(self.server.imaps_port)
        self.house = House(self.server)
        os.environ.update(self.keyring.environment)
        self.configure(**conf)

    def configure(self, **conf):
        url = self.provider.url
        keys = {"port": self.proxy.listening, "auth": "oauth2", "oauth2_client_id": "regrets-test", "oauth2_scope": "openid mail offline_access",
                "oauth2_authorize_url": f"{url}/auth", "oauth2_token_url": f"{url}/token",
                "oauth2_device_url": f"{url}/device/auth", **conf}
        path = self.house.config / "regrets.conf"
        kept = [line for line in path.read_text().splitlines()
                if not re.match("password_command|port|auth|oauth2", line)]
        path.write_text("\n".join(kept + [f"{key} = {value}" for key, value in keys.items()]) + "\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.proxy.close()
        self.server.stop()
        self.provider.close()
        self.keyring.close()
        del os.environ["DBUS_SESSION_BUS_ADDRESS"]
        shutil.rmtree(self.folder, ignore_errors=True)

    def log_in(self, *arguments, agrees=True):
        """regrets login, and the user who goes to the page that it shows: status, output, errors."""
        browser = Browser(self.provider.url, agrees)
        process = subprocess.Popen(self.house.command("login", *arguments), stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.house.environment())
        timer = threading.Timer(2 * SECONDS, process.kill)
        timer.start()
        shown = ""
        try:
            for line in process.stdout:
                shown += line
                if line.strip().startswith(self.provider.url):
                    code = re.search(r"enter the code (\S+):", shown)
                    browser.visit(line.strip(), code[1] if code else "")
        except (urllib.error.URLError, AssertionError):
            process.kill()
            raise
        finally:
            errors = process.stderr.read()
            process.wait()
            timer.cancel()
        return process.returncode, shown, errors

    def log_in_well(self, *arguments):
        status, out, err = self.log_in(*arguments)
        assert status == 0 and "is stored in the keyring" in out, (out, err, self.provider.events)

    def look(self):
        result = self.house.run("watch", "--once")
        assert result.returncode == 0, (result, self.provider.events)

    def assert_no_token(self, *texts):
        files = [path.read_bytes().decode(errors="replace") for path in self.house.state.iterdir()]
        for token in self.provider.tokens():
            assert not any(token in text for text in [*texts, *files]), token


def test_browser():
    with Scene() as scene:
        scene.server.deliver(invitation(1))
        status, out, err = scene.log_in()
        assert status == 0 and "is stored in the keyring" in out, (out, err, scene.provider.events)
        assert scene.keyring.stored() == scene.provider.told("refresh_token")[-1]["token"]
        scene.look()
        assert len(scene.house.drafts()) == 1
        result = scene.house.run("doctor")
        assert result.returncode == 0 and "an access token, from the keyring" in result.stdout, result
        scene.assert_no_token(out, err, result.stdout, result.stderr)


def test_code_on_another_device():
    with Scene() as scene:
        scene.server.deliver(invitation(1))
        scene.log_in_well("--device")
        scene.look()
        assert len(scene.house.drafts()) == 1


def test_user_says_no():
    with Scene() as scene:
        for arguments in (), ("--device",):
            status, out, err = scene.log_in(*arguments, agrees=False)
            assert status == 77 and "access_denied" in err and not scene.keyring.stored(), (arguments, out, err)


def test_life_of_a_sign_in():
    """Used, renewed after its end without a word, taken back, told once, given anew."""
    with Scene(seconds=5) as scene:
        provider, house, server = scene.provider, scene.house, scene.server
        scene.log_in_well()
        server.deliver(invitation(1))
        with Daemon(house) as daemon:
            wait_until(lambda: len(house.drafts()) == 1, told=daemon.log)
            first, used = scene.keyring.stored(), provider.told("access_token")[-1]["token"]
            assert first == provider.told("refresh_token")[-1]["token"]

            wait_until(lambda: not provider.is_good(used))
            scene.proxy.cut()
            server.deliver(invitation(2))
            wait_until(lambda: scene.keyring.stored() != first and len(house.drafts()) == 2, told=daemon.log)
            second = scene.keyring.stored()
            assert second == provider.told("refresh_token")[-1]["token"], (second, provider.events, daemon.log())
            assert "provider" not in daemon.log() and not provider.count("refused"), daemon.log()

            provider.revoke(second)
            scene.proxy.cut()
            daemon.wait_for(STOPPED)
            server.deliver(invitation(3))
            scene.log_in_well()
            wait_until(lambda: len(house.drafts()) == 3, told=daemon.log)
            status, _, log = daemon.stop()
            assert status == 0 and log.count(STOPPED) == 1, log
            assert provider.count("refused") == 1 and not provider.count("broken"), provider.events
            scene.assert_no_token(log)


def test_a_token_is_kept_until_it_is_refused():
    with Scene() as scene:
        provider, house, server = scene.provider, scene.house, scene.server
        scene.log_in_well()
        with Daemon(house) as daemon:
            logins = server.log().count("method=XOAUTH2")
            for number in (1, 2):
                scene.proxy.cut()
                wait_until(lambda: server.log().count("method=XOAUTH2") == logins + number, told=daemon.log)
            assert provider.refreshed() == 1, provider.events
            provider.revoke(scene.keyring.stored())
            scene.proxy.cut()
            daemon.wait_for(STOPPED)
            log = daemon.stop()[2]
            assert log.count(STOPPED) == 1 and provider.count("refused") == 1, (log, provider.events)


def test_several_at_once():
    """A refresh token is good once; who shows it again loses everything."""
    with Scene() as scene:
        scene.log_in_well()
        several = [subprocess.Popen(scene.house.command("doctor"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                    text=True, env=scene.house.environment()) for _ in range(4)]
        told = [process.communicate(timeout=SECONDS)[0] for process in several]
        assert [process.returncode for process in several] == [0] * 4, (told, scene.provider.events)
        scene.look()


def test_less_is_given_than_was_asked_for():
    with Scene(oauth2_scope="openid mail calendar offline_access") as scene:
        for arguments in (), ("--device",):
            scene.log_in_well(*arguments)
            scene.look()


def test_scope_is_refused():
    with Scene(oauth2_client_id="regrets-narrow") as scene:
        status, out, err = scene.log_in()
        assert status == 78 and "invalid_scope" in err and "requested scope is not allowed" in err, (out, err)


def test_secret():
    for client in "regrets-post", "regrets-basic":
        with Scene(oauth2_client_id=client, oauth2_client_secret=SECRET) as scene:
            for arguments in (), ("--device",):
                scene.log_in_well(*arguments)
                scene.look()
            scene.configure(oauth2_client_id=client, oauth2_client_secret="another")
            result = scene.house.run("watch", "--once")
            assert result.returncode == 78 and "invalid_client" in result.stderr, (client, result)


def test_localhost_is_registered():
    """As at Microsoft, which only ignores the port of that name."""
    with Scene(oauth2_provider="microsoft", oauth2_client_id="regrets-localhost") as scene:
        scene.log_in_well()
        scene.look()


tap.run(globals())
