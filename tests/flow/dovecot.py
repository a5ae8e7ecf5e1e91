# SPDX-License-Identifier: GPL-3.0-or-later
"""A Dovecot of the test's own: temporary folder, own CA, free ports, any user.

    with Dovecot(drafts="Entwürfe") as server:
        server.deliver(b"From: ...")
        conf = server.write_conf("regrets.conf")
"""

import atexit
import base64
import datetime
import grp
import imaplib
import os
import pwd
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import tempfile
import time

USER = "sam"
PASSWORD = "s3cr\"et\\word"
START_SECONDS = 20

# Without an index of mailboxes: two clients that open one in the same moment come into each other's
# locks there, and Dovecot 2.3 then ends one of the connections ("Resource deadlock avoided").
CONF = """
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
protocols = imap
listen = 127.0.0.1
login_greeting = {token} ready
login_trusted_networks =
ssl = {ssl}
{certificate}
auth_mechanisms = {mechanisms}
disable_plaintext_auth = {protect}
mail_location = maildir:{dir}/mail/%u:LAYOUT=fs
mailbox_list_index = no
mail_max_userip_connections = {connections}
auth_failure_delay = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {dir}/passwd
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={dir}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "{drafts}" {{
    {special_drafts}
    auto = create
  }}
  mailbox "{sent}" {{
    {special_sent}
    auto = create
  }}
}}
{extra}
"""

CA_CONF = """
[ca]
default_ca = own
[own]
dir = {dir}
database = {dir}/index.txt
serial = {dir}/serial
new_certs_dir = {dir}
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[names]
subjectAltName = {names}
basicConstraints = CA:FALSE
"""


