# SPDX-License-Identifier: GPL-3.0-or-later
"""Grinds mail in any number straight into the Maildir of a Dovecot, faster than IMAP takes it."""

import base64
import os
import pathlib
import pwd

from dovecot import USER
from house import invitation

INVITED = 200    # one mail in so many is an invitation
ATTACHED = 5     # one in so many has attachments; these are most of the bytes
LISTED = 2       # one in so many is from a list, as newsletters are
ATTACHMENT = 245_000
NOISE = base64.encodebytes(bytes(i * i // 7 & 255 for i in range(3 * ATTACHMENT))).decode()

# What stands above a mail of today: two hops, two signatures and their verdicts.
TRACE = "".join(f"""\
Received: from mx{n}.relay.example (mx{n}.relay.example [192.0.2.{n}]) by mail.example.test with ESMTPS
 id 4F{n}9A7C21 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
 Mon, 23 Nov 2026 08:5{n}:00 +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=relay{n}.example; s=k1; t=1795424400;
 h=from:to:subject:date:message-id:mime-version:content-type; bh={"q8Zt" * 10}zA=;
 b={"Zx4pL0vKr7Tq" * 28}==
""" for n in (1, 2)) + f"""\
Authentication-Results: mail.example.test; dkim=pass header.d=relay1.example; spf=pass
 smtp.mailfrom=relay1.example; dmarc=pass header.from=relay1.example
ARC-Seal: i=1; a=rsa-sha256; t=1795424400; cv=none; d=relay1.example; s=arc; b={"Hj3k" * 64}==
"""
LIST = "List-Id: <news.shop.example>\nList-Unsubscribe: <https://shop.example/u/1>\n"
ORDINARY = """\
From: Vera {n} <vera{n}@family.example>
To: Sam Rivera <{user}@example.test>
Subject: The plan for week {n}
Date: Mon, 23 Nov 2026 09:30:00 +0000
Message-ID: <plan-{n}@family.example>
MIME-Version: 1.0
{more}Content-Type: text/plain; charset=utf-8

Hello Sam,

{text}
See you,
Vera
"""
TEXT = "here is what we talked about on the phone last week, and the list of what is still to buy.\n"


def attach(mail, dice):
    head, text = mail.split("\n\n", 1)
    start = dice.randrange(ATTACHMENT)
    size = dice.randrange(ATTACHMENT // 2, ATTACHMENT * 3 // 2)
    attachment = NOISE[start - start % 77:][:size]
    head = head.replace("Content-Type: text/plain; charset=utf-8", "Content-Type: multipart/mixed; boundary=b")
    return (f"{head}\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\nContent-Type: image/jpeg\n"
            "Content-Disposition: attachment; filename=plan.jpg\nContent-Transfer-Encoding: base64\n\n"
            f"{attachment}\n--b--\n")


def mail(number, dice):
    """Its bytes, and whether it invites."""
    is_invitation = number % INVITED == 0
    if is_invitation:
        text = invitation(number).decode()
    else:
        more = LIST if dice.randrange(LISTED) == 0 else ""
        text = ORDINARY.format(n=number, user=USER, more=more, text=TEXT * dice.randrange(2, 30))  # 1.4 KB, as in public mail
    if dice.randrange(ATTACHED) == 0:
        text = attach(text, dice)
    return (TRACE + text).encode(), is_invitation


class Maildir:
    """The inbox of a user of the server."""

    def __init__(self, server, user=USER):
        self.folder = pathlib.Path(server.folder) / "mail" / user
        self.owner = pwd.getpwnam(server.user)
        for name in (".", "tmp", "new", "cur"):
            (self.folder / name).mkdir(exist_ok=True)
            self.give(self.folder / name)

    def give(self, path):
        if os.geteuid() == 0:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def drop(self, number, content):
        """New mail, complete at once as a delivery agent makes it."""
        path = self.folder / "tmp" / f"{number:07}.mill"
        path.write_bytes(content)
        self.give(path)
        path.rename(self.folder / "new" / path.name)

    def fill(self, count, dice):
        """(bytes, invitations) that are then in it."""
        size = invitations = 0
        for number in range(1, count + 1):
            content, is_invitation = mail(number, dice)
            size += len(content)
            invitations += is_invitation
            self.drop(number, content)
        return size, invitations

    def fill_with_copies(self, count):
        """The same mail so many times, as links to a few files."""
        content = ORDINARY.format(n=0, user=USER, more="", text=TEXT).encode()
        for number in range(1, count + 1):
            if number % 10000 == 1:
                first = self.folder / "tmp" / f"first-{number}"
                first.write_bytes(content)
                self.give(first)
            os.link(first, self.folder / "cur" / f"{number:07}.mill:2,S")
