# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets filter alone and in the programs that call it: no mail is lost or changed."""

import os
import pathlib
import shutil
import smtplib
import subprocess
import sys
import tempfile

src = pathlib.Path(os.environ["srcdir"])
sys.path[:0] = [str(src / "tests" / "house"), str(src / "tests" / "flow")]
from dovecot import USER, Dovecot  # noqa: E402
import tap  # noqa: E402

PROGRAM = pathlib.Path(os.environ["builddir"]) / "regrets"
PLUGINS = src / "plugin"
LDA = "/usr/lib/dovecot/dovecot-lda"
LMTP = "/usr/lib/dovecot/lmtp"
SECONDS = 60
NOBODY = 65534
NORMAL = b"From: a@b.example\nSubject: lunch\nDate: Mon, 23 Nov 2026 09:00:00 +0000\n\nAt noon?\n"
BIG = NORMAL + (b"y" * 71 + b"\n") * 250000  # maildrop chokes on a line as long as that
INVITATION = (src / "tests/mail/inbox/01-greenhouse-scheduling-link.eml").read_bytes()


class Post:
    """A folder with a filter called regrets in bin/, and what a caller needs."""

    def __init__(self, folder, script):
        self.folder = pathlib.Path(folder)
        for name in ("bin", "config", "in/new", "in/cur", "in/tmp", "box/new", "box/cur", "box/tmp"):
            (self.folder / name).mkdir(parents=True)
        self.env = {**os.environ, "HOME": folder, "PATH": f"{folder}/bin:{os.environ['PATH']}"}
        if script:
            text = script.format(program=PROGRAM, config=self.folder / "config")
            (self.folder / "bin/regrets").write_text(
                f"#!/bin/sh\nexport REGRETS_DATADIR='{os.environ['REGRETS_DATADIR']}'\n{text}\n")
            (self.folder / "bin/regrets").chmod(0o755)

    def write(self, name, text, mode=0o600):
        path = self.folder / name
        path.write_text(text)
        path.chmod(mode)
        return path

    def run(self, *command, mail=None, **more):
        return subprocess.run(command, input=mail, env=self.env, cwd=self.folder, capture_output=True,
                              timeout=SECONDS, **more)

    def give_to_nobody(self):
        """Dovecot's LDA refuses root without a server beside it, fdm lets go of root."""
        if os.geteuid() != 0:
            return {}
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        if self.run("test", "-x", str(PROGRAM), user=NOBODY, group=NOBODY).returncode:
            raise tap.Skip("run by root, and nobody else can reach the build folder")
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}

    def mails(self, box):
        return [f.read_bytes() for part in ("new", "cur") for f in (self.folder / box / part).iterdir()]


def use_procmail(post, mail):
    rc = post.write("rc", f"SHELL=/bin/sh\nPATH={post.env['PATH']}\nDEFAULT={post.folder}/box/\n"
                          f"INCLUDERC={PLUGINS}/procmail/regrets.rc\n")
    return post.run("procmail", "-m", str(rc), mail=mail)


def use_maildrop(post, mail):
    rc = post.write("rc", f'PATH="{post.env["PATH"]}"\ninclude "{PLUGINS}/maildrop/regrets.mailfilter"\n'
                          f'to "{post.folder}/box"\n')
    return post.run("maildrop", str(rc), mail=mail)


def use_fdm(post, mail):
    (post.folder / "in/new/1.mail").write_bytes(mail)
    ours = post.write("ours", (PLUGINS / "fdm/regrets.conf").read_text())
    rc = post.write("rc", f'set no-received\nset lock-file "{post.folder}/lock"\naccount "in" maildir "{post.folder}/in"\ninclude "{ours}"\n'
                          f'action "box" maildir "{post.folder}/box"\nmatch all action "box"\n')
    return post.run("fdm", "-f", str(rc), "fetch", **post.give_to_nobody())


PIGEONHOLE = """
mail_location = maildir:{folder}/box
postmaster_address = postmaster@b.example
protocol {protocol} {{
  mail_plugins = sieve
}}
plugin {{
  sieve = file:{folder}/regrets.sieve
  sieve_plugins = sieve_extprograms
  sieve_extensions = +vnd.dovecot.filter
  sieve_filter_bin_dir = {folder}/bin
  sieve_filter_exec_timeout = 15s
}}
"""


def set_up_sieve(post, protocol):
    """Dovecot's configuration for it."""
    shutil.copy(PLUGINS / "sieve/regrets-filter", post.folder / "bin")
    shutil.copy(PLUGINS / "sieve/regrets.sieve", post.folder)
    # Dovecot gives its programs a PATH of its own.
    script = post.folder / "bin/regrets-filter"
    script.write_text(script.read_text().replace("regrets filter >", f"{post.folder}/bin/regrets filter >"))
    return PIGEONHOLE.format(folder=post.folder, protocol=protocol)


def use_lda(post, mail):
    conf = post.write("dovecot.conf", "log_path = /dev/stderr\nfirst_valid_uid = 0\n" + set_up_sieve(post, "lda"))
    user = post.give_to_nobody()
    return post.run(LDA, "-c", str(conf), "-f", "a@b.example", mail=mail, **user)


def use_lmtp(post, mail):
    """The answer of the server, and its log."""
    conf = "protocols = imap lmtp\n" + set_up_sieve(post, "lmtp")
    post.give_to_nobody()
    with Dovecot(tls=False, extra=conf) as server:
        with smtplib.LMTP(f"{server.folder}/run/lmtp", timeout=SECONDS) as client:
            client.ehlo()
            assert client.mail("a@b.example")[0] == 250 and client.rcpt(USER)[0] == 250
            return client.data(mail), server.log()