def find_dovecot():
    """The path of the program, or None."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
    return shutil.which("dovecot", path=path)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def short_temporary_folder():
    """Sockets lie in it, and their paths are limited to 107 bytes."""
    base = tempfile.gettempdir()
    folder = tempfile.mkdtemp(prefix="rg-", dir=base if len(base) < 40 else "/tmp")
    os.chmod(folder, 0o755)
    return folder


def run_openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Authority:
    """A CA in a folder, made by the openssl program."""

    def __init__(self, folder, name):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.certificate = f"{folder}/ca.crt"
        run_openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                    "-nodes", "-keyout", f"{folder}/ca.key", "-out", self.certificate,
                    "-days", "30", "-subj", f"/CN={name}")

    def issue(self, label, names, days=30, begun=-1):
        """A certificate valid from `begun` to `days` days from now; (certificate, key) paths."""
        stem = f"{self.folder}/{label}"
        now = datetime.datetime.now(datetime.timezone.utc)
        times = [(now + datetime.timedelta(days=d)).strftime("%Y%m%d%H%M%SZ") for d in (begun, days)]
        with open(f"{stem}.conf", "w", encoding="utf-8") as file:
            file.write(CA_CONF.format(dir=self.folder, names=names))
        open(f"{self.folder}/index.txt", "w", encoding="utf-8").close()
        with open(f"{self.folder}/serial", "w", encoding="utf-8") as file:
            file.write(secrets.token_hex(8) + "\n")
        run_openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", f"{stem}.key", "-out", f"{stem}.csr", "-subj", f"/CN={label}")
        run_openssl("ca", "-batch", "-notext", "-config", f"{stem}.conf", "-extensions", "names",
                    "-cert", self.certificate, "-keyfile", f"{self.folder}/ca.key",
                    "-startdate", times[0], "-enddate", times[1],
                    "-in", f"{stem}.csr", "-out", f"{stem}.crt")
        os.chmod(f"{stem}.key", 0o644)
        return f"{stem}.crt", f"{stem}.key"


class Certificates:
    """Those that tests want: good, wrong-name, expired; and a CA that signed none of them."""

    def __init__(self, folder):
        self.own = Authority(f"{folder}/own", "Regrets test CA")
        self.other = Authority(f"{folder}/other", "Some other CA")
        here = "DNS:localhost,IP:127.0.0.1"
        self.pairs = {
            "good": self.own.issue("good", here),
            "wrong-name": self.own.issue("wrong-name", "DNS:mail.other.test"),
            "expired": self.own.issue("expired", here, days=-1, begun=-30),
            "other-ca": self.other.issue("other-ca", here),
        }

    def server_context(self, label="good"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.pairs[label])
        return context


def encode_name(name):
    """Modified UTF-7 (RFC 3501, 5.1.3), quoted."""
    def run(match):
        text = base64.b64encode(match.group().encode("utf-16-be")).rstrip(b"=").decode()
        return "&" + text.replace("/", ",") + "-"
    wire = re.sub(r"[^\x20-\x7e]+", run, name.replace("&", "&-"))
    return '"' + wire.replace("\\", "\\\\").replace('"', '\\"') + '"'


def again(command):
    """Its answer, asked a second time where two clients made Dovecot create a mailbox in one moment."""
    status, answer = command()
    return command() if answer[0] and b"[ALREADYEXISTS]" in answer[0] else (status, answer)


class Dovecot:
    """tls=False: no TLS at all. special_use=False: the folders are only known by their names."""

    def __init__(self, drafts="Drafts", sent="Sent", special_use=True, tls=True,
                 certificate="good", mechanisms="plain login", connections=50, extra=""):
        self.program = find_dovecot()
        if not self.program:
            raise FileNotFoundError("dovecot is not installed")
        self.folder = short_temporary_folder()
        self.process = None
        atexit.register(self.stop)
        self.tls = tls
        self.drafts = drafts
        self.sent = sent
        self.options = {"certificate": certificate, "special_use": special_use,
                        "mechanisms": mechanisms, "connections": connections, "extra": extra}
        self.certificates = Certificates(self.folder)
        self._prepare()
        self._start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    # ---- starting and stopping ----

    def _prepare(self):
        root = os.geteuid() == 0
        self.user = "nobody" if root else pwd.getpwuid(os.geteuid()).pw_name
        entry = pwd.getpwnam(self.user)
        self.group = grp.getgrgid(entry.pw_gid).gr_name
        for name in ("mail", "state", "run"):
            os.makedirs(f"{self.folder}/{name}", exist_ok=True)
        if root:
            os.chown(f"{self.folder}/mail", entry.pw_uid, entry.pw_gid)
        self.add_user(USER, PASSWORD)

    def add_user(self, user, password):
        with open(f"{self.folder}/passwd", "a", encoding="utf-8") as file:
            file.write(f"{user}:{{PLAIN}}{password}\n")
        os.chmod(f"{self.folder}/passwd", 0o644)

    def _write_own_conf(self):
        certificate, key = self.certificates.pairs[self.options["certificate"]]
        special = self.options["special_use"]
        text = CONF.format(
            dir=self.folder, user=self.user, group=self.group, token=self.token,
            ssl="required" if self.tls else "no",
            protect="yes" if self.tls else "no",
            certificate=f"ssl_cert = <{certificate}\nssl_key = <{key}" if self.tls else "",
            mechanisms=self.options["mechanisms"], connections=self.options["connections"],
            imap_port=self.imap_port, imaps_port=self.imaps_port if self.tls else 0,
            drafts=self.drafts, sent=self.sent,
            special_drafts="special_use = \\Drafts" if special else "",
            special_sent="special_use = \\Sent" if special else "", extra=self.options["extra"])
        with open(f"{self.folder}/d.conf", "w", encoding="utf-8") as file:
            file.write(text)

    def _start(self):
        """Ports may be snatched between the choice and the start: then with others."""
        for _ in range(5):
            self.token = "regrets-" + secrets.token_hex(6)
            self.imap_port, self.imaps_port = free_port(), free_port()
            self._write_own_conf()
            self.process = subprocess.Popen(
                [self.program, "-F", "-c", f"{self.folder}/d.conf"], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            if self._is_up():
                return
            self._end()
        raise RuntimeError("dovecot doesn't start:\n" + self.log())

    def _is_up(self):
        """Whether the listener answers with our own greeting."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.imap_port), timeout=5) as probe:
                    if self.token.encode() in probe.recv(1000):
                        return True
            except OSError:
                pass
            time.sleep(0.02)
        return False

    def log(self):
        text = ""
        if self.process and self.process.poll() is not None and self.process.stderr:
            text = self.process.stderr.read().decode(errors="replace")
        try:
            with open(f"{self.folder}/log", encoding="utf-8", errors="replace") as file:
                return text + file.read()
        except OSError:
            return text

    def _end(self):
        if not self.process:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.process = None

    def stop(self):
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def restart(self):
        """On the same ports, with the same mail."""
        self._end()
        self.process = subprocess.Popen(
            [self.program, "-F", "-c", f"{self.folder}/d.conf"], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if not self._is_up():
            raise RuntimeError("dovecot doesn't start again:\n" + self.log())

    # ---- what tests do with it ----

    def connect(self, user=USER, password=PASSWORD):
        """A logged-in imaplib connection."""
        if self.tls:
            context = ssl.create_default_context(cafile=self.certificates.own.certificate)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            imap = imaplib.IMAP4_SSL("127.0.0.1", self.imaps_port, ssl_context=context, timeout=20)
        else:
            imap = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=20)
        imap.login(user, password)
        return imap

    def deliver(self, message, mailbox="INBOX", flags="", date=None, user=USER, password=PASSWORD):
        """Puts a message (bytes) into a mailbox; its UID. `date`: aware datetime of arrival."""
        arrival = imaplib.Time2Internaldate(date or datetime.datetime.now(datetime.timezone.utc))
        text = message.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        with self.connect(user, password) as imap:
            status, answer = again(lambda: imap.append(encode_name(mailbox), flags, arrival, text))
            assert status == "OK", answer
            return int(re.search(rb"APPENDUID \d+ (\d+)", answer[0]).group(1))

    def create(self, mailbox, user=USER, password=PASSWORD):
        with self.connect(user, password) as imap:
            status, answer = imap.create(encode_name(mailbox))
            assert status == "OK", answer

    def messages(self, mailbox="INBOX", user=USER, password=PASSWORD):
        """[(uid, set of flags, bytes)] without marking anything read."""
        found = []
        with self.connect(user, password) as imap:
            status, answer = again(lambda: imap.select(encode_name(mailbox), readonly=True))
            assert status == "OK", answer
            _, answer = imap.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[])")
            for part in answer:
                if not isinstance(part, tuple):
                    continue
                uid = int(re.search(rb"UID (\d+)", part[0]).group(1))
                flags = re.search(rb"FLAGS \(([^)]*)\)", part[0]).group(1)
                found.append((uid, set(flags.decode().split()), part[1]))
        return found

    def store(self, uid, flags, mailbox="INBOX", how="+FLAGS", user=USER, password=PASSWORD):
        with self.connect(user, password) as imap:
            again(lambda: imap.select(encode_name(mailbox)))
            status, answer = imap.uid("STORE", str(uid), how, f"({flags})")
            assert status == "OK", answer

    def write_conf(self, path, security=None, host="localhost", ca=None, password=PASSWORD,
                   user=USER, name="test", extra=""):
        """A regrets.conf with one account here; its password comes from a command."""
        security = security or ("tls" if self.tls else "none")
        port = self.imaps_port if security == "tls" else self.imap_port
        trusted = ca or self.certificates.own.certificate
        return write_conf(path, security, host, port, trusted, password, user, name, extra)


def write_conf(path, security, host, port, ca, password=PASSWORD, user=USER, name="test", extra=""):
    """`ca`: the file of those who may vouch for the server; None without TLS."""
    secret = path + ".password"
    with open(secret, "w", encoding="utf-8") as file:
        file.write(password + "\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"[account {name}]\naddress = {user}@example.test\nhost = {host}\nport = {port}\n"
                   f"security = {security}\nlogin = {user}\npassword_command = cat '{secret}'\n"
                   + (f"ca_file = {ca}\n" if ca else "") + f"{extra}\n")
    return path
