# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between a client and a port of this machine: counts the bytes of both directions, keeps what
was said if it is asked to, and cuts connections.

    with Proxy(server.imap_port) as proxy:
        ... a client at proxy.listening ...
        print(proxy.up, proxy.down)
"""

import itertools
import socket
import threading
import time

UP, DOWN = "up", "down"  # from the client, from the server


class Proxy:
    """`limits`: after how many bytes each connection is cut. `keeps`: (time, direction, bytes) go to `said`."""

    def __init__(self, port, limits=None, keeps=False):
        self.port, self.limits, self.keeps = port, limits or itertools.repeat(1 << 60), keeps
        self.up = self.down = 0
        self.said = []
        self.ends = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listening = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                return
            self.ends |= {client, server}
            left = [next(self.limits)]
            for one, other, direction in (client, server, UP), (server, client, DOWN):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self.pass_on, args=(one, other, direction, left), daemon=True).start()

    def pass_on(self, one, other, direction, left):
        try:
            while left[0] > 0 and (data := one.recv(65536)):
                data = data[:left[0]]
                self.note(direction, data)
                other.sendall(data)
                left[0] -= len(data)
        except OSError:
            pass
        for end in one, other:
            hang_up(end)
        one.close()
        self.ends.discard(one)

    def note(self, direction, data):
        """Each direction has one thread, as long as there is one connection."""
        setattr(self, direction, getattr(self, direction) + len(data))
        if self.keeps:
            self.said.append((time.monotonic(), direction, data))

    def cut(self):
        """All connections that there are."""
        for end in list(self.ends):
            hang_up(end)

    def close(self):
        self.listener.close()
        self.cut()


def hang_up(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
