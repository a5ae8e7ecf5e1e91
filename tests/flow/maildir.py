# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail in Maildirs on this machine: watched without a server, and with mbsync between it and one."""

import email
import email.policy
import email.utils
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from house import KILLABLE, SECONDS, Daemon, House, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

MISTAKES = "Regrets/Not invitations"
MISSED = "Regrets/Invitations"


def make(path):
    for part in ("tmp", "new", "cur"):
        (path / part).mkdir(parents=True)


class Mail:
    """Folders within folders, as mbsync's "SubFolders Verbatim" has them."""

    def __init__(self, *names):
        self.folder = tempfile.mkdtemp(prefix="rg-")
        self.root = pathlib.Path(self.folder) / "Mail"
        self.drafts = "Drafts"
        for name in names or ("INBOX", "Drafts", "Sent"):
            make(self.path(name))

    def path(self, name):
        return self.root / name

    def write_conf(self, path, extra=""):
        pathlib.Path(path).write_text(f"[account mail]\naddress = {USER}@example.test\nmaildir = {self.root}\n{extra}")

    def files(self, name):
        return [path for part in ("new", "cur") for path in sorted((self.path(name) / part).iterdir())]

    def messages(self, name):
        return [(number, path.name.partition(":2,")[2], path.read_bytes())
                for number, path in enumerate(self.files(name))]

    def put(self, raw, name="INBOX", file="1795000000.M1P1.there", part="new"):
        path = self.path(name) / part / file
        (self.path(name) / "tmp" / file).write_bytes(raw)
        (self.path(name) / "tmp" / file).rename(path)
        return path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


class Beside(Mail):
    """Maildir++, as Dovecot and Courier have it: ".Sent" beside cur/, names as on the wire."""

    def __init__(self):
        super().__init__("INBOX", "Entw&APw-rfe", "Gesendet")

    def path(self, name):
        return self.root if name == "INBOX" else self.root / ("." + name.replace("/", "."))


def fresh(number, **more):
    """Mail of just now: old mail that is fetched for the first time isn't answered."""
    raw = invitation(number, **more)
    return re.sub(rb"Date: [^\n]*", b"Date: " + email.utils.formatdate().encode(), raw)


def looked_at(mail, **more):
    house = House(mail)
    mail.put(fresh(1))
    house.look()
    return house


def test_an_invitation_gets_a_draft_and_a_page():
    with Mail() as mail:
        house = looked_at(mail)
        [path] = mail.files("Drafts")
        assert path.parent.name == "cur" and path.name.endswith(":2,DS"), path
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"\r" not in path.read_bytes()
        [(_, draft)] = house.drafts()
        assert draft["In-Reply-To"] == "<invite-1@fernwood.example>"
        assert draft["To"] == "Priya Nair <priya@fernwood.example>", draft["To"]
        [page] = mail.files("Regrets")
        assert page.name.endswith(":2,S"), page
        [letter] = mail.files("INBOX")
        assert letter.parent.name == "new" and letter.read_bytes().startswith(b"From: Priya"), letter
        assert not list((mail.path("Drafts") / "tmp").iterdir())


def test_nothing_is_done_twice():
    with Mail() as mail:
        house = looked_at(mail)
        before = mail.messages("Drafts"), mail.messages("Regrets")
        for _ in range(3):
            house.look()
        assert (mail.messages("Drafts"), mail.messages("Regrets")) == before


def test_folders_beside_the_inbox_with_names_as_on_the_wire():
    with Beside() as mail:
        looked_at(mail)
        [path] = mail.files("Entw&APw-rfe")
        assert path.name.endswith(":2,DS")
        assert (mail.root / ".Regrets" / "new").is_dir()
        assert (mail.root / ".Regrets.Not invitations" / "cur").is_dir()


def test_a_draft_that_is_moved_to_sent_is_sent():
    with Mail() as mail:
        house = looked_at(mail)
        [path] = mail.files("Drafts")
        path.rename(mail.path("Sent") / "cur" / path.name.replace(":2,DS", "moved:2,S"))
        house.look()
        assert [entry["state"] for entry in house.log()] == ["sent"], house.log()
        [(_, page)] = house.pages()
        assert "You sent it" in page.get_body(("plain",)).get_content()


def test_a_deleted_draft_stays_deleted():
    with Mail() as mail:
        house = looked_at(mail)
        [path] = mail.files("Drafts")
        path.unlink()
        house.look()
        house.look()
        assert [entry["state"] for entry in house.log()] == ["discarded"]
        assert not mail.files("Drafts")


def test_an_edited_draft_is_left_alone():
    with Mail() as mail:
        house = looked_at(mail)
        [path] = mail.files("Drafts")
        own = path.read_bytes().replace(b"Thank you", b"Many thanks") + b"PS\n"
        path.unlink()
        mail.put(own, "Drafts", "1795000009.M9P9.there:2,DS", "cur")
        mail.put(fresh(1).replace(b"Subject: ", b"Subject: Cancelled: "), "Sent", "1795000010.M9P9.there:2,S", "cur")
        house.look()
        assert [raw for _, _, raw in mail.messages("Drafts")] == [own]


