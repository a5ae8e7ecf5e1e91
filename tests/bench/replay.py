# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that a client can do: says again to a like server what a proxy has heard a client say, each
piece as soon as the answer to the one before is there. It thinks nothing and writes nothing down."""

import socket
import time

from proxy import DOWN

SECONDS = 60


def pieces(said):
    """(what the client said, how the last line of the answer that it had waited for begins)"""
    joined = []
    for _, direction, data in said:
        if joined and joined[-1][0] == direction:
            joined[-1][1] += data
        else:
            joined.append([direction, data])
    assert joined[0][0] == DOWN  # the greeting
    for at in range(1, len(joined), 2):
        last_line = joined[at - 1][1].rstrip(b"\r\n").rpartition(b"\n")[2]
        yield joined[at][1], last_line.split()[0] + b" "


class Replay:
    def __init__(self, port, said):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.lines = self.connection.makefile("rb")
        self.pieces = pieces(said)
        self.piece = next(self.pieces)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.lines.close()
        self.connection.close()

    def until(self, words):
        """Goes on until the server says this; when it did."""
        while True:
            line = self.lines.readline()
            assert line, "the server hung up"
            now = time.monotonic()
            if self.piece and line.startswith(self.piece[1]):
                self.connection.sendall(self.piece[0])
                self.piece = next(self.pieces, None)
            if words in line:
                return now
