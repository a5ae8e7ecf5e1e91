# SPDX-License-Identifier: GPL-3.0-or-later
"""The IMAP session against a real Dovecot, and how it logs in. Prints TAP."""

import datetime
import hashlib
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dovecot import PASSWORD, Dovecot, write_conf  # noqa: E402
from fake_imap import CAPABILITIES, FakeImap  # noqa: E402
from session_trial import DEADLINE, certificates, equal, main, message, path, probe, refused, test  # noqa: E402

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
                          certificates().own.certificate)
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


sys.exit(main())