def test_an_untouched_draft_goes_when_one_has_answered():
    with Mail() as mail:
        house = looked_at(mail)
        mail.put(f"From: {USER}@example.test\nTo: priya@fernwood.example\nSubject: Re: Interview\n"
                 "Message-ID: <own@example.test>\nIn-Reply-To: <invite-1@fernwood.example>\n\nYes, gladly!\n".encode(),
                 "Sent", "1795000010.M9P9.there:2,S", "cur")
        house.look()
        assert [entry["state"] for entry in house.log()] == ["answered"]
        assert not mail.files("Drafts")


def test_what_is_moved_counts():
    with Mail() as mail:
        house = looked_at(mail)
        [path] = mail.files("INBOX")
        path.rename(mail.path(MISTAKES) / "cur" / (path.name + ":2,S"))
        plain = fresh(2).replace(b"invite you to a first interview", b"see you").replace(b"Interview for", b"About")
        mail.put(plain, MISSED, "1795000011.M9P9.there:2,S", "cur")
        house.look()
        assert sorted(entry["state"] for entry in house.log()) == ["drafted", "mistaken"], house.log()
        [(_, draft)] = house.drafts()
        assert draft["In-Reply-To"] == "<invite-2@fernwood.example>"


def test_old_mail_that_comes_only_now_is_not_answered():
    with Mail() as mail:
        house = House(mail)
        mail.put(re.sub(rb"Date: [^\n]*", b"Date: Mon, 3 Feb 2025 09:00:00 +0000", invitation(1)))
        mail.put(fresh(2), file="1795000002.M1P1.there")
        house.look()
        assert [draft["In-Reply-To"] for _, draft in house.drafts()] == ["<invite-2@fernwood.example>"]


def test_answered_mail_is_left_alone():
    with Mail() as mail:
        house = House(mail)
        mail.put(fresh(1), file="1795000001.M1P1.there:2,RS", part="cur")
        house.look()
        assert not mail.files("Drafts")


def test_a_reminder_flags_the_invitation():
    with Mail() as mail:
        looked_at(mail)
        house = House(mail)
        [path] = mail.files("INBOX")
        path.rename(mail.path("INBOX") / "cur" / (path.name + ",U=7:2,S"))
        day = time.time() + 2 * 86400
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(day))
        assert house.run("watch", "--once", program=KILLABLE, now=now).returncode == 0
        [path] = mail.files("INBOX")
        assert path.name.endswith(",U=7:2,FS"), path


def kill_points():
    sources = pathlib.Path(os.environ["srcdir"]) / "core" / "watch"
    return [point for name in ("outbox", "parcel", "scan")
            for point in re.findall(r'rg_kill_point \("([\w-]+)"\)', (sources / f"{name}.c").read_text())]


def test_killed_at_every_step():
    killed = set()
    for point in kill_points():
        with Mail() as mail:
            house = House(mail)
            mail.put(fresh(1))
            result = house.run("watch", "--once", program=KILLABLE, kill_at=point)
            if result.returncode == -signal.SIGKILL:
                killed.add(point)
            house.look()
            assert len(mail.files("Drafts")) == len(mail.files("Regrets")) == 1, (point, mail.files("Drafts"))
            assert [entry["state"] for entry in house.log()] == ["drafted"], point
    assert {"after-intent", "before-append", "after-append"} <= killed, killed


def test_what_is_no_mail_does_not_stop_the_rest():
    with Mail() as mail:
        house = House(mail)
        inbox = mail.path("INBOX") / "new"
        os.mkfifo(inbox / "1795000001.M1P1.fifo")
        (inbox / "1795000001.M2P1.folder").mkdir()
        (inbox / "1795000001.M3P1.link").symlink_to("/nowhere")
        (inbox / "1795000001.M4P1.empty").touch()
        (inbox / "1795000001.M5P1.zeros").write_bytes(bytes(5000))
        (inbox / ("1795000001.M6P1.\n:2,\x01\x1b" + "x" * 100)).write_bytes(b"\xff" * 100)
        mail.put(fresh(1))
        house.look()
        assert len(mail.files("Drafts")) == 1


def test_a_folder_that_leads_in_a_circle():
    with Mail() as mail:
        house = House(mail)
        for number in range(30):
            make(mail.path(f"Archive/{number}"))
            (mail.path(f"Archive/{number}") / "up").symlink_to(mail.root)
        elsewhere = pathlib.Path(mail.folder) / "elsewhere"
        mail.path("Drafts").rename(elsewhere)
        mail.path("Drafts").symlink_to(elsewhere)
        mail.put(fresh(1))
        house.look()
        assert len(mail.files("Drafts")) == 1


