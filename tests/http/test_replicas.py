"""Two replicas behind the HAProxy and the nginx of server/deploy. One is killed, stopped, started again: readers see
nothing of it, nor of what is the operator's.

DOCFINCH_REPLICA_ROUNDS is how often each replica is killed and stopped (1)."""

import itertools
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from serving import Connection, Server, build_artifact, request

DEPLOY = pathlib.Path(__file__).resolve().parents[2] / "server" / "deploy"
SEARCH_PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
START_TIMEOUT_S = 20
ROUNDS = int(os.environ.get("DOCFINCH_REPLICA_ROUNDS", "1"))
CLIENTS_OF_EACH = 2
ADDRESSES = 32
FIRST_PORT = 10000
BASE_PATH = "/docs-search"
OPERATORS = ("/metrics", "/%6detrics", "/metric%73", "/%6D%65%74%72%69%63%73", "/metrics?a=b", "/api/unanswered",
             "/%61pi/unanswered", "/api/%75nanswered", "/api/unanswered?")

# What stands around the file that is shipped, for nginx as anybody may run it.
NGINX = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/proxy.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/docfinch.conf;
}}
"""


def is_free(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def free_ports(count):
    """Below those that the system gives to who asks for any, so that nobody takes one before a server does."""
    first_given = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    ports = list(range(FIRST_PORT, max(first_given, FIRST_PORT + 1000)))
    random.shuffle(ports)
    return list(itertools.islice(filter(is_free, ports), count))


def reader(number):
    """The address that a reader comes from: where the proxies look to send it to the same replica each time."""
    return f"127.0.1.{1 + number}"


class Replicas:
    """Two servers on ports that stay theirs, and a proxy in front."""

    def __init__(self, artifacts, folder, base_path=""):
        self.artifacts, self.folder, self.base_path = artifacts, folder, base_path
        self.options = ("--unanswered", "1") + (("--base-path", base_path) if base_path else ())
        self.ports = free_ports(3)
        self.servers = []
        self.address = ("127.0.0.1", self.ports[2])

    def start(self, number):
        return Server(self.artifacts[number], *self.options, listen=f"127.0.0.1:{self.ports[number]}")

    def config(self, name):
        """The file that is shipped, with the ports of this test, and the path where health is asked."""
        text = (DEPLOY / name).read_text(encoding="utf-8").replace("GET /readyz", f"GET {self.base_path}/readyz")
        for shipped, port in zip((8081, 8082, 8080), self.ports):
            text = re.sub(rf"(?<=127\.0\.0\.1:){shipped}\b", str(port), text)
        return text

    def run(self, *command):
        with open(os.path.join(self.folder, "proxy.log"), "wb") as log:
            self.proxy = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self.servers = [self.start(0), self.start(1)]
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                with Connection(self.address) as connection:
                    connection.send(request(self.base_path + "/readyz"))
                    answer = connection.receive()
                    if answer is not None and answer.status == 200:
                        return self
            except OSError:
                pass
            time.sleep(0.05)
        self.__exit__()
        raise AssertionError(pathlib.Path(self.folder, "proxy.log").read_text())

    def haproxy(self):
        path = os.path.join(self.folder, "haproxy.cfg")
        pathlib.Path(path).write_text(self.config("haproxy.cfg"), encoding="utf-8")
        return self.run(shutil.which("haproxy", path=SEARCH_PATH), "-db", "-f", path)

    def nginx(self):
        path = os.path.join(self.folder, "nginx.conf")
        pathlib.Path(self.folder, "docfinch.conf").write_text(self.config("nginx.conf"), encoding="utf-8")
        pathlib.Path(path).write_text(NGINX.format(folder=self.folder), encoding="ascii")
        return self.run(shutil.which("nginx", path=SEARCH_PATH), "-p", self.folder, "-c", path)

    def ask(self, raw, number=0):
        with Connection(self.address, source=reader(number)) as connection:
            connection.send(raw)
            return connection.receive()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.proxy.terminate()
        self.proxy.wait(30)
        for server in self.servers:
            server.__exit__()


class Readers:
    """Clients that type without end, each on a connection of its own that it opens anew when it is closed."""

    def __init__(self, address, numbers):
        self.address, self.stop, self.answered, self.failed = address, threading.Event(), 0, []
        self.threads = [threading.Thread(target=self.read, args=(i,)) for i in numbers]
        for thread in self.threads:
            thread.start()

    def read(self, number):
        count = 0
        while not self.stop.is_set():
            with Connection(self.address, source=reader(number)) as connection:
                is_open = True
                while is_open and not self.stop.is_set():
                    count += 1
                    connection.send(request(f"/api/search?q=lamp{number}x{count}"))
                    answer = connection.receive()
                    if answer is None or answer.status != 200:
                        self.failed.append(answer and answer.status)
                    else:
                        self.answered += 1
                    is_open = answer is not None and answer["Connection"] != "close"

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(30)
        return self


class ReplicasTest(unittest.TestCase):
    start_proxy = staticmethod(Replicas.haproxy)

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.artifact = build_artifact(folder.name)
        os.mkdir(os.path.join(folder.name, "other"))
        cls.other = build_artifact(os.path.join(folder.name, "other"), "--embed-pages")

    def begin(self, *artifacts, base_path=""):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return self.start_proxy(Replicas(artifacts, folder.name, base_path))

    @staticmethod
    def replace(replicas, number, how):
        """Ends a replica under load, and starts another in its place."""
        replicas.servers[number].process.send_signal(how)
        replicas.servers[number].wait()
        replicas.servers[number].__exit__()
        time.sleep(0.5)
        replicas.servers[number] = replicas.start(number)
        time.sleep(1.5)

    @staticmethod
    def artifact_of(replicas, number):
        return replicas.ask(request("/api/search?q=lamp"), number)["Docfinch-Artifact"]

    def readers_of_each(self, replicas):
        """By artifact, the numbers of the readers who see it and no other. The replicas have different ones."""
        found = {}
        for number in range(ADDRESSES):
            seen = {self.artifact_of(replicas, number) for _ in range(4)}
            self.assertEqual(len(seen), 1, "a reader sees one artifact")
            found.setdefault(seen.pop(), []).append(number)
        self.assertEqual(len(found), 2)
        self.assertNotIn(None, found)
        return found.values()

    def wait_for_both(self, replicas):
        """Until the proxy has seen that both are there."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while len({self.artifact_of(replicas, number) for number in range(ADDRESSES)}) < 2:
            self.assertLess(time.monotonic(), deadline)

    def test_no_request_is_lost_and_readers_stay_with_their_replica(self):
        with self.begin(self.artifact, self.other) as replicas:
            self.wait_for_both(replicas)
            numbers = [number for group in self.readers_of_each(replicas) for number in group[:CLIENTS_OF_EACH]]
            readers = Readers(replicas.address, numbers)
            for how, number in itertools.product((signal.SIGKILL, signal.SIGTERM) * ROUNDS, (0, 1)):
                self.replace(replicas, number, how)
            readers.end()
            print(f"{self.start_proxy.__name__}: {readers.answered} requests, {len(readers.failed)} failed")
            self.assertEqual(readers.failed, [])
            self.assertGreater(readers.answered, 1000)
            self.wait_for_both(replicas)
            self.readers_of_each(replicas)

    def test_operators_pages_are_denied(self):
        for base in ("", BASE_PATH):
            with self.begin(self.artifact, self.artifact, base_path=base) as replicas:
                for target in OPERATORS:
                    for asked in (base + target, "http://localhost" + base + target):
                        with self.subTest(target=asked):
                            self.assertEqual(replicas.servers[0].get(base + target).status, 200)
                            self.assertEqual(replicas.ask(request(asked)).status, 404)
                for target in ("/", "/search?q=metrics", "/api/search?q=metrics", "/api/docsets", "/readyz"):
                    self.assertEqual(replicas.ask(request(base + target)).status, 200, target)

    def test_only_reads_come_through(self):
        with self.begin(self.artifact, self.artifact) as replicas:
            self.assertEqual(replicas.ask(request("/api/search", "OPTIONS")).status, 204)
            for method in ("POST", "PUT", "DELETE", "PROPFIND"):
                answer = replicas.ask(request("/api/search?q=a", method, Content_Length="0"))
                self.assertEqual((answer.status, answer["Allow"]), (405, None), method)


class NginxTest(ReplicasTest):
    start_proxy = staticmethod(Replicas.nginx)


if __name__ == "__main__":
    unittest.main()
