"""Clients that hold connections and say little, by the hundreds in one thread, and how long the server lets them.

idle    connects and says nothing
kept    gets one answer and says nothing more
header  sends a request whose header grows by a byte each 0.4 s
body    sends a request with a body that grows by a byte each 0.4 s
"""

import selectors
import socket
import time

DRIP_S = 0.4
LOOK_S = 0.02

# The longest that each may last, in seconds.
LIMITS_S = {"idle": 3.0, "kept": 3.0, "header": 3.0, "body": 0.5}

FIRST_WORDS = {
    "idle": b"",
    "kept": b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "header": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: ",
    "body": b"POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n",
}


class SlowClient:
    def __init__(self, address, kind):
        self.kind = kind
        self.socket = socket.create_connection(address, 10)
        self.socket.setblocking(False)
        self.since = time.monotonic()
        self.is_answered = False
        self.say(FIRST_WORDS[kind])

    def say(self, words):
        try:
            self.socket.send(words)
        except OSError:
            pass  # closed: seen when it is read

    def is_open(self):
        try:
            more = self.socket.recv(65536)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False
        if more and self.kind == "kept" and not self.is_answered:
            self.since = time.monotonic()
        self.is_answered = self.is_answered or bool(more)
        return bool(more)

    def age_s(self):
        return time.monotonic() - self.since


class SlowCrowd:
    def __init__(self, address, counts):
        self.address = address
        self.selector = selectors.DefaultSelector()
        self.lasted_s = {kind: [] for kind in counts}
        for kind, count in counts.items():
            for _ in range(count):
                self.open(kind)

    def open(self, kind):
        client = SlowClient(self.address, kind)
        self.selector.register(client.socket, selectors.EVENT_READ, client)

    def clients(self):
        return [key.data for key in self.selector.get_map().values()]

    def end(self, client):
        self.lasted_s[client.kind].append(client.age_s())
        self.selector.unregister(client.socket)
        client.socket.close()

    def look(self, is_renewed):
        for key, _ in self.selector.select(LOOK_S):
            if not key.data.is_open():
                self.end(key.data)
                if is_renewed:
                    self.open(key.data.kind)

    def hold(self, seconds, is_renewed=False):
        """Goes on that long; with is_renewed each connection that ends is replaced. Returns by kind how many seconds
        the connections lasted, to the end for those that are still open."""
        end = time.monotonic() + seconds
        next_drip = time.monotonic() + DRIP_S
        while time.monotonic() < end:
            self.look(is_renewed)
            if time.monotonic() >= next_drip:
                next_drip += DRIP_S
                for client in self.clients():
                    if client.kind in ("header", "body"):
                        client.say(b"a")
        for client in self.clients():
            self.end(client)
        self.selector.close()
        return self.lasted_s
