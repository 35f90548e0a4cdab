"""Runs docfinch-serve for the tests in this folder and talks to it over raw sockets.

DOCFINCH_INDEX and DOCFINCH_SERVE are the paths of the two programs.
"""

import os
import re
import signal
import socket
import subprocess
import tempfile
import threading

INDEX = os.environ["DOCFINCH_INDEX"]
SERVE = os.environ["DOCFINCH_SERVE"]
SITE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "site")

START_TIMEOUT_S = 60
ANSWER_TIMEOUT_S = 20


def build_artifact(folder, *options):
    """Indexes tests/http/site into a new file in `folder` and returns its path."""
    path = os.path.join(folder, "docs.db")
    subprocess.run([INDEX, "build", "--quiet", "--docset", "lantern=" + SITE, *options, "-o", path], check=True,
                   timeout=START_TIMEOUT_S)
    return path


class Server:
    """A running docfinch-serve on a free port. Use as a context manager."""

    def __init__(self, artifact, *options, listen="127.0.0.1:0"):
        self.process = subprocess.Popen([SERVE, artifact, "--listen", listen, "--threads", "64", *options],
                                        stderr=subprocess.PIPE, text=True)
        self.lines = []
        self.url = None
        self.tls = None  # an ssl.SSLContext: connections speak TLS
        ready = threading.Event()
        self.reader = threading.Thread(target=self._read, args=(ready,), daemon=True)
        self.reader.start()
        if not ready.wait(START_TIMEOUT_S) or self.url is None:
            self.process.kill()
            raise AssertionError("the server did not start: " + "".join(self.lines))
        host, port = re.fullmatch(r"https?://([^/]+):(\d+)(?:/.*)?", self.url).groups()
        self.address = (host.strip("[]"), int(port))

    def _read(self, ready):
        for line in self.process.stderr:
            self.lines.append(line)
            found = re.search(r"listening on (https?://\S+)$", line)
            if found:
                self.url = found.group(1)
                ready.set()
        ready.set()

    def wait(self, timeout_s=30):
        """The exit status."""
        status = self.process.wait(timeout_s)
        self.reader.join(timeout_s)
        return status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # the quicker of the two ways to stop
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.reader.join(5)
        self.process.stderr.close()

    def connect(self):
        return Connection(self.address, self.tls)

    def ask(self, raw):
        """One request, given byte by byte, on a connection of its own: the answer."""
        with self.connect() as connection:
            connection.send(raw)
            return connection.receive(head=raw.startswith(b"HEAD "))

    def get(self, target, method="GET", **headers):
        return self.ask(request(target, method, **headers))


def request(target, method="GET", **headers):
    """The bytes of a plain request; if_none_match="x" adds the header If-None-Match."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def __getitem__(self, name):
        """The value of a header that is there once; None when it is not there."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) < 2, f"{name} is there {len(values)} times"
        return values[0] if values else None

    @property
    def text(self):
        return self.body.decode("utf-8")


class Connection:
    def __init__(self, address, tls=None, source=""):
        self.socket = socket.create_connection(address, ANSWER_TIMEOUT_S, (source, 0))
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, raw):
        self.socket.sendall(raw)

    def _fill(self):
        try:
            more = self.socket.recv(65536)
        except ConnectionResetError:
            more = b""
        self.buffer += more
        return bool(more)

    def receive(self, head=False):
        """The next answer; None when the connection ends instead."""
        while b"\r\n\r\n" not in self.buffer:
            if not self._fill():
                assert self.buffer == b"", f"a cut answer: {self.buffer!r}"
                return None
        top, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        first, *lines = top.decode("ascii").split("\r\n")
        status = int(re.fullmatch(r"HTTP/1\.1 (\d{3}) .+", first).group(1))
        headers = [tuple(line.split(": ", 1)) for line in lines]
        answer = Answer(status, headers, b"")
        length = 0 if head or status in (204, 304) else int(answer["Content-Length"])
        while len(self.buffer) < length:
            assert self._fill(), "the body is shorter than Content-Length says"
        answer.body, self.buffer = self.buffer[:length], self.buffer[length:]
        return answer

    def is_closed(self):
        """Whether the server has closed the connection, with nothing more to say."""
        return self.receive() is None


class ArtifactTest:
    """Mixed into a TestCase: one artifact with pages and one server for the whole class."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.artifact = build_artifact(cls.folder.name, "--embed-pages")
        cls.server = Server(cls.artifact, *cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()
