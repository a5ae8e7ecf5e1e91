# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificates of a session, and servers that try to do without TLS. Prints TAP."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dovecot import PASSWORD, write_conf  # noqa: E402
from fake_imap import FakeImap  # noqa: E402
from session_trial import DEADLINE, certificates, equal, main, path, probe, refused, test  # noqa: E402

# ---- certificates ----

def with_certificate(label, ca=None, host="localhost"):
    def script(peer):
        peer.greet()
        peer.log_in()
    with FakeImap(script, certificates().server_context(label)) as server:
        conf = write_conf(path("conf"), "tls", host, server.port,
                          ca or certificates().own.certificate)
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
             ("good", certificates().other.certificate,
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
            peer.start_tls(certificates().server_context(label))
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
                          certificates().own.certificate)
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
        peer.start_tls(certificates().server_context())
        peer.log_in()
    got, heard = starttls(script)
    equal(got.text, "")
    assert heard


@test
def a_plain_server_where_tls_is_wanted():
    with FakeImap(lambda peer: (peer.greet(), peer.log_in())) as server:
        conf = write_conf(path("conf"), "tls", "localhost", server.port,
                          certificates().own.certificate)
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
        peer.start_tls(certificates().server_context())
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
        peer.start_tls(certificates().server_context())
        peer.log_in()
    with FakeImap(script) as server:
        conf = write_conf(path("conf"), "starttls", "localhost", server.port,
                          certificates().own.certificate)
        equal(probe(conf, "open", "has", "XFORGED", "login", "free").text, "has XFORGED 0\n")


sys.exit(main())