CALLERS = (("procmail", use_procmail), ("maildrop", use_maildrop), ("fdm", use_fdm), (LDA, use_lda), (LMTP, use_lmtp))

# The filter, its profile ("hangs" where reading it never ends), and what becomes of the mail.
PLAIN = "exec {program} \"$@\" --config {config}"
JUNK = "yes X-Junk: " + "x" * 60 + " | head -c 35000000; echo; cat"
LATER = "later"  # as it came, or the caller says that it will try again
CASES = (
    ("normal mail", NORMAL, PLAIN, None, "no; kind=other;"),
    ("an invitation", INVITATION, PLAIN, None, "yes; kind=invitation;"),
    ("a mail with CRLF", NORMAL.replace(b"\n", b"\r\n"), PLAIN, None, "no; kind=other;"),
    ("a mail too big to be judged", BIG, PLAIN, None, None),
    ("missing", INVITATION, None, None, None),
    ("crashing", INVITATION, "kill -SEGV $$", None, None),
    ("killed half way", INVITATION, "head -c 700; kill -KILL $$", None, None),
    ("giving up half way", INVITATION, "head -c 700; exit 1", None, None),
    ("writing nothing", INVITATION, "cat >/dev/null", None, LATER),
    ("reading and writing nothing", INVITATION, "exit 0", None, LATER),
    ("writing far too much", INVITATION, JUNK, None, None),
    ("strict", INVITATION, PLAIN + " --strict", "nonsense\n", None),
    ("broken configuration", INVITATION, PLAIN, "nonsense\n", None),
    ("hanging", INVITATION, PLAIN, "hangs", None),
)
# For those that leave the first line of an mbox in the mail.
WITH_FROM = (("a From line", b"From a@b.example Mon Nov 23 09:00:00 2026\n" + NORMAL, PLAIN, None, "no; kind=other;"),)


def give_profile(post, profile):
    if profile == "hangs":
        os.mkfifo(post.folder / "config/profile.conf")
    elif profile:
        post.write("config/profile.conf", profile)


def is_deferred(result):
    return getattr(result, "returncode", None) == 75


def body_and_rest(mail):
    """Its X-Regrets-Status, and the mail without it; callers put fields on top and lines at the end."""
    lines = mail.replace(b"\r\n", b"\n").splitlines(keepends=True)
    status = [line for line in lines if line.startswith(b"X-Regrets-Status: ")]
    return b"".join(status).decode(), b"".join(line for line in lines if line not in status)


def line_ends(mail):
    """Those of the fields that came with the mail, and of ours."""
    fields = (b"From: ", b"Subject: ", b"X-Regrets-Status: ")
    return {line.endswith(b"\r\n") for line in mail.splitlines(keepends=True) if line.startswith(fields)}


def without_from(mail):
    return mail.partition(b"\n")[2] if mail.startswith(b"From ") else mail


def check(name, deliver, case):
    title, mail, script, profile, status = case
    with tempfile.TemporaryDirectory() as folder:
        post = Post(folder, script)
        give_profile(post, profile)
        result = deliver(post, mail)
        kept = post.mails("box") + post.mails("in")
        why = (name, title, result, [one[:2000] for one in kept])
        if status == LATER and is_deferred(result) and not kept:
            return
        assert len(kept) == 1 and len(line_ends(kept[0])) == 1, why
        told, rest = body_and_rest(without_from(kept[0]))
        assert rest.rstrip(b"\n").endswith(without_from(mail).replace(b"\r\n", b"\n").rstrip(b"\n")), why
        assert told.startswith(f"X-Regrets-Status: {status}") if status not in (None, LATER) else told == "", why
        assert b"\nFrom a@b" not in kept[0], why


def check_caller(number, more=()):
    name, deliver = CALLERS[number]
    if not shutil.which(name):
        raise tap.Skip(f"{name} is not installed")
    for case in CASES + more:
        check(name, deliver, case)


def test_procmail():
    check_caller(0, WITH_FROM)


def test_maildrop():
    check_caller(1, WITH_FROM)


def test_fdm():
    check_caller(2)


def test_lda():
    check_caller(3)


def test_lmtp():
    check_caller(4)


def test_never_success_without_the_mail():
    filter_command = f"{PROGRAM} filter --config /nonexistent"
    for redirect, mail, want in (("</dev/null", b"", 75), ("<&-", b"", 75), (">/dev/full", NORMAL, 74),
                                 (">&-", NORMAL, 74), (">&-", BIG, 74)):
        result = subprocess.run(["sh", "-c", f"{filter_command} {redirect}"], input=mail, capture_output=True,
                                timeout=SECONDS)
        assert result.returncode == want and not result.stdout, (redirect, result)


def test_strict_ends_with_75():
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "profile.conf").write_text("nonsense\n")
        for options, status, output in (((), 0, NORMAL), (("--strict",), 75, b"")):
            result = subprocess.run([PROGRAM, "filter", "--config", folder, *options], input=NORMAL,
                                    capture_output=True, timeout=SECONDS)
            assert (result.returncode, result.stdout) == (status, output), (options, result)
            assert b"profile.conf:1" in result.stderr, result.stderr


def test_big_mail_passes():
    result = subprocess.run([PROGRAM, "filter", "--config", "/nonexistent"], input=BIG, capture_output=True,
                            timeout=SECONDS)
    assert result.returncode == 0 and result.stdout == BIG, (result.returncode, result.stderr)


tap.run(globals())
