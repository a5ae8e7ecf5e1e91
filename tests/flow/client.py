# SPDX-License-Identifier: GPL-3.0-or-later
"""A real mail client, neomutt, opens the draft, edits it, and puts it back."""

import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot, PASSWORD, USER  # noqa: E402
from house import House, PROGRAM, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

LUNCH = (b"From: Ann Lee <ann@quillworks.example>\nTo: Sam Rivera <sam@example.test>\nSubject: Lunch\n"
         b"Date: Mon, 23 Nov 2026 10:00:00 +0000\nMessage-ID: <lunch@quillworks.example>\n\nShall we have lunch at one?\n")
ADDED = "P.S. I will be in town in May."
MUTT = pathlib.Path(os.environ["srcdir"]) / "plugin" / "mutt"
DISPLAY = f'source "{MUTT}/regrets.neomuttrc"\nset display_filter="sh {MUTT}/regrets-display"\n'

RC = """\
set folder = "imaps://{user}@localhost:{port}/"
set imap_user = "{user}"
set imap_pass = "{password}"
set ssl_ca_certificates_file = "{ca}"
set spoolfile = "+INBOX"
set postponed = "+{drafts}"
set realname = "Sam Rivera"
set from = "{user}@example.test"
set edit_headers = yes
set autoedit = yes
set editor = "{editor}"
set recall = yes
set sort = threads
set header_cache = ""
set message_cachedir = ""
set text_flowed = yes
"""

EDITOR = """\
#!/bin/sh
cp "$1" "{folder}/seen-by-editor"
echo "{added}" >>"$1"
"""


def need_programs():
    for program in ("tmux", "neomutt"):
        if not shutil.which(program):
            raise tap.Skip(f"{program} is not installed")


class Neomutt:
    """In a tmux of its own. `lines` are added to its configuration, `programs` is a folder that comes first."""

    def __init__(self, server, *arguments, lines="", programs=os.path.dirname(PROGRAM)):
        self.folder = pathlib.Path(server.folder) / "neomutt"
        self.folder.mkdir()
        editor = self.folder / "editor"
        editor.write_text(EDITOR.format(folder=self.folder, added=ADDED))
        editor.chmod(0o700)
        rc = self.folder / "rc"
        password = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
        rc.write_text(RC.format(user=USER, password=password, port=server.imaps_port, drafts=server.drafts,
                                ca=server.certificates.own.certificate, editor=editor) + lines)
        path = f"{programs}:{os.environ['PATH']}"
        self.tmux("new-session", "-d", "-x", "110", "-y", "40", "env", f"HOME={self.folder}", f"PATH={path}",
                  f"XDG_CONFIG_HOME={self.folder}", f"XDG_RUNTIME_DIR={self.folder}", "PAGER=cat", "neomutt", "-n", "-F", str(rc), *arguments)

    def tmux(self, *arguments):
        command = ["tmux", "-S", str(self.folder / "tmux"), "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def wait_for(self, text):
        seen = [""]

        def shows():
            seen[0] = self.screen()
            return text in seen[0]

        try:
            wait_until(shows, 30)
        except AssertionError:
            raise AssertionError(f"no '{text}' on the screen:\n{seen[0]}") from None
        return seen[0]

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["tmux", "-S", str(self.folder / "tmux"), "kill-server"], capture_output=True)


def test_neomutt_edits_the_draft():
    need_programs()
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        house.look()
        with Neomutt(server, "-p") as client:
            screen = client.wait_for("y:Send")
            for line in screen.splitlines():
                print(f"# {line}".rstrip())
            assert "Re: Interview for the C Developer position" in screen, screen
            assert "priya@fernwood.example" in screen, screen
            edited = (client.folder / "seen-by-editor").read_text()
            assert "In-Reply-To: <invite-1@fernwood.example>" in edited, edited
            assert "Dear Priya," in edited and "accepted another position" in edited, edited
            client.press("P")
            wait_until(lambda: any(ADDED in draft.as_string() for _, draft in house.drafts()))
        drafts = [draft for _, draft in house.drafts() if ADDED in draft.as_string()]
        assert "invite-1@fernwood.example" in (drafts[0]["In-Reply-To"] or drafts[0]["References"]), drafts[0]


