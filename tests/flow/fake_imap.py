# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted IMAP server that records every line it receives, for what no honest server does.

    def script(peer):
        peer.greet()
        peer.log_in()
        peer.answer("SELECT", b"* 1 FETCH (FLAGS ())\\r\\n")

    with FakeImap(script) as server:
        ...
    assert not server.heard("secret")

The script runs once for each connection, in a thread of its own. When the client hangs up or
the server stops, it ends by an exception that nobody needs to catch.
"""

import base64
import socket
import threading

CAPABILITIES = "IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS"


class Gone(Exception):
    """The client has hung up, or the server stops."""


class Peer:
    """One connection, seen from the script."""

    def __init__(self, server, connection):
        self.server = server
        self.connection = connection
        self.buffer = b""
        self.tag = b"*"

    # ---- bytes ----

    def send(self, data):
        try:
            self.connection.sendall(data)
        except OSError as error:
            raise Gone from error

    def line(self):
        """The next line without its end; recorded."""
        while b"\n" not in self.buffer:
            try:
                data = self.connection.recv(65536)
            except OSError as error:
                raise Gone from error
            if not data:
                raise Gone
            self.server.record_bytes(data)
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        line = line.rstrip(b"\r")
        self.server.record(line)
        return line

    def take(self, length):
        """That many bytes, as of a literal."""
        while len(self.buffer) < length:
            try:
                data = self.connection.recv(65536)
            except OSError as error:
                raise Gone from error
            if not data:
                raise Gone
            self.server.record_bytes(data)
            self.buffer += data
        taken, self.buffer = self.buffer[:length], self.buffer[length:]
        return taken

    def start_tls(self, context):
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except OSError as error:
            raise Gone from error

    def close(self):
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.connection.close()

    # ---- dialogue ----

    def greet(self, text=b"OK ready"):
        self.send(b"* " + text + b"\r\n")

    def command(self, *names):
        """The next command, which must be one of `names` (any, if none): (name, rest)."""
        self.tag, _, rest = self.line().partition(b" ")
        words = rest.decode(errors="replace").split(" ")
        size = 2 if words[0].upper() == "UID" and len(words) > 1 else 1
        name = " ".join(words[:size]).upper()
        if names and name not in names:
            self.server.fail(f"expected {' or '.join(names)}, got {name}")
            raise Gone
        return name, " ".join(words[size:])

    def ok(self, text=b"done"):
        self.send(self.tag + b" OK " + text + b"\r\n")

    def no(self, text=b"no"):
        self.send(self.tag + b" NO " + text + b"\r\n")

    def bad(self, text=b"bad"):
        self.send(self.tag + b" BAD " + text + b"\r\n")

    def capability(self, words=CAPABILITIES):
        self.command("CAPABILITY")
        self.send(b"* CAPABILITY " + words.encode() + b"\r\n")
        self.ok()

    def authenticate(self):
        """AUTHENTICATE PLAIN up to the password, which it returns; not answered yet."""
        self.command("AUTHENTICATE")
        self.send(b"+ \r\n")
        return base64.b64decode(self.line()).split(b"\0")[2].decode()

    def log_in(self, words=CAPABILITIES):
        """All of a usual login."""
        self.capability(words)
        self.authenticate()
        self.ok()
        self.capability(words)

    def answer(self, name, data, text=b"done"):
        """Waits for the command, sends `data` and the tagged OK."""
        arguments = self.command(name)[1]
        self.send(data)
        self.ok(text)
        return arguments

    def select(self, exists=1, uidnext=2, keywords=True):
        flags = b"\\Seen \\*" if keywords else b"\\Seen"
        return self.answer("SELECT", b"* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (" + flags + b")] x\r\n"
                           + f"* {exists} EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n"
                             f"* OK [UIDNEXT {uidnext}] x\r\n".encode(), b"[READ-WRITE] done")


def quiet_mailbox(peer):
    """A script: a sound server whose mailboxes are empty and stay so."""
    peer.greet()
    peer.log_in()
    while True:
        name, rest = peer.command()
        if name == "LIST":
            peer.send(b"".join(b'* LIST (%s) "/" "%s"\r\n' % pair for pair in
                               [(b"", b"INBOX"), (b"\\Drafts", b"Drafts"), (b"\\Sent", b"Sent"), (b"", b"Regrets"),
                                (b"", b"Regrets/Invitations"), (b"", b"Regrets/Not invitations")]))
        elif name == "SELECT":
            peer.send(b"* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\n* 0 EXISTS\r\n"
                      b"* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 1] x\r\n")
        elif name == "UID SEARCH":
            peer.send(b"* SEARCH\r\n")
        elif name == "IDLE":
            peer.send(b"+ idling\r\n")
            peer.line()
        peer.ok(b"[READ-WRITE] done" if name == "SELECT" else b"done")


class FakeImap:
    """`tls`: an ssl context to speak from the first byte on. `port`: 0 for a free one."""

    def __init__(self, script, tls=None):
        self.script = script
        self.tls = tls
        self.lines = []
        self.received = b""
        self.failures = []
        self.peers = []
        self.threads = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.stopping = False
        self.acceptor = threading.Thread(target=self._accept, daemon=True)
        self.acceptor.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _accept(self):
        while not self.stopping:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            peer = Peer(self, connection)
            thread = threading.Thread(target=self._serve, args=(peer,), daemon=True)
            with self.lock:
                self.peers.append(peer)
                self.threads.append(thread)
            thread.start()

    def _serve(self, peer):
        try:
            if self.tls:
                peer.start_tls(self.tls)
            self.script(peer)
            while True:
                peer.command()
                peer.ok()
        except Gone:
            pass
        except Exception as error:  # a fault of the script, to be seen by the test
            self.fail(repr(error))
        finally:
            peer.close()

    def record(self, line):
        with self.lock:
            self.lines.append(line)

    def record_bytes(self, data):
        with self.lock:
            self.received += data

    def fail(self, why):
        with self.lock:
            self.failures.append(why)

    def heard(self, password, user="sam"):
        """Whether the password came, in the clear or as AUTHENTICATE PLAIN has it."""
        plain = base64.b64encode(f"\0{user}\0{password}".encode())
        escaped = password.replace("\\", "\\\\").replace('"', '\\"').encode()
        with self.lock:
            return any(form in self.received for form in (password.encode(), escaped, plain))

    def stop(self):
        self.stopping = True
        try:
            self.listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.listener.close()
        with self.lock:
            peers, threads = list(self.peers), list(self.threads)
        for peer in peers:
            peer.close()
        for thread in [self.acceptor, *threads]:
            thread.join(5)
