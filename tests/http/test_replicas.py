"""Two replicas behind the HAProxy of server/deploy: one is killed, stopped, started again; readers see nothing."""

import os
import pathlib
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
CLIENTS = 4


def free_ports(count):
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Replicas:
    """Two servers on ports that stay theirs, and a proxy in front."""

    def __init__(self, artifact, folder):
        self.artifact, self.folder = artifact, folder
        self.ports = free_ports(3)
        self.servers = [self.start(0), self.start(1)]
        self.address = ("127.0.0.1", self.ports[2])

    def start(self, number):
        return Server(self.artifact, listen=f"127.0.0.1:{self.ports[number]}")

    def config(self, name):
        """The file that is shipped, with the ports of this test."""
        text = (DEPLOY / name).read_text(encoding="utf-8")
        for shipped, port in zip((8081, 8082, 8080), self.ports):
            text = re.sub(rf"(?<=127\.0\.0\.1:){shipped}\b", str(port), text)
        return text

    def run(self, *command):
        with open(os.path.join(self.folder, "proxy.log"), "wb") as log:
            self.proxy = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            try:
                with Connection(self.address) as connection:
                    connection.send(request("/readyz"))
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

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.proxy.terminate()
        self.proxy.wait(30)
        for server in self.servers:
            server.__exit__()


class Readers:
    """Clients that type without end, each on a connection of its own that it opens anew when it is closed."""

    def __init__(self, address):
        self.address, self.stop, self.answered, self.failed = address, threading.Event(), 0, []
        self.threads = [threading.Thread(target=self.read, args=(i,)) for i in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def read(self, number):
        count = 0
        while not self.stop.is_set():
            with Connection(self.address) as connection:
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
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.replicas = Replicas(build_artifact(folder.name), folder.name)

    def replace(self, number, how):
        """Ends a replica under load, and starts another in its place."""
        replicas = self.replicas
        replicas.servers[number].process.send_signal(how)
        replicas.servers[number].wait()
        replicas.servers[number].__exit__()
        time.sleep(0.5)
        replicas.servers[number] = replicas.start(number)
        time.sleep(1.5)

    def check(self, replicas):
        with replicas:
            readers = Readers(replicas.address)
            for how in (signal.SIGKILL, signal.SIGTERM):
                for number in (0, 1):
                    self.replace(number, how)
            readers.end()
            self.assertEqual(readers.failed, [])
            self.assertGreater(readers.answered, 1000)

    def test_haproxy(self):
        self.check(self.replicas.haproxy())


if __name__ == "__main__":
    unittest.main()