def test_neomutt_shows_the_thread():
    need_programs()
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        house.look()
        raw = server.messages(server.drafts)[0][2]
        server.deliver(raw)
        with Neomutt(server) as client:
            screen = client.wait_for("└─>")
            assert "Interview for the C Developer" in screen, screen


def test_neomutt_shows_the_page():
    need_programs()
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        house.look()
        with Neomutt(server, "-f", "=Regrets") as client:
            client.wait_for("Decline: C Developer, Fernwood Labs")
            client.press("Enter")
            screen = client.wait_for("The six questions")
            for line in screen.splitlines():
                print(f"# {line}".rstrip())
            assert "Fernwood Labs" in screen and "Decision: Decline" in screen, screen
            assert "<html" not in screen and '{"' not in screen, screen


def test_banner():
    """What neomutt shows goes through `regrets filter`: a line among the headers tells."""
    need_programs()
    with Dovecot() as server:
        house = House(server)
        server.deliver(invitation(1))
        with Neomutt(server, lines=DISPLAY) as client:
            shutil.copytree(house.config, client.folder / "regrets")
            client.wait_for("Interview for the C Developer")
            client.press("Enter")
            screen = client.wait_for("X-Regrets-Status: yes; kind=invitation")
            assert "we\nwould like" in screen or "would like to invite you" in screen, screen


# What stands in the place of regrets, and what hangs reads its profile from a pipe that nobody writes to.
FAILING = {
    "missing": None,
    "crashing": "kill -SEGV $$",
    "killed half way": "head -c 400; kill -KILL $$",
    "giving up half way": "head -c 400; exit 1",
    "writing nothing": "cat >/dev/null",
    "hanging": f"exec {PROGRAM} filter --config {{config}}",
    "hanging for ever": "sleep 1000",
}


def show_with_filter(client, programs, script):
    """Opens the mail with this in the place of regrets, and goes back."""
    program = programs / "regrets"
    program.unlink(missing_ok=True)
    if script:
        program.write_text(f"#!/bin/sh\n{script.format(config=programs)}\n")
        program.chmod(0o755)
    client.press("Enter")
    screen = client.wait_for("i:Exit")
    client.press("i")
    client.wait_for("q:Quit")
    return screen


def test_banner_where_the_filter_fails():
    """The whole mail is shown all the same."""
    need_programs()
    with Dovecot() as server:
        House(server)
        server.deliver(invitation(1))
        programs = pathlib.Path(server.folder) / "programs"
        programs.mkdir()
        os.mkfifo(programs / "profile.conf")
        with Neomutt(server, lines=DISPLAY, programs=programs) as client:
            client.wait_for("Interview for the C Developer")
            for title, script in FAILING.items():
                screen = show_with_filter(client, programs, script)
                assert "Dear Sam" in screen and screen.count("Fernwood Labs") >= 3, (title, screen)
                assert "X-Regrets-Status" not in screen, (title, screen)


def test_keys():
    """Those of plugin/mutt: write on the draft, and both corrections."""
    need_programs()
    with Dovecot() as server:
        house = House(server)
        server.create("Regrets/Not invitations")
        server.create("Regrets/Invitations")
        for number in 1, 2:
            server.deliver(invitation(number))
        server.deliver(LUNCH)
        with Neomutt(server, lines=f'source "{MUTT}/regrets.neomuttrc"\nset quit=yes\n') as client:
            client.wait_for("Interview for the C Developer")
            shutil.copytree(house.config, client.folder / "regrets")
            shutil.copy(client.folder / "rc", client.folder / ".neomuttrc")  # of the one that writes
            client.press(",", "w")
            client.wait_for("y:Send")
            seen = (client.folder / "seen-by-editor").read_text()
            assert "Dear Priya," in seen and "In-Reply-To: <invite-" in seen, seen
            client.press("q")
            client.press("n")
            client.wait_for("Press any key")  # as the one that writes was left without sending
            client.press("Enter")
            client.wait_for("q:Quit")
            assert not (client.folder / ".regrets-draft").exists(), "the reply is left behind"
            client.press(",", "n")
            wait_until(lambda: len(server.messages("Regrets/Not invitations")) == 1, 15, client.screen)
            client.press(",", "i")
            wait_until(lambda: len(server.messages("Regrets/Invitations")) == 1, 15, client.screen)
            client.press(",", "w")
            client.wait_for("regrets drafts no reply to this mail")


tap.run(globals())
