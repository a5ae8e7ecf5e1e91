# SPDX-License-Identifier: GPL-3.0-or-later
"""The IMAP session against a real Dovecot and against hostile servers. Prints TAP."""

import datetime
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dovecot import (PASSWORD, USER, Certificates, Dovecot, find_dovecot,  # noqa: E402
                     free_port, write_conf)
from fake_imap import CAPABILITIES, FakeImap  # noqa: E402

FOLDER = tempfile.TemporaryDirectory(prefix="rg-session-")
TESTS = []
DEADLINE = 2  # seconds, that hostile servers are given


def find_probe():
    places = [os.environ.get("SESSION_PROBE", ""),
              os.path.join(os.environ.get("builddir", "."), "tests/flow/session_probe"),
              os.path.join(os.path.dirname(os.path.abspath(__file__)), "session_probe")]
    return next((place for place in places if os.access(place, os.X_OK)), None)


PROBE = find_probe()
CERTIFICATES = None


def test(function):
    TESTS.append(function)
    return function


class Outcome:
    """What the probe printed, and what it cost."""

    def __init__(self, text, status, seconds, cpu, memory):
        self.text = text
        self.lines = text.splitlines()
        self.status = status
        self.seconds = seconds
        self.cpu = cpu
        self.memory = memory

    def error(self):
        last = self.lines[-1] if self.lines else ""
        return last.removeprefix("error ") if last.startswith("error ") else ""

    def after(self, word):
        """The lines that begin with this word, without it."""
        return [line.removeprefix(word + " ") for line in self.lines
                if line == word or line.startswith(word + " ")]


