# SPDX-License-Identifier: GPL-3.0-or-later
"""The session against hostile, broken and odd servers. Prints TAP."""

import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dovecot import free_port, write_conf  # noqa: E402
from fake_imap import FakeImap  # noqa: E402
from session_trial import DEADLINE, certificates, equal, main, path, probe, refused, test  # noqa: E402

# ---- hostile and broken servers ----

def after_login(script, *words, seconds=DEADLINE):
    def whole(peer):
        peer.greet()
        peer.log_in()
        script(peer)
    with FakeImap(whole) as server:
        conf = write_conf(path("conf"), "none", "127.0.0.1", server.port,
                          certificates().own.certificate)
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
                          certificates().own.certificate)
        quickly(probe(conf, "open", seconds=DEADLINE))


@test
def a_silent_handshake():
    with FakeImap(lambda peer: peer.take(1000000)) as server:
        conf = write_conf(path("conf"), "tls", "localhost", server.port,
                          certificates().own.certificate)
        quickly(probe(conf, "open", seconds=DEADLINE))


@test
def nobody_listens():
    conf = write_conf(path("conf"), "tls", "localhost", free_port(), certificates().own.certificate)
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


sys.exit(main())
