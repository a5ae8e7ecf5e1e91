#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sample mail that is written many to a file, as tests/mail/README tells: makes messages of it.

    python3 tests/house/letters.py FILE.txt FOLDER

writes NAME.eml and NAME.json, its golden outcome, for each mail of FILE.txt, and refuses what is wrong."""

import datetime
import email.header
import email.message
import email.utils
import json
import pathlib
import re
import sys
import zlib

KINDS = ("invitation reschedule cancellation acknowledgement rejection offer assessment outreach alert thanks"
         " asks-why persuades other").split()
INVITATIONS = ("invitation", "reschedule")
FACTS = {"company": None, "position": None, "contact": {"name": None, "address": None}, "via_recruiter": False,
         "stage": "unknown", "mode": "unknown", "place": None, "times": [], "reply_by": None, "reply_to": None,
         "scheduling_link": None, "calendar": False, "salary": None, "phone": None}
CHOICES = {"stage": ("first", "second", "final", "informational", "unknown"),
           "mode": ("onsite", "remote", "phone", "hybrid", "unknown")}
OURS = ("kind", "language", "format", "encoding", "charset")
ADDRESSES = ("from", "to", "cc", "reply-to", "sender")


def encoded(value):
    """The addresses of a header line with their names as RFC 5322 and 2047 want them: "Kraft, Ida <ida@...>" is one."""
    one = re.fullmatch(r"([^<>\"]+?) *<([^<>]+)>", value)
    return ", ".join(email.utils.formataddr((name if name.isascii() else str(email.header.Header(name, "utf-8")), address))
                     for name, address in ([one.groups()] if one else email.utils.getaddresses([value])))


class Letter:
    def __init__(self, text):
        self.name, rest = text.split("\n", 1)
        if not re.fullmatch(r"[a-z0-9-]+", self.name):
            raise ValueError("not a name")
        parts = re.split(r"(?m)^--- (ics|facts|html|plain)\s*$\n?", rest)
        head, self.body = parts[0].split("\n\n", 1)
        self.parts = dict(zip(parts[1::2], parts[2::2]))
        self.headers = [tuple(part.strip() for part in line.split(":", 1))
                        for line in re.sub(r"\n[ \t]+", " ", head).strip().split("\n")]
        self.meta = {name.lower(): value for name, value in self.headers}
        if self.meta["kind"] not in KINDS:
            raise ValueError(f"no kind: {self.meta['kind']}")

    def message(self):
        message = email.message.EmailMessage()
        message.set_content(self.body.rstrip("\n") + "\n", cte=self.meta.get("encoding", "quoted-printable"),
                            subtype="html" if self.meta.get("format") == "html" else "plain",
                            charset=self.meta.get("charset", "utf-8"))
        if "html" in self.parts:
            message.add_alternative(self.parts["html"].rstrip("\n") + "\n", subtype="html", cte="quoted-printable")
        if "ics" in self.parts:
            calendar = "\r\n".join(self.parts["ics"].strip().splitlines()) + "\r\n"
            message.add_alternative(calendar, subtype="calendar", cte="quoted-printable")
            message.get_payload()[-1].set_param("method", re.search(r"METHOD:(\w+)", calendar).group(1))
        for name, value in self.headers:
            if name.lower() not in OURS:
                message[name] = encoded(value) if name.lower() in ADDRESSES else value
        if "Message-ID" not in message:
            domain = email.utils.parseaddr(self.meta["from"])[1].split("@")[-1]
            message["Message-ID"] = f"<{zlib.crc32(self.name.encode()):08x}.{self.name}@{domain}>"
        return message.as_bytes()

    def facts(self):
        facts = json.loads(self.parts["facts"])
        if facts.pop("partial", False):
            return facts
        if set(facts) - set(FACTS):
            raise ValueError(f"no facts: {set(facts) - set(FACTS)}")
        facts = {name: default if facts.get(name) is None else facts[name] for name, default in FACTS.items()}
        facts["calendar"] = "ics" in self.parts
        for name, choices in CHOICES.items():
            if facts[name] not in choices:
                raise ValueError(f"{name} is {facts[name]}")
        for time in facts["times"] + [facts["reply_by"]] * bool(facts["reply_by"]):
            datetime.datetime.fromisoformat(time)
        return facts

    def golden(self):
        golden = {"kind": self.meta["kind"], "language": self.meta["language"]}
        if self.meta["kind"] in INVITATIONS:
            golden["facts"] = self.facts()
        return golden


def read(path):
    return [Letter(text) for text in re.split(r"(?m)^=== ", pathlib.Path(path).read_text(encoding="utf-8"))[1:]]


def unfold(path, folder, prefix=""):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for letter in read(path):
        (folder / f"{prefix}{letter.name}.eml").write_bytes(letter.message())
        (folder / f"{prefix}{letter.name}.json").write_text(json.dumps(letter.golden(), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    unfold(*sys.argv[1:])
