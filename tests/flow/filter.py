# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets filter alone and in the programs that call it: no mail is lost or changed."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

src = pathlib.Path(os.environ["srcdir"])
sys.path.insert(0, str(src / "tests" / "house"))
import tap  # noqa: E402

PROGRAM = pathlib.Path(os.environ["builddir"]) / "regrets"
PLUGINS = src / "plugin"
LDA = "/usr/lib/dovecot/dovecot-lda"
SECONDS = 60
NOBODY = 65534
NORMAL = b"From: a@b.example\nSubject: lunch\nDate: Mon, 23 Nov 2026 09:00:00 +0000\n\nAt noon?\n"
BIG = NORMAL + b"y" * (17 * 1024 * 1024)
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


def use_sieve(post, mail):
    shutil.copy(PLUGINS / "sieve/regrets-filter", post.folder / "bin")
    shutil.copy(PLUGINS / "sieve/regrets.sieve", post.folder)
    # Dovecot gives its programs a PATH of its own.
    script = post.folder / "bin/regrets-filter"
    script.write_text(script.read_text().replace("exec regrets", f"exec {post.folder}/bin/regrets"))
    conf = post.write("dovecot.conf", f"""
log_path = /dev/stderr
mail_location = maildir:{post.folder}/box
first_valid_uid = 0
postmaster_address = postmaster@b.example
protocol lda {{
  mail_plugins = sieve
}}
plugin {{
  sieve = file:{post.folder}/regrets.sieve
  sieve_plugins = sieve_extprograms
  sieve_extensions = +vnd.dovecot.filter
  sieve_filter_bin_dir = {post.folder}/bin
  sieve_filter_exec_timeout = 15s
}}
""")
    user = post.give_to_nobody()
    return post.run(LDA, "-c", str(conf), "-f", "a@b.example", mail=mail, **user)


CALLERS = (("procmail", use_procmail), ("maildrop", use_maildrop), ("fdm", use_fdm), (LDA, use_sieve))

# The filter, its profile ("hangs" where reading it never ends), and what becomes of the mail.
PLAIN = "exec {program} \"$@\" --config {config}"
CASES = (
    ("normal mail", NORMAL, PLAIN, None, "no; kind=other;"),
    ("an invitation", INVITATION, PLAIN, None, "yes; kind=invitation;"),
    ("missing", INVITATION, None, None, None),
    ("crashing", INVITATION, "kill -SEGV $$", None, None),
    ("strict", INVITATION, PLAIN + " --strict", "nonsense\n", None),
    ("broken configuration", INVITATION, PLAIN, "nonsense\n", None),
    ("hanging", INVITATION, PLAIN, "hangs", None),
)


def give_profile(post, profile):
    if profile == "hangs":
        os.mkfifo(post.folder / "config/profile.conf")
    elif profile:
        post.write("config/profile.conf", profile)


def body_and_rest(mail):
    """Its X-Regrets-Status, and the mail without it; callers put fields on top and lines at the end."""
    lines = mail.replace(b"\r\n", b"\n").splitlines(keepends=True)
    status = [line for line in lines if line.startswith(b"X-Regrets-Status: ")]
    return b"".join(status).decode(), b"".join(line for line in lines if line not in status)


def check(name, deliver, case):
    title, mail, script, profile, status = case
    with tempfile.TemporaryDirectory() as folder:
        post = Post(folder, script)
        give_profile(post, profile)
        result = deliver(post, mail)
        kept = post.mails("box") + post.mails("in")
        why = (name, title, result, kept)
        assert len(kept) == 1, why
        told, rest = body_and_rest(kept[0])
        assert rest.rstrip(b"\n").endswith(mail.replace(b"\r\n", b"\n").rstrip(b"\n")), why
        assert told.startswith(f"X-Regrets-Status: {status}") if status else told == "", why


def check_caller(number):
    name, deliver = CALLERS[number]
    if not shutil.which(name):
        raise tap.Skip(f"{name} is not installed")
    for case in CASES:
        check(name, deliver, case)


def test_procmail():
    check_caller(0)


def test_maildrop():
    check_caller(1)


def test_fdm():
    check_caller(2)


def test_sieve():
    check_caller(3)


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
