# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendar part of a draft, put into a real calendar server."""

import base64
import email
import email.policy
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "house"))
import tap

mail = pathlib.Path(os.environ["srcdir"]) / "tests" / "mail"
program = pathlib.Path(os.environ["builddir"]) / "regrets"

PROFILE = "[me]\nname = Sam Rivera\n[status]\naccepted_offer = yes\n"
ACCOUNT = "[account a]\naddress = sam.rivera@example.net\nhost = imap.example.net\nlogin = sam\n"


def draft(folder, name):
    """The draft that declines a sample mail."""
    pathlib.Path(folder, "profile.conf").write_text(PROFILE)
    pathlib.Path(folder, "regrets.conf").write_text(ACCOUNT)
    result = subprocess.run([program, "check", "--config", folder, "--now", "2026-11-23T09:00:00Z", "--draft",
                             mail / name], capture_output=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return email.message_from_bytes(result.stdout, policy=email.policy.default)


def calendar_part(message):
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1, message
    assert parts[0].get_param("method") == "REPLY"
    return parts[0].get_payload(decode=True)


class Radicale:
    """A server that takes any password, on a free port, its collections in a folder."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        config = pathlib.Path(folder, "radicale.conf")
        config.write_text(f"[server]\nhosts = 127.0.0.1:{self.port}\n[auth]\ntype = none\n"
                          f"[rights]\ntype = from_file\nfile = {folder}/rights\n"
                          f"[storage]\nfilesystem_folder = {folder}/collections\n")
        pathlib.Path(folder, "rights").write_text("[all]\nuser = .*\ncollection = .*\npermissions = RrWw\n")
        self.process = subprocess.Popen(["radicale", "--config", str(config)], stdout=subprocess.DEVNULL,
                                        stderr=open(pathlib.Path(folder, "radicale.log"), "wb"))

    def __enter__(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                assert self.process.poll() is None, "radicale ended"
                time.sleep(0.05)
        raise AssertionError("radicale doesn't listen")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=method,
                                         headers={"Content-Type": "text/calendar; charset=utf-8",
                                                  "Authorization": "Basic " + base64.b64encode(b"sam:x").decode()})
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def unfold(text):
    return text.replace("\r\n", "\n").replace("\n ", "")


def test_a_server_takes_the_reply():
    if not shutil.which("radicale"):
        raise tap.Skip("radicale is not installed")
    samples = ["inbox/03-google-calendar-invitation.eml", "english/calendar-windows-tz-panel.eml",
               "english/reschedule-calendar-update.eml", "italian/spostamento-outlook-aggiornato.eml"]
    with tempfile.TemporaryDirectory() as folder, Radicale(folder) as server:
        assert server.ask("MKCALENDAR", "/sam/work/")[0] == 201
        assert server.ask("PUT", "/sam/work/bad.ics", b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n")[0] == 400
        for number, name in enumerate(samples):
            reply = calendar_part(draft(folder, name))
            status, text = server.ask("PUT", f"/sam/work/{number}.ics", reply)
            assert status == 201, (name, status, text)
            status, text = server.ask("GET", f"/sam/work/{number}.ics")
            assert status == 200 and "PARTSTAT=DECLINED" in unfold(text), (name, text)
            assert unfold(text).count("\nATTENDEE") == 1, text


def test_only_a_decline_has_it():
    """The same invitation without an offer accepted: asked about, so no calendar answer."""
    with tempfile.TemporaryDirectory() as folder:
        name = "inbox/03-google-calendar-invitation.eml"
        message = draft(folder, name)
        assert message.get_content_type() == "multipart/mixed"
        pathlib.Path(folder, "profile.conf").write_text("[me]\nname = Sam Rivera\n")
        result = subprocess.run([program, "check", "--config", folder, "--draft", mail / name],
                                capture_output=True, text=True, timeout=60)
        assert "Subject: Re:" in result.stdout and "text/calendar" not in result.stdout, result.stdout


tap.run(globals())
