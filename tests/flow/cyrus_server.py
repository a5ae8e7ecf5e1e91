# SPDX-License-Identifier: GPL-3.0-or-later
"""A Cyrus of the test's own, to be used as the Dovecot is: temporary folder, a free port, no service
of the machine touched.

Debian's packages of Cyrus and of Dovecot exclude each other. So the programs are taken from where
CYRUS_ROOT says, a folder that the packages were unpacked into, or else from the machine. As root they
run as the user `nobody`."""

import atexit
import grp
import imaplib
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import time

from dovecot import PASSWORD, START_SECONDS, USER, Dovecot, free_port, short_temporary_folder, write_conf

IMAPD_CONF = """\
configdirectory: {dir}/conf
proc_path: {dir}/conf/proc
mboxname_lockpath: {dir}/conf/lock
defaultpartition: default
partition-default: {dir}/mail
cyrus_user: {user}
cyrus_group: {group}
servername: localhost
allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {dir}/sasldb2
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
autocreate_inbox_folders: {drafts} | {sent}
xlist-drafts: {drafts}
xlist-sent: {sent}
idlesocket: {dir}/conf/idle
syslog_prefix: regrets-test
"""

CYRUS_CONF = """\
START {{
  recover cmd="{programs}/ctl_cyrusdb -C {dir}/imapd.conf -r"
}}
SERVICES {{
  imap cmd="{programs}/imapd -C {dir}/imapd.conf -U 30" listen="127.0.0.1:{port}" proto="tcp4" prefork=4
}}
DAEMON {{
  idled cmd="{programs}/idled -C {dir}/imapd.conf"
}}
"""


def root():
    return pathlib.Path(os.environ.get("CYRUS_ROOT") or "/")


def programs():
    """The folder of Cyrus's programs, or None."""
    folder = root() / "usr/lib/cyrus/bin"
    return folder if os.access(folder / "master", os.X_OK) and saslpasswd() else None


def saslpasswd():
    path = f"{root()}/usr/sbin:{os.environ.get('PATH', '')}:/usr/sbin"
    return shutil.which("saslpasswd2", path=path)


def library_path():
    return ":".join(str(folder) for folder in sorted(root().glob("usr/lib/*-linux-gnu")))


class Cyrus(Dovecot):
    """Without TLS. `deliver`, `messages` and the like are those of the Dovecot."""

    def __init__(self, drafts="Drafts", sent="Sent"):
        self.folder = short_temporary_folder()
        self.process = None
        atexit.register(self.stop)
        self.tls = False
        self.drafts, self.sent = drafts, sent
        self._prepare()
        self._start()

    def _prepare(self):
        self.is_root = os.geteuid() == 0
        self.user = "nobody" if self.is_root else pwd.getpwuid(os.geteuid()).pw_name
        self.entry = pwd.getpwnam(self.user)
        self.group = grp.getgrgid(self.entry.pw_gid).gr_name
        for name in ("conf/db", "conf/proc", "conf/lock", "conf/socket", "conf/log", "conf/msg", "mail"):
            os.makedirs(f"{self.folder}/{name}")
        self.add_user(USER, PASSWORD)
        if self.is_root:
            for path in [self.folder, *map(str, pathlib.Path(self.folder).rglob("*"))]:
                os.chown(path, self.entry.pw_uid, self.entry.pw_gid)

    def add_user(self, user, password):
        subprocess.run([saslpasswd(), "-p", "-c", "-f", f"{self.folder}/sasldb2", "-u", "localhost", user],
                       input=password, text=True, check=True)

    def _start(self):
        for _ in range(5):
            self.imap_port = free_port()
            values = {"dir": self.folder, "user": self.user, "group": self.group, "drafts": self.drafts,
                      "sent": self.sent, "programs": programs(), "port": self.imap_port}
            pathlib.Path(f"{self.folder}/imapd.conf").write_text(IMAPD_CONF.format(**values), encoding="utf-8")
            pathlib.Path(f"{self.folder}/cyrus.conf").write_text(CYRUS_CONF.format(**values), encoding="utf-8")
            self._begin()
            if self._is_up():
                self._log_in_once()
                return
            self._end()
        raise RuntimeError("cyrus doesn't start:\n" + self.log())

    def _begin(self):
        """`master` in the foreground, as the user that its programs would turn into anyway. As it ends, it
        ends all of its session too."""
        more = {"user": self.entry.pw_uid, "group": self.entry.pw_gid, "extra_groups": []} if self.is_root else {}
        environment = {**os.environ, "LD_LIBRARY_PATH": library_path(), "CYRUS_USER": self.user}
        with open(f"{self.folder}/log", "ab") as log:
            self.process = subprocess.Popen(
                [str(programs() / "master"), "-C", f"{self.folder}/imapd.conf", "-M", f"{self.folder}/cyrus.conf",
                 "-p", f"{self.folder}/pid", "-D"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=environment, start_new_session=True, **more)

    def _is_up(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.imap_port), timeout=5) as probe:
                    if b"Cyrus IMAP" in probe.recv(1000):
                        return True
            except OSError:
                pass
            time.sleep(0.02)
        return False

    def _log_in_once(self):
        """The first login makes the folders."""
        self.connect().logout()

    def connect(self, user=USER, password=PASSWORD):
        imap = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=20)
        imap.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        return imap

    def write_conf(self, path, **more):
        return write_conf(path, "none", "127.0.0.1", self.imap_port, None, **more)

    def log(self):
        return pathlib.Path(f"{self.folder}/log").read_text(encoding="utf-8", errors="replace")

    def restart(self):
        self._end()
        self._begin()
        assert self._is_up(), self.log()