def test_what_cannot_be_written_is_told_and_done_later():
    with Mail() as mail:
        house = House(mail)
        mail.put(fresh(1))
        shutil.rmtree(mail.path("Drafts") / "tmp")
        result = house.run("watch", "--once")
        assert result.returncode == 74 and "can't write a message into" in result.stderr, result
        assert not mail.files("Drafts")
        (mail.path("Drafts") / "tmp").mkdir()
        house.look()
        assert len(mail.files("Drafts")) == 1


def test_a_long_letter_is_read_on():
    with Mail() as mail:
        house = House(mail)
        [head, body] = fresh(1).split(b"\n\n", 1)
        mail.put(head + b"\n\n" + b"> Here is what you wrote to us; the answer is below.\n" * 1000 + b"\n" + body)
        house.look()
        assert len(mail.files("Drafts")) == 1


def test_new_mail_is_acted_on_at_once():
    with Mail() as mail:
        house = House(mail)
        with Daemon(house) as daemon:
            for number in range(1, 4):
                mail.put(fresh(number), file=f"179500000{number}.M1P1.there")
                wait_until(lambda: len(mail.files("Drafts")) == number, 20, daemon.log)
            code, _, log = daemon.stop()
            assert code == 0, log


def test_a_maildir_that_is_not_there_yet_is_waited_for():
    with Mail() as mail:
        house = House(mail)
        mail.root.rename(mail.root.with_name("away"))
        with Daemon(house) as daemon:
            daemon.wait_for("there is no Maildir at")
            mail.root.with_name("away").rename(mail.root)
            mail.put(fresh(1))
            wait_until(lambda: mail.files("Drafts"), SECONDS, daemon.log)


class Synced(Mail):
    """Between it and a server stands mbsync."""

    def __init__(self, server):
        if not shutil.which("mbsync"):
            raise tap.Skip("mbsync is not installed")
        super().__init__("INBOX")
        self.server = server
        (pathlib.Path(self.folder) / "password").write_text(PASSWORD)
        self.rc = pathlib.Path(self.folder) / "mbsyncrc"
        self.rc.write_text(f"""\
IMAPAccount mail
Host localhost
Port {server.imaps_port}
User {USER}
PassCmd "cat {self.folder}/password"
SSLType IMAPS
CertificateFile {server.certificates.own.certificate}

IMAPStore server
Account mail

MaildirStore local
Path {self.root}/
Inbox {self.root}/INBOX
SubFolders Verbatim

Channel mail
Far :server:
Near :local:
Patterns *
Create Both
Expunge Both
SyncState *
""")
        self.sync()

    def sync(self):
        result = subprocess.run(["mbsync", "-c", str(self.rc), "--all"], capture_output=True, text=True, timeout=SECONDS)
        assert result.returncode == 0, result.stderr


def test_with_mbsync_the_draft_comes_to_the_server_once():
    with Dovecot() as server, Synced(server) as mail:
        house = House(mail)
        server.deliver(fresh(1))
        for _ in range(3):
            mail.sync()
            house.look()
        mail.sync()
        [(_, flags, raw)] = server.messages("Drafts")
        assert "\\Draft" in flags and b"In-Reply-To: <invite-1@fernwood.example>" in raw, flags
        assert len(server.messages("Regrets")) == 1
        assert [entry["state"] for entry in house.log()] == ["drafted"], house.log()


def test_with_mbsync_what_is_sent_elsewhere_is_known_here():
    with Dovecot() as server, Synced(server) as mail:
        house = House(mail)
        server.deliver(fresh(1))
        mail.sync()
        house.look()
        mail.sync()
        with server.connect() as imap:
            imap.select("Drafts")
            assert imap.uid("MOVE", "1", "Sent")[0] == "OK"
        mail.sync()
        house.look()
        assert [entry["state"] for entry in house.log()] == ["sent"], house.log()


def test_the_doctor_looks_at_it():
    with Mail() as mail:
        house = looked_at(mail)
        result = house.run("doctor")
        assert "mail: maildir" in result.stdout and "mail: Drafts" in result.stdout, result
        assert result.returncode == 0, result
        result = house.run("login", "mail")
        assert result.returncode == 0 and "needs no login" in result.stdout, result
        shutil.rmtree(mail.root)
        result = house.run("doctor")
        assert result.returncode == 69 and "there is no Maildir at" in result.stdout + result.stderr, result


def test_a_wrong_configuration_is_refused():
    with Mail() as mail:
        house = House(mail)
        for extra, why in (("host = imap.example.net\n", "[account mail] host: the mail is in a maildir or on a server"),
                           ("password_command = x\n", "[account mail] password_command: ")):
            mail.write_conf(house.config / "regrets.conf", extra)
            result = house.run("watch", "--once")
            assert result.returncode == 78 and why in result.stderr, result
        (house.config / "regrets.conf").write_text(f"[account mail]\naddress = {USER}@example.test\nmaildir = Mail\n")
        result = house.run("watch", "--once")
        assert result.returncode == 78 and "'Mail' is not an absolute path" in result.stderr, result


tap.run(globals())
