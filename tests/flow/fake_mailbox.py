# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server that keeps mail, on the scripted one, small enough to be made worse in any way.

    server = FakeMailbox(keywords=False)
    server.deliver(b"From: ...")
    with FakeImap(server.script) as imap, Machine(imap.port) as house:
        ...
    assert len(server.folders["Drafts"].messages) == 1

`instead` has functions by command that answer in the server's place: instead["APPEND"] =
lambda peer, words: peer.no(b"[OVERQUOTA] full"). One that returns PASS leaves it to the server."""

import re
import threading

from fake_imap import CAPABILITIES, Gone

PASS = object()


class Message:
    def __init__(self, uid, raw, flags=()):
        self.uid, self.raw, self.flags = uid, raw, set(flags)

    def header(self):
        return self.raw.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n"

    def message_id(self):
        found = re.search(rb"^message-id:\s*<([^>]*)>", self.header(), re.I | re.M)
        return found.group(1).decode() if found else None


class Folder:
    def __init__(self, use="", uidvalidity=7, read_only=False):
        self.use, self.uidvalidity, self.read_only = use, uidvalidity, read_only
        self.uidnext = 1
        self.messages = []

    def add(self, raw, flags=()):
        message = Message(self.uidnext, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), flags)
        self.uidnext += 1
        self.messages.append(message)
        return message

    def empty(self, uidvalidity):
        """As if it had been deleted and made again."""
        self.uidvalidity, self.uidnext, self.messages = uidvalidity, 1, []


class FakeMailbox:
    """`searches`: whether SEARCH HEADER finds anything. `tells`: whether IDLE tells of new mail."""

    def __init__(self, capabilities=CAPABILITIES, keywords=True, searches=True, tells=True,
                 drafts="Drafts", sent="Sent"):
        self.capabilities, self.keywords = capabilities, keywords
        self.searches, self.tells = searches, tells
        self.folders = {"INBOX": Folder()}
        if drafts:
            self.folders[drafts] = Folder("\\Drafts")
        if sent:
            self.folders[sent] = Folder("\\Sent")
        self.instead = {}
        self.idlers = {}
        self.lock = threading.RLock()

    # ---- what tests do ----

    def deliver(self, raw, folder="INBOX", flags=()):
        with self.lock:
            message = self.folders[folder].add(raw, flags)
            for peer, name in self.idlers.items():
                if self.tells and name == folder:
                    peer.send(b"* %d EXISTS\r\n" % len(self.folders[folder].messages))
        return message

    def remove(self, folder, uid):
        with self.lock:
            self.folders[folder].messages = [m for m in self.folders[folder].messages if m.uid != uid]

    def create_named(self, name, use=""):
        self.folders[name] = Folder(use, uidvalidity=8)

    # ---- the dialogue ----

    def script(self, peer):
        peer.folder = None
        peer.greet()
        peer.log_in(self.capabilities)
        while True:
            name, words = peer.command()
            other = self.instead.get(name)
            if other and other(peer, words) is not PASS:
                continue
            act = getattr(self, name.lower().replace(" ", "_"), None)
            if act:
                act(peer, words)
            else:
                peer.ok()

    def list(self, peer, words):
        for name, folder in self.folders.items():
            peer.send(f'* LIST ({folder.use}) "/" "{name}"\r\n'.encode())
        peer.ok()

    def create(self, peer, words):
        self.create_named(words.strip('"'))
        peer.ok()

    def select(self, peer, words):
        folder = self.folders.get(words.strip('"'))
        if not folder:
            peer.no(b"[NONEXISTENT] no such mailbox")
            return
        peer.folder = words.strip('"')
        stays = "\\Seen \\Flagged \\Deleted \\Draft" + (" \\*" if self.keywords else "")
        peer.send(f"* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS ({'' if folder.read_only else stays})] x\r\n"
                  f"* {len(folder.messages)} EXISTS\r\n* OK [UIDVALIDITY {folder.uidvalidity}] x\r\n"
                  f"* OK [UIDNEXT {folder.uidnext}] x\r\n".encode())
        peer.ok(b"[READ-ONLY] done" if folder.read_only else b"[READ-WRITE] done")

    def uid_search(self, peer, words):
        messages = self.folders[peer.folder].messages
        if "HEADER" in words.upper():
            wanted = words.rpartition(" ")[2].strip('"<>')
            found = [m.uid for m in messages if self.searches and m.message_id() == wanted]
        elif words.upper().startswith("UID "):
            first = int(re.match(r"UID (\d+):", words, re.I).group(1))
            found = [m.uid for m in messages if m.uid >= first] or [m.uid for m in messages[-1:]]
        else:
            found = [m.uid for m in messages]
        peer.send(b"* SEARCH" + b"".join(b" %d" % uid for uid in found) + b"\r\n")
        peer.ok()

    def chosen(self, peer, words):
        """The messages of a set like 1,3:5."""
        uids = set()
        for part in words.split(" ")[0].split(","):
            first, _, last = part.partition(":")
            uids |= set(range(int(first), int(last or first) + 1))
        return [(number, m) for number, m in enumerate(self.folders[peer.folder].messages, 1) if m.uid in uids]

    def fetch_flags(self, peer, words):
        for number, message in self.chosen(peer, words):
            peer.send(f"* {number} FETCH (UID {message.uid} FLAGS ({' '.join(sorted(message.flags))}))\r\n".encode())
        peer.ok()

    def uid_fetch(self, peer, words):
        if "BODY" not in words:
            self.fetch_flags(peer, words)
            return
        offset, length = map(int, re.search(r"<(\d+)\.(\d+)>", words).groups())
        is_header = "HEADER" in words
        for number, message in self.chosen(peer, words):
            part = (message.header() if is_header else message.raw)[offset:offset + length]
            name = "HEADER" if is_header else ""
            peer.send(f"* {number} FETCH (UID {message.uid} FLAGS ({' '.join(sorted(message.flags))}) "
                      f"RFC822.SIZE {len(message.raw)} BODY[{name}]<{offset}> {{{len(part)}}}\r\n".encode()
                      + part + b")\r\n")
        peer.ok()

    def uid_store(self, peer, words):
        flags = set(re.search(r"\(([^)]*)\)", words).group(1).split())
        if self.folders[peer.folder].read_only or (not self.keywords and any(f[0] != "\\" for f in flags)):
            peer.server.fail(f"{words} was asked of a mailbox that doesn't take it")
            peer.bad(b"no such flag")
            return
        for _, message in self.chosen(peer, words):
            message.flags = message.flags - flags if "-FLAGS" in words else message.flags | flags
        peer.ok()

    def uid_expunge(self, peer, words):
        if "UIDPLUS" not in self.capabilities:
            peer.server.fail("UID EXPUNGE was asked of a server without UIDPLUS")
        for _, message in self.chosen(peer, words):
            if "\\Deleted" in message.flags:
                self.remove(peer.folder, message.uid)
        peer.ok()

    def take_append(self, peer, words):
        """The message of an APPEND, put into its folder."""
        name, flags, size = re.fullmatch(r'"([^"]*)" \(([^)]*)\) \{(\d+)\}', words).groups()
        peer.send(b"+ go\r\n")
        raw = peer.take(int(size))
        peer.line()
        with self.lock:
            return self.folders[name], self.folders[name].add(raw, flags.split())

    def append(self, peer, words):
        name = words.split('"')[1]
        if name not in self.folders or self.folders[name].read_only:
            peer.no(b"[NOPERM] read-only" if name in self.folders else b"[TRYCREATE] no such mailbox")
            return
        folder, message = self.take_append(peer, words)
        code = f"[APPENDUID {folder.uidvalidity} {message.uid}] " if "UIDPLUS" in self.capabilities else ""
        peer.ok(f"{code}done".encode())

    def idle(self, peer, words):
        tag = peer.tag
        peer.send(b"+ idling\r\n")
        with self.lock:
            self.idlers[peer] = peer.folder
        try:
            peer.line()
        finally:
            with self.lock:
                del self.idlers[peer]
        peer.tag = tag
        peer.ok()

    def logout(self, peer, words):
        peer.send(b"* BYE\r\n")
        peer.ok()
        raise Gone