def probe(conf, *words, seconds=None, meanwhile=None):
    environment = dict(os.environ)
    environment.pop("SESSION_PROBE_SECONDS", None)
    if seconds:
        environment["SESSION_PROBE_SECONDS"] = str(seconds)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with subprocess.Popen([PROBE, conf, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, env=environment) as child:
        head = ""
        if meanwhile:
            for line in child.stdout:
                head += line
                if line == "idling\n":
                    meanwhile()
                    break
        try:
            rest = child.communicate(timeout=60)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Outcome(head + rest, child.returncode, time.monotonic() - start, cpu, after.ru_maxrss)


def equal(got, wanted):
    assert got == wanted, f"got {got!r}, not {wanted!r}"


def refused(outcome, code, *words):
    """Ended by this error, whose message holds all `words`; and the password isn't shown."""
    error = outcome.error()
    assert error.startswith(code + ": "), outcome.text
    for word in words:
        assert word in error, outcome.text
    assert PASSWORD not in outcome.text, "the password is shown"


def message(number, body="Hello.\n"):
    return (f"From: Ada <ada@corp.example>\nTo: {USER}@example.test\nSubject: Message {number}\n"
            f"Message-ID: <m{number}@corp.example>\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n\n"
            f"{body}").encode()


def path(name):
    return os.path.join(FOLDER.name, name)


# ---- a real server ----

@test
def all_calls_work():
    today = datetime.datetime.now(datetime.timezone.utc)
    old = today - datetime.timedelta(days=40)
    long_body = "".join(f"line {i} of a long mail\n" for i in range(100000))
    with open(path("draft"), "wb") as file:
        file.write(b"From: sam@example.test\nMessage-ID: <draft@example.test>\n\nThank you.\n")
    with Dovecot(drafts="Entwürfe") as server:
        server.deliver(message(1), date=old)
        server.deliver(message(2, long_body), flags="\\Answered")
        server.deliver(message(3), flags="\\Deleted")
        server.deliver(message(4))
        raw = {uid: text for uid, _, text in server.messages()}
        for security in ("tls", "starttls"):
            conf = server.write_conf(path("conf"), security)
            day = (today - datetime.timedelta(days=14)).strftime("%Y-%m-%d")
            got = probe(conf, "open", "login", "has", "idle", "has", "NOSUCH", "list", "find",
                        "select", "INBOX", "since", day, "from", "2", "from", "5", "from", "1",
                        "fetch", "id", "m2@corp.example", "id", "m2@corp", "id", 'a"\r\nb',
                        "bytes", "2", "0", "8000000", "bytes", "2", "100", "50",
                        "bytes", "4", "999999", "10", "append", "Entwürfe", path("draft"), "poll",
                        "done", "1", "from", "1", "fetch", "select", "Entwürfe", "id",
                        "draft@example.test", "from", "1", "fetch", "free")
            assert not got.error(), got.text
            equal(got.status, 0)
            equal(got.after("has"), ["idle 1", "NOSUCH 0"])
            equal(sorted(got.after("mailbox")), ["0 INBOX", "1 Entwürfe", "2 Sent"])
            equal(got.after("drafts") + got.after("sent"), ["Entwürfe", "Sent"])
            equal(got.after("selected")[0], "validity=1 next=5 exists=4 readonly=0 keywords=1")
            equal(got.after("uids")[:7], ["2 4", "2 3 4", "uids", "1 2 3 4", "2", "uids", "uids"])
            expected = [f"uid={uid} size={len(raw[uid])} answered={int(uid == 2)} "
                        f"deleted={int(uid == 3)} draft=0 done=0 "
                        f"header={header_size(raw[uid])}"
                        for uid in sorted(raw)]
            if security == "tls":
                equal(got.after("summary")[:4], expected)
            expected[0] = expected[0].replace("done=0", "done=1")
            equal(got.after("summary")[4:8], expected)
            wanted = [raw[2], raw[2][100:150], b""]
            equal(got.after("bytes"),
                  [f"{len(part)} {hashlib.sha256(part).hexdigest()}" for part in wanted])
            uid = got.after("appended")[0]
            equal(got.after("uids")[8].split()[-1], uid)
            drafts = {str(uid): (flags, text) for uid, flags, text in server.messages("Entwürfe")}
            equal(drafts[uid][0], {"\\Draft", "\\Seen"})
            equal(drafts[uid][1], open(path("draft"), "rb").read().replace(b"\n", b"\r\n"))
        flags = {uid: flags for uid, flags, _ in server.messages()}
        equal(flags, {1: {"$RegretsDone"}, 2: {"\\Answered"}, 3: {"\\Deleted"}, 4: set()})


def header_size(text):
    return text.index(b"\r\n\r\n") + 4


@test
def many_messages_come_in_batches():
    with Dovecot() as server:
        with server.connect() as imap:
            for i in range(230):
                text = message(i).replace(b"\n", b"\r\n").replace(b"Subject:", b"X-Pad: "
                                                                  + b"y" * 900 + b"\r\nSubject:")
                imap.append("INBOX", "", None, text)
        conf = server.write_conf(path("conf"))
        got = probe(conf, "open", "login", "select", "INBOX", "from", "1", "fetch", "free")
        equal(len(got.after("summary")), 230)
        equal([line.split()[0] for line in got.after("summary")],
              [f"uid={i}" for i in range(1, 231)])
        assert all("\\Seen" not in flags for _, flags, _ in server.messages())


@test
def a_long_header_is_cut():
    with Dovecot() as server:
        server.deliver(b"Subject: x" + b" y\n" * 40000 + b"\nbody\n")
        conf = server.write_conf(path("conf"))
        got = probe(conf, "open", "login", "select", "INBOX", "from", "1", "fetch")
        equal(got.after("summary")[0].split()[-1], "header=65536")


@test
def only_the_given_messages_are_expunged():
    with Dovecot() as server:
        for i in range(3):
            server.deliver(message(i), flags="\\Deleted" if i == 0 else "")
        conf = server.write_conf(path("conf"))
        got = probe(conf, "open", "login", "select", "INBOX", "expunge", "2", "free")
        equal(got.text, "selected validity=1 next=4 exists=3 readonly=0 keywords=1\n")
        equal([uid for uid, _, _ in server.messages()], [1, 3])


@test
def a_message_that_is_gone():
    with Dovecot() as server:
        server.deliver(message(1))
        conf = server.write_conf(path("conf"))
        got = probe(conf, "open", "login", "select", "INBOX", "bytes", "7", "0", "10")
        refused(got, "INPUT", "UID 7 is gone")


@test
def mailboxes_that_refuse():
    with open(path("draft"), "wb") as file:
        file.write(b"Subject: x\n\ny\n")
    with Dovecot() as server:
        conf = server.write_conf(path("conf"))
        refused(probe(conf, "open", "login", "select", "Nowhere"), "MAILBOX", "Nowhere")
        refused(probe(conf, "open", "login", "append", "Nowhere", path("draft")), "MAILBOX",
                "Nowhere")


@test
def idle_tells_news():
    for security in ("tls", "starttls"):
        with Dovecot() as server:
            conf = server.write_conf(path("conf"), security)
            got = probe(conf, "open", "login", "select", "INBOX", "idle", "select", "INBOX", "from", "1",
                        meanwhile=lambda: server.deliver(message(1)), seconds=5)
            assert got.lines[:5] == ["selected validity=1 next=1 exists=0 readonly=0 keywords=1", "idling", "changed",
                                     "selected validity=1 next=2 exists=1 readonly=0 keywords=1", "uids 1"], got.text


@test
def folders_known_by_name_only():
    with Dovecot(drafts="Brouillons", sent="Éléments envoyés", special_use=False) as server:
        conf = server.write_conf(path("conf"))
        got = probe(conf, "open", "login", "list", "find")
        equal(got.after("drafts") + got.after("sent"), ["Brouillons", "Éléments envoyés"])


@test
def without_tls_on_loopback():
    with Dovecot(tls=False) as server:
        conf = server.write_conf(path("conf"), "none", "127.0.0.1")
        equal(probe(conf, "open", "login", "has", "UIDPLUS", "free").text, "has UIDPLUS 1\n")


@test
def wrong_password():
    with Dovecot() as server:
        conf = server.write_conf(path("conf"), password="not it")
        refused(probe(conf, "open", "login"), "LOGIN", "sam", "localhost")


@test
def too_many_connections():
    with Dovecot(connections=1) as server:
        conf = server.write_conf(path("conf"))
        imap = server.connect()
        got = probe(conf, "open", "login", "poll")
        assert got.error().startswith(("TEMPORARY", "UNAVAILABLE")), got.text
        imap.logout()


@test
def a_server_that_dies():
    with Dovecot() as server:
        conf = server.write_conf(path("conf"))
        got = probe(conf, "open", "login", "select", "INBOX", "idle", "poll",
                    meanwhile=server.stop)
        refused(got, "UNAVAILABLE")


# ---- certificates ----

def with_certificate(label, ca=None, host="localhost"):
    def script(peer):
        peer.greet()
        peer.log_in()
    with FakeImap(script, CERTIFICATES.server_context(label)) as server:
        conf = write_conf(path("conf"), "tls", host, server.port,
                          ca or CERTIFICATES.own.certificate)
        got = probe(conf, "open", "login", "free")
        return got, server.heard(PASSWORD)


@test
def a_good_certificate():
    for host in ("localhost", "127.0.0.1"):
        got, heard = with_certificate("good", host=host)
        equal(got.text, "")
        assert heard


@test
def bad_certificates():
    cases = [("wrong-name", None, ["certificate of localhost is refused",
                                   "it is for another name (mail.other.test)"]),
             ("expired", None, ["certificate of localhost is refused", "it has expired (on 20"]),
             ("other-ca", None, ["its issuer is not trusted (issuer CN=Some other CA)"]),
             ("good", CERTIFICATES.other.certificate,
              ["its issuer is not trusted (issuer CN=Regrets test CA)"])]
    for label, ca, words in cases:
        got, heard = with_certificate(label, ca)
        refused(got, "CERTIFICATE", *words)
        assert not heard, label


@test
def bad_certificates_after_starttls():
    for label in ("wrong-name", "expired", "other-ca"):
        def script(peer, label=label):
            peer.greet()
            peer.capability("IMAP4rev1 STARTTLS")
            peer.command("STARTTLS")
            peer.ok()
            peer.start_tls(CERTIFICATES.server_context(label))
            peer.log_in()
        got, heard = starttls(script)
        refused(got, "CERTIFICATE", "certificate of localhost is refused")
        assert not heard, label


@test
def a_file_without_certificates():
    open(path("empty"), "w", encoding="utf-8").close()
    got, heard = with_certificate("good", path("empty"))
    assert got.error().startswith(("CONFIG", "CERTIFICATE")), got.text
    assert not heard


# ---- servers that try to do without TLS ----

def starttls(script):
    with FakeImap(script) as server:
        conf = write_conf(path("conf"), "starttls", "localhost", server.port,
                          CERTIFICATES.own.certificate)
        got = probe(conf, "open", "login", "free", seconds=DEADLINE)
        equal(server.failures, [])
        return got, server.heard(PASSWORD)


@test
def starttls_works():
    def script(peer):
        peer.greet(b"OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] ready")
        peer.capability("IMAP4rev1 LOGINDISABLED STARTTLS")
        peer.command("STARTTLS")
        peer.ok()
        peer.start_tls(CERTIFICATES.server_context())
        peer.log_in()
    got, heard = starttls(script)
    equal(got.text, "")
    assert heard


@test
def a_plain_server_where_tls_is_wanted():
    with FakeImap(lambda peer: (peer.greet(), peer.log_in())) as server:
        conf = write_conf(path("conf"), "tls", "localhost", server.port,
                          CERTIFICATES.own.certificate)
        refused(probe(conf, "open", "login", seconds=DEADLINE), "UNAVAILABLE", "TLS")
        assert not server.heard(PASSWORD)


@test
def starttls_stripped():
    def script(peer):
        peer.greet()
        peer.capability("IMAP4rev1 AUTH=PLAIN")
        peer.authenticate()
    got, heard = starttls(script)
    refused(got, "CERTIFICATE", "doesn't offer STARTTLS")
    assert not heard


@test
def starttls_refused():
    def script(peer):
        peer.greet()
        peer.capability("IMAP4rev1 AUTH=PLAIN STARTTLS")
        peer.command("STARTTLS")
        peer.no(b"not today")
        peer.log_in()
    got, heard = starttls(script)
    refused(got, "CERTIFICATE", "refuses STARTTLS")
    assert not heard


@test
def preauth_before_starttls():
    def script(peer):
        peer.greet(b"PREAUTH welcome")
        peer.capability("IMAP4rev1 STARTTLS")
    got, heard = starttls(script)
    refused(got, "CERTIFICATE", "logs in by itself")
    assert not heard


@test
def injected_bytes_behind_starttls():
    def script(peer):
        peer.greet()
        peer.capability("IMAP4rev1 STARTTLS")
        peer.command("STARTTLS")
        peer.send(peer.tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
        peer.start_tls(CERTIFICATES.server_context())
        peer.log_in()
    got, heard = starttls(script)
    refused(got, "CERTIFICATE", "before TLS began")
    assert not heard


@test
def capabilities_from_before_tls_are_forgotten():
    def script(peer):
        peer.greet()
        peer.capability("IMAP4rev1 AUTH=PLAIN STARTTLS XFORGED")
        peer.command("STARTTLS")
        peer.ok()
        peer.start_tls(CERTIFICATES.server_context())
        peer.log_in()
    with FakeImap(script) as server:
        conf = write_conf(path("conf"), "starttls", "localhost", server.port,
                          CERTIFICATES.own.certificate)
        equal(probe(conf, "open", "has", "XFORGED", "login", "free").text, "has XFORGED 0\n")


# ---- logging in ----

def log_in(answer, capabilities=CAPABILITIES, mechanism="plain"):
    """Opens and logs in; `answer` is sent to the password. (outcome, heard, lines)"""
    def script(peer):
        peer.greet()
        peer.capability(capabilities)
        if mechanism == "plain":
            peer.authenticate()
        else:
            peer.command("LOGIN")
        peer.send(answer.replace(b"TAG", peer.tag) + b"\r\n")
        peer.capability(capabilities)
    with FakeImap(script) as server:
        conf = write_conf(path("conf"), "none", "127.0.0.1", server.port,
                          CERTIFICATES.own.certificate)
        got = probe(conf, "open", "login", "free", seconds=DEADLINE)
        return got, server.heard(PASSWORD), server.lines


@test
def refused_logins_are_graded():
    cases = [(b"TAG NO [AUTHENTICATIONFAILED] Invalid credentials", "LOGIN", "Invalid credentials"),
             (b"TAG NO [AUTHORIZATIONFAILED] x", "LOGIN", "x"),
             (b"TAG NO [EXPIRED] x", "LOGIN", "x"),
             (b"TAG NO [PRIVACYREQUIRED] x", "LOGIN", "x"),
             (b"TAG NO LOGIN failed.", "LOGIN", "LOGIN failed."),
             (b"TAG NO [ALERT] Application-specific password required", "LOGIN", "Application"),
             (b"TAG NO [UNAVAILABLE] x", "TEMPORARY", "x"),
             (b"TAG NO [LIMIT] x", "TEMPORARY", "x"),
             (b"TAG NO [INUSE] x", "TEMPORARY", "x"),
             (b"TAG NO [OVERQUOTA] x", "TEMPORARY", "x"),
             (b"TAG NO [THROTTLED] x", "TEMPORARY", "x"),
             (b"TAG NO [ALERT] Too many simultaneous connections. (Failure)", "TEMPORARY", "Too"),
             (b"TAG NO Too many simultaneous connections", "TEMPORARY", "Too"),
             (b"TAG BAD what", "TEMPORARY", "what"),
             (b"* BYE overloaded", "UNAVAILABLE", "overloaded"),
             (b"TAG NO", "LOGIN", "without a word")]
    for answer, code, word in cases:
        got, heard, _ = log_in(answer)
        refused(got, code, word)
        assert heard


@test
def passwords_are_not_shown():
    shown = PASSWORD.encode()
    for answer in (b"TAG NO sam " + shown + b" is wrong", b"* BYE " + shown, shown,
                   b"TAG BAD LOGIN sam " + shown):
        got, heard, _ = log_in(answer)
        assert got.error(), got.text
        assert PASSWORD not in got.text, got.text
        assert heard


@test
def logindisabled():
    got, heard, lines = log_in(b"TAG OK", "IMAP4rev1 LOGINDISABLED", "login")
    refused(got, "LOGIN", "takes no passwords")
    assert not heard
    assert not any(b"LOGIN " in line for line in lines)


@test
def login_is_quoted():
    got, _, lines = log_in(b"TAG OK done", "IMAP4rev1", "login")
    equal(got.text, "")
    assert any(line.endswith(b'LOGIN "sam" "s3cr\\"et\\\\word"') for line in lines), lines


# ---- hostile and broken servers ----

def after_login(script, *words, seconds=DEADLINE):
    def whole(peer):
        peer.greet()
        peer.log_in()
        script(peer)
    with FakeImap(whole) as server:
        conf = write_conf(path("conf"), "none", "127.0.0.1", server.port,
                          CERTIFICATES.own.certificate)
        got = probe(conf, "open", "login", *words, seconds=seconds)
        equal(server.failures, [])
        return got, server.lines


def quickly(got, code="UNAVAILABLE"):
    refused(got, code)
    assert got.seconds < DEADLINE + 3, f"took {got.seconds:.1f} s"
    assert got.cpu < 2, f"took {got.cpu:.1f} s of CPU"


def drip(peer, data):
    for byte in data:
        peer.send(bytes([byte]))
        time.sleep(0.2)


def hostile_fetch(data, close=False):
    def script(peer):
        peer.select()
        peer.answer("UID SEARCH", b"* SEARCH 1\r\n")
        peer.command("UID FETCH")
        peer.send(data)
        if close:
            peer.close()
        else:
            peer.line()
    return after_login(script, "select", "INBOX", "from", "1", "fetch", "free")[0]


@test
def hostile_answers_end_quickly():
    literal = b"* 1 FETCH (UID 1 BODY[HEADER]<0> {100}\r\nSubject: x"
    cases = [("end inside a literal", literal, True),
             ("silence inside a literal", literal, False),
             ("huge literal", b"* 1 FETCH (BODY[HEADER]<0> {4294967295}\r\nx", False),
             ("nesting", b"* 1 FETCH (BODYSTRUCTURE " + b"(" * 200000, False),
             ("a line without end", b"* OK " + b"x" * 3000000, False),
             ("a UID too big", b"* 1 FETCH (UID 99999999999999 FLAGS ())\r\n", False),
             ("a NUL", b"* 1 FETCH (FLAGS (\0))\r\n", False),
             ("a hidden literal", b"* OK x {8000000}\r\n" + b"(" * 1000, False),
             ("garbage", b"\xff\xfe\x00\x01 hello\r\n", False),
             ("nothing", b"", False),
             ("the end", b"", True),
             ("a foreign tag", b"999 OK done\r\n", False),
             ("BYE", b"* BYE enough\r\n", True)]
    for name, data, close in cases:
        try:
            quickly(hostile_fetch(data, close))
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


@test
def each_command_has_a_deadline():
    with open(path("draft"), "wb") as file:
        file.write(b"Subject: x\n\ny\n")
    steps = {"LIST": ["list"], "SELECT": ["select", "INBOX"], "UID SEARCH": ["select", "INBOX", "from", "1"],
             "UID FETCH": ["select", "INBOX", "bytes", "1", "0", "9"], "APPEND": ["append", "Drafts", path("draft")],
             "UID STORE": ["select", "INBOX", "done", "1"], "UID EXPUNGE": ["select", "INBOX", "expunge", "1"],
             "NOOP": ["poll"], "IDLE": ["idle"], "DONE": ["idle"]}
    for silent, words in steps.items():
        def script(peer, silent=silent):
            while True:
                name = peer.command()[0]
                if name == silent:
                    peer.line()  # and not a word
                if name == "SELECT":
                    peer.send(b"* OK [PERMANENTFLAGS (\\*)] x\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n")
                if name == "IDLE":
                    peer.send(b"* 1 EXISTS\r\n+ idling\r\n")
                    peer.line()
                    peer.line()  # not a word to DONE
                peer.ok()
        got, _ = after_login(script, *words, seconds=1)
        quickly(got)
        assert "no answer in time" in got.error(), (silent, got.text)


@test
def a_dripping_server():
    def script(peer):
        peer.command("NOOP")
        drip(peer, b"* OK " + b"x" * 100 + b"\r\n")
    got, _ = after_login(script, "poll")
    quickly(got)
    assert "no answer in time" in got.error(), got.text


@test
def a_dripping_greeting():
    with FakeImap(lambda peer: drip(peer, b"* OK " + b"x" * 100)) as server:
        conf = write_conf(path("conf"), "none", "127.0.0.1", server.port,
                          CERTIFICATES.own.certificate)
        quickly(probe(conf, "open", seconds=DEADLINE))


@test
def a_silent_handshake():
    with FakeImap(lambda peer: peer.take(1000000)) as server:
        conf = write_conf(path("conf"), "tls", "localhost", server.port,
                          CERTIFICATES.own.certificate)
        quickly(probe(conf, "open", seconds=DEADLINE))


@test
def nobody_listens():
    conf = write_conf(path("conf"), "tls", "localhost", free_port(), CERTIFICATES.own.certificate)
    quickly(probe(conf, "open", seconds=DEADLINE))


@test
def endless_small_answers():
    def script(peer):
        peer.command("NOOP")
        while True:
            peer.send(b"* 1 FETCH (FLAGS (\\Seen))\r\n" * 1000)
    got, _ = after_login(script, "poll", seconds=20)
    refused(got, "UNAVAILABLE", "refused")
    assert got.seconds < 15, f"took {got.seconds:.1f} s"


@test
def a_server_that_reads_nothing():
    with open(path("big"), "wb") as file:
        file.write(b"Subject: x\n\n" + b"y" * 70 + b"\n" + b"z" * 16000000)

    def script(peer):
        peer.command("APPEND")
        peer.send(b"+ go\r\n")
        time.sleep(DEADLINE + 1)
    quickly(after_login(script, "append", "Drafts", path("big"))[0])


# ---- servers that are merely odd ----

@test
def untagged_before_the_continuation():
    with open(path("draft"), "wb") as file:
        file.write(b"Subject: x\n\ny\n")

    def script(peer):
        peer.select()
        peer.command("APPEND")
        peer.send(b"* 5 EXISTS\r\n+ go\r\n")
        peer.take(len(b"Subject: x\r\n\r\ny\r\n\r\n"))
        peer.send(b"* 6 EXISTS\r\n")
        peer.ok(b"[APPENDUID 7 42] done")
        peer.command("IDLE")
        peer.send(b"* 7 EXISTS\r\n+ idling\r\n")
        equal(peer.line(), b"DONE")
        peer.ok()
    got, _ = after_login(script, "select", "INBOX", "append", "Drafts", path("draft"), "idle",
                         "poll", "free", seconds=5)
    equal(got.lines[1:], ["appended 42", "idling", "changed"])


@test
def idle_news_in_one_packet():
    def script(peer):
        peer.command("IDLE")
        peer.send(b"+ idling\r\n* 4 EXISTS\r\n")
        equal(peer.line(), b"DONE")
        peer.ok()
    got, _ = after_login(script, "idle", "poll", "free", seconds=5)
    equal(got.lines, ["idling", "changed"])


@test
def news_that_libetpan_read_ahead():
    def script(peer):
        peer.command("NOOP")
        peer.send(peer.tag + b" OK done\r\n* 4 EXI")
        peer.command("IDLE")
        peer.send(b"STS\r\n+ idling\r\n")
        equal(peer.line(), b"DONE")
        peer.ok()
        peer.command("NOOP")
        peer.ok()
    got, _ = after_login(script, "poll", "idle", "poll", "free", seconds=5)
    equal(got.lines, ["idling", "changed"])


@test
def no_keywords():
    def script(peer):
        peer.select(keywords=False)
    got, lines = after_login(script, "select", "INBOX", "done", "1")
    refused(got, "MAILBOX", "keeps no keywords")
    assert not any(b"STORE" in line for line in lines)


@test
def permanent_flags_empty():
    for flags in (b"()", b"NIL"):
        def script(peer, flags=flags):
            peer.answer("SELECT", b"* OK [PERMANENTFLAGS " + flags + b"] x\r\n* 1 EXISTS\r\n"
                        b"* OK [UIDVALIDITY 7] x\r\n", b"[READ-ONLY] done")
        got, _ = after_login(script, "select", "INBOX")
        assert got.error() or got.lines == [
            "selected validity=1 next=0 exists=1 readonly=1 keywords=0"], got.text


def fetched(number, uid, header):
    return (f"* {number} FETCH (UID {uid} FLAGS () RFC822.SIZE 9 "
            f"BODY[HEADER]<0> {{{len(header)}}}\r\n").encode() + header + b")\r\n"


@test
def search_answers_that_lie():
    def script(peer):
        peer.select()
        peer.answer("UID SEARCH", b"* SEARCH 9 3 3 0 5\r\n")
        peer.answer("UID SEARCH", b"")
        peer.answer("UID SEARCH", b"* SEARCH 1 2\r\n")
        peer.answer("UID FETCH", fetched(1, 1, b"Message-Id:\r\n <wanted@x>\r\n\r\n")
                    + b"* 2 FETCH (FLAGS (\\Seen))\r\n"
                    + fetched(2, 2, b"Message-ID: <wanted@xy>\r\n\r\n")
                    + fetched(3, 77, b"Message-ID: <wanted@x>\r\n\r\n"))
    got, _ = after_login(script, "select", "INBOX", "from", "4", "from", "4", "id", "wanted@x")
    equal(got.after("uids"), ["5 9", "uids", "1"])


@test
def refusals_are_graded():
    cases = [(b"[UNAVAILABLE] later", "TEMPORARY"), (b"[INUSE] locked", "TEMPORARY"),
             (b"[OVERQUOTA] full", "MAILBOX"), (b"[TRYCREATE] no such", "MAILBOX"),
             (b"[NONEXISTENT] no such", "MAILBOX"), (b"no", "MAILBOX")]
    with open(path("draft"), "wb") as file:
        file.write(b"Subject: x\n\ny\n")
    for answer, code in cases:
        def select(peer, answer=answer):
            peer.command("SELECT")
            peer.no(answer)
        refused(after_login(select, "select", "INBOX")[0], code)

        def append(peer, answer=answer):
            peer.command("APPEND")
            peer.no(answer)
        refused(after_login(append, "append", "Drafts", path("draft"))[0], code)


@test
def names_that_are_odd():
    def script(peer):
        peer.answer("LIST", b'* LIST (\\HasNoChildren) "/" 20231231235959\r\n'
                            b'* LIST (\\drafts) "/" "Entw&APw-rfe"\r\n'
                            b'* LIST (\\Noselect) "/" "Drafts"\r\n'
                            b'* LIST () NIL {5}\r\na"(b{\r\n'
                            b'* LIST () "/" "&broken"\r\n'
                            b'* LIST (\\Marked \\Sent) "/" "Gesendet \\"neu\\""\r\n')
    got, _ = after_login(script, "list", "find")
    equal(got.after("mailbox"), ["0 20231231235959", "1 Entwürfe", "3 Drafts", '0 a"(b{',
                                 '2 Gesendet "neu"'])
    equal(got.after("drafts") + got.after("sent"), ["Entwürfe", 'Gesendet "neu"'])


# ---- running ----

def run(number, function):
    name = function.__name__.replace("_", " ")
    start = time.monotonic()
    try:
        function()
        print(f"ok {number} - {name} # {time.monotonic() - start:.1f} s", flush=True)
        return True
    except Exception:
        for line in traceback.format_exc().splitlines():
            print(f"# {line}")
        print(f"not ok {number} - {name}", flush=True)
        return False


def main():
    global CERTIFICATES
    if not find_dovecot():
        print("1..0 # SKIP dovecot is not installed")
        return 0
    if not PROBE:
        print("Bail out! session_probe is not built")
        return 1
    chosen = [f for f in TESTS if not sys.argv[1:] or f.__name__ in sys.argv[1:]]
    CERTIFICATES = Certificates(path("certificates"))
    print(f"1..{len(chosen)}", flush=True)
    results = [run(i, function) for i, function in enumerate(chosen, 1)]
    FOLDER.cleanup()
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
