# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail read in Maildirs that mbsync keeps in step with the server: regrets works on the server alone,
and the README's example brings its drafts here and the user's moves there."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from dovecot import Dovecot  # noqa: E402
from house import House, invitation  # noqa: E402
import tap  # noqa: E402

SECONDS = 60


def example():
    """The .mbsyncrc of the README."""
    text = (pathlib.Path(os.environ["srcdir"]) / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^    IMAPAccount .*?(?=^\S)", text, re.M | re.S).group()
    return re.sub(r"^    ", "", block, flags=re.M)


class Desk(House):
    """One invitation on the server, drafted for, and the user's Maildirs."""

    def __init__(self, server):
        if not shutil.which("mbsync"):
            raise tap.Skip("mbsync is not installed")
        super().__init__(server)
        self.mail_folder = pathlib.Path(server.folder) / "Mail"
        self.mail_folder.mkdir()
        self.rc = pathlib.Path(server.folder) / "mbsyncrc"
        self.rc.write_text(self.settings())
        server.deliver(invitation(1))
        self.look()
        self.sync()

    def settings(self):
        text = example().replace("~/Mail", str(self.mail_folder))
        text = text.replace("pass show mail/sam", f"cat {self.config}/regrets.conf.password")
        more = f"Port {self.server.imaps_port}\nCertificateFile {self.server.certificates.own.certificate}"
        return text.replace("Host imap.example.net", f"Host localhost\n{more}")

    def sync(self):
        result = subprocess.run(["mbsync", "-c", str(self.rc), "--all"], capture_output=True, text=True,
                                timeout=SECONDS)
        assert result.returncode == 0, result.stderr

    def files(self, folder):
        return [path for part in ("new", "cur") for path in sorted((self.mail_folder / folder / part).iterdir())]

    def move(self, source, target, flags):
        """As mail programs that know mbsync: under a new name, without the old one's ",U=7"."""
        [path] = self.files(source)
        name = re.split("[,:]", path.name)[0] + "moved:2," + flags
        path.rename(self.mail_folder / target / "cur" / name)
        self.sync()
        self.look()
        self.sync()

    def states(self):
        return [entry["state"] for entry in self.log()]


def test_a_draft_and_its_page_come_to_the_maildirs():
    with Dovecot() as server:
        desk = Desk(server)
        [draft] = desk.files("Drafts")
        assert "D" in draft.name.partition(":2,")[2], draft.name
        assert b"In-Reply-To: <invite-1@fernwood.example>" in draft.read_bytes()
        assert len(desk.files("Regrets")) == 1


def test_a_draft_that_is_moved_to_sent_is_sent():
    with Dovecot() as server:
        desk = Desk(server)
        desk.move("Drafts", "Sent", "S")
        assert desk.states() == ["sent"], desk.states()
        assert not desk.files("Drafts")


def test_an_invitation_that_is_moved_to_the_mistakes_is_none():
    with Dovecot() as server:
        desk = Desk(server)
        desk.move("INBOX", "Regrets/Not invitations", "S")
        assert not desk.files("Drafts") and not desk.drafts()
        assert len(desk.files("Regrets/Not invitations")) == 1


tap.run(globals())
