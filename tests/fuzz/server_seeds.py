# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what servers say, honest and other, into a folder: server_seeds.py FOLDER. The first byte is
the step of server.c that it answers."""

import pathlib
import sys

HEADER = b"From: Priya <priya@fernwood.example>\r\nSubject: x\r\nMessage-ID: <invite-1@fernwood.example>\r\n\r\n"
GREETING = (b"* OK [CAPABILITY IMAP4rev1] ready\r\n* CAPABILITY IMAP4rev1 IDLE UIDPLUS\r\nrg1 OK done\r\n"
            b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS\r\nrg2 OK done\r\n")
LIST = (b'* LIST (\\HasNoChildren \\drafts) "/" "Entw&APw-rfe"\r\n* LIST (\\Noselect) NIL {5}\r\na"(b{\r\n'
        b'* LIST () "." "INBOX.20231231"\r\n* LIST () "/" INBOX\r\n')
SELECT = (b"* FLAGS (\\Seen \\Draft $RegretsDone)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\n* 4 EXISTS\r\n* 0 RECENT\r\n"
          b"* OK [UNSEEN 3] x\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 9] x\r\n* OK [HIGHESTMODSEQ 90000000000] x\r\n")


def fetch(uid, name, data):
    return (b"* %d FETCH (UID %d FLAGS (\\Answered $RegretsDone) RFC822.SIZE 900 MODSEQ (12) BODY[%s]<0> {%d}\r\n%s)\r\n"
            % (uid, uid, name, len(data), data))


SUMMARIES = b"".join(fetch(uid, b"HEADER.FIELDS (From Message-ID)", HEADER) for uid in (1, 2, 3))
IDLE = b"1 OK done\r\n* 4 EXISTS\r\n+ idling\r\n* 5 EXISTS\r\nrg1 OK done\r\n"

ANSWERS = [
    b"G" + GREETING, b"G* PREAUTH hello\r\n", b"G* BYE [UNAVAILABLE] later\r\n",
    b"L" + LIST + b"1 OK done\r\nrg1 OK done\r\nrg2 OK done\r\n", b"L" + LIST + b"1 NO [INUSE] locked\r\n",
    b"S" + SELECT + b"1 OK [READ-WRITE] done\r\n", b"S* OK [PERMANENTFLAGS ()] x\r\n1 OK [READ-ONLY] done\r\n",
    b"S* OK [PERMANENTFLAGS (*x \\*)] x\r\n1 OK done\r\n", b"S1 NO [NONEXISTENT] no such\r\n", b"S* BYE x\r\n",
    b"Q* SEARCH 9 3 3\r\n1 OK done\r\n* SEARCH 1 2 3\r\n2 OK done\r\n" + SUMMARIES + b"3 OK done\r\n",
    b"Q* ESEARCH (TAG \"1\") UID ALL 1:3\r\n1 OK done\r\n", b"Q1 BAD what\r\n",
    b"F" + SUMMARIES + b"1 OK done\r\n", b"F" + SUMMARIES + b"1 NO [THROTTLED] x\r\n", b"F1 NO [THROTTLED] x\r\n",
    b"F1 BAD x\r\n", b"F" + SUMMARIES + b"1 BAD x\r\n", b"L" + LIST + b"1 BAD x\r\n", b"Q* SEARCH 1\r\n1 BAD x\r\n",
    b"B1 NO x\r\n", b"L1 NO x\r\n", b"Q1 NO x\r\n", b"Q* SEARCH 1 2\r\n1 NO x\r\n",
    b"F* 1 FETCH (FLAGS (\\Seen))\r\n* 2 EXPUNGE\r\n" + SUMMARIES + b"1 OK done\r\n",
    b"F" + fetch(1, b"HEADER", HEADER)[:60], b"F* 1 FETCH (BODYSTRUCTURE ((((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)\r\n",
    b'F* 1 FETCH (UID 1 ENVELOPE ("d" "s" (("P" NIL "p" "f")) NIL NIL NIL NIL NIL NIL "<i>") INTERNALDATE '
    b'"23-Nov-2026 09:00:00 +0000")\r\n1 OK done\r\n',
    b"B" + fetch(1, b"", HEADER + b"hello\r\n") + b"1 OK done\r\n", b'B* 1 FETCH (UID 1 BODY[]<0> "abc")\r\n1 OK done\r\n',
    b"B* 1 FETCH (UID 1 BODY[]<0> {4294967295}\r\nx", b"B* 1 FETCH (UID 1 BODY[]<0> NIL)\r\n1 OK done\r\n",
    b"M* SEARCH 1\r\n1 OK done\r\n" + fetch(1, b"HEADER", HEADER) + b"2 OK done\r\n",
    b"A* 5 EXISTS\r\n+ go\r\n* 6 EXISTS\r\nrg1 OK [APPENDUID 7 42] done\r\n", b"Arg1 NO [OVERQUOTA] full\r\n",
    b"C* 1 FETCH (FLAGS ($RegretsDone))\r\nrg1 OK done\r\nrg2 OK done\r\n* 1 EXPUNGE\r\nrg3 OK done\r\n",
    b"Crg1 BAD no flag\r\n", b"I" + IDLE, b"I1 OK done\r\nrg1 NO not now\r\n",
    b" " + GREETING + LIST + b"1 OK done\r\n" + SELECT + b"2 OK [READ-WRITE] done\r\n* SEARCH 1 2 3\r\n3 OK done\r\n"
    b"* SEARCH 1 2 3\r\n4 OK done\r\n" + SUMMARIES + b"5 OK done\r\n" + SUMMARIES + b"6 OK done\r\n",
]

folder = pathlib.Path(sys.argv[1])
for number, answer in enumerate(ANSWERS):
    (folder / f"answer-{number}").write_bytes(answer)
