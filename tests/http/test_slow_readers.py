"""Clients that take a large answer slowly: what they keep from whom."""

import contextlib
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import struct
import tempfile
import threading
import time
import unittest

from exposition import Metrics
from serving import Server, build_artifact, request
from test_notify import Manager

# The home page is then of 7 MB.
DOCSETS = 60
TITLE = '"' * 20000

WAIT_S = 20
READ_BYTES = 16384

# As over a network. With the loopback's large packets the system takes more off the server's hands.
PACKET_BYTES = 1400


class SlowReader(threading.Thread):
    """Takes the home page so many bytes a second, until it is told to hurry: as they come, or so many at a time."""

    def __init__(self, address, bytes_per_s, gulp_bytes=1):
        super().__init__()
        self.hurry, self.answer = threading.Event(), bytearray()
        self.bytes_per_s, self.gulp_bytes = bytes_per_s, gulp_bytes
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, READ_BYTES)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PACKET_BYTES)
        self.socket.settimeout(WAIT_S)
        self.socket.connect(address)
        self.socket.sendall(request("/", connection="close"))
        self.start()

    def run(self):
        paid = 0
        with self.socket:
            while more := self.socket.recv(READ_BYTES):
                self.answer += more
                if len(self.answer) - paid >= self.gulp_bytes:
                    self.hurry.wait((len(self.answer) - paid) / self.bytes_per_s)
                    paid = len(self.answer)

    def has_all(self):
        header, _, body = self.answer.partition(b"\r\n\r\n")
        return f"Content-Length: {len(body)}\r\n".encode() in header and body.endswith(b"</html>\n")


class SlowReadersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        page = pathlib.Path(cls.folder.name, "pages", "index.html")
        page.parent.mkdir()
        page.write_text("<!DOCTYPE html><title>Lamp</title><main><h1>Lamp</h1><p>It shines.</p></main>", "utf-8")
        options = []
        for number in range(DOCSETS):
            options += ["--docset", f"set{number}={page.parent}", "--title", TITLE]
        cls.large = shutil.move(build_artifact(cls.folder.name, *options), os.path.join(cls.folder.name, "large.db"))
        cls.small = build_artifact(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_an_artifact_goes_while_a_page_of_it_is_being_taken(self):
        served = os.path.join(self.folder.name, "served.db")
        shutil.copyfile(self.large, served)
        with Server(served) as server:
            reader = SlowReader(server.address, 400000)
            time.sleep(0.2)
            os.replace(shutil.copyfile(self.small, served + ".part"), served)
            server.process.send_signal(signal.SIGHUP)
            end = time.monotonic() + WAIT_S
            while len(server.lines) < 2 and time.monotonic() < end:
                time.sleep(0.01)
            self.assertIn("served after", "".join(server.lines[1:]))
            self.assertEqual(Metrics(server.get("/metrics").text)["docfinch_requests_in_flight"], 2)
            reader.hurry.set()
            reader.join(WAIT_S)
            self.assertTrue(reader.has_all())

    def test_the_access_log_tells_which_answers_were_not_taken(self):
        path = os.path.join(self.folder.name, "access.log")
        with Server(self.large, "--access-log", path) as server:
            reader = SlowReader(server.address, 1 << 30)
            reader.join(WAIT_S)
            with server.connect() as connection:
                connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.send(request("/"))
                connection.socket.recv(READ_BYTES)
        lines = [json.loads(line) for line in pathlib.Path(path).read_text("utf-8").splitlines()]
        self.assertEqual([(line["status"], line.get("cut")) for line in lines], [(200, None), (200, True)])

    def stop_while_they_take(self, *rates, number=signal.SIGTERM, gulp_bytes=1, events=()):
        """Seconds that the server takes to stop, and the readers of the home page, each with so many bytes a second.
        Events are seconds after the signal, and another signal, or "hurry" for the readers."""
        with Server(self.large) as server, contextlib.ExitStack() as stack:
            readers = [SlowReader(server.address, rate, gulp_bytes) for rate in rates]
            for reader in readers:
                stack.callback(reader.join, WAIT_S)
                stack.callback(reader.hurry.set)
            time.sleep(0.2)
            end = time.monotonic() + WAIT_S
            while any(len(reader.answer) < gulp_bytes for reader in readers) and time.monotonic() < end:
                time.sleep(0.01)
            start = time.monotonic()
            server.process.send_signal(number)
            for moment_s, event in events:
                time.sleep(max(0, start + moment_s - time.monotonic()))
                if event == "hurry":
                    for reader in readers:
                        reader.hurry.set()
                else:
                    server.process.send_signal(event)
            self.assertEqual(server.wait(), 0)
            took_s = time.monotonic() - start
        return took_s, readers, server.lines

    def assert_waited_for(self, took_s, readers, lines):
        self.assertTrue(all(reader.has_all() for reader in readers), lines)
        self.assertNotIn("cut off", "".join(lines))
        self.assertLess(took_s, 9)

    def test_clients_that_hardly_take_their_answers_do_not_hold_up_the_stop(self):
        took_s, readers, lines = self.stop_while_they_take(20000, 50000, 100000)
        self.assertLess(took_s, 3)
        self.assertFalse(any(reader.has_all() for reader in readers))
        self.assertIn("docfinch-serve: warning: 3 connections are cut off: the client hardly took its answer\n", lines)

    def test_a_client_that_takes_its_answer_is_waited_for(self):
        took_s, (reader, slow), lines = self.stop_while_they_take(1800000, 50000)
        self.assertTrue(reader.has_all())
        self.assertFalse(slow.has_all())
        self.assertGreater(took_s, 3)
        self.assertLess(took_s, 9)
        self.assertIn("docfinch-serve: warning: 1 connection is cut off: the client hardly took its answer\n", lines)

    def test_a_stop_by_hand_cuts_off_clients_that_hardly_take_their_answers_and_no_others(self):
        took_s, readers, lines = self.stop_while_they_take(20000, 100000, number=signal.SIGINT)
        self.assertLess(took_s, 2)
        self.assertFalse(any(reader.has_all() for reader in readers))
        self.assertIn("docfinch-serve: warning: 2 connections are cut off: the client hardly took its answer\n", lines)
        self.assert_waited_for(*self.stop_while_they_take(400000, number=signal.SIGINT, events=[(2, "hurry")]))

    def test_a_client_that_takes_its_answer_in_gulps_is_waited_for(self):
        """A second of its time counts, not the 0.7 s in which it reads nothing."""
        self.assert_waited_for(*self.stop_while_they_take(1400000, number=signal.SIGINT, gulp_bytes=1000000,
                                                          events=[(2, "hurry")]))

    def test_a_machine_that_stands_still_during_the_stop_cuts_nobody_off(self):
        """The moments of two looks pass meanwhile, and what is taken from one to the other is taken in no time."""
        events = [(2.2, signal.SIGSTOP), (2.6, signal.SIGCONT), (3.5, "hurry")]
        self.assert_waited_for(*self.stop_while_they_take(1800000, events=events))

    def test_watchdog_of_a_server_that_only_sends_to_slow_clients(self):
        """They hold both threads for longer than the watchdog is patient, and more clients wait than are queued."""
        waiting = 1100
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        name = os.path.join(self.folder.name, "notify")
        os.environ.update(NOTIFY_SOCKET=name, WATCHDOG_USEC="800000")
        self.addCleanup(lambda: [os.environ.pop(each) for each in ("NOTIFY_SOCKET", "WATCHDOG_USEC")])
        with Manager(name) as manager, Server(self.large, "--threads", "2") as server, contextlib.ExitStack() as stack:
            start = time.monotonic()
            readers = [SlowReader(server.address, 700000) for _ in range(2)]
            for reader in readers:
                stack.callback(reader.join, WAIT_S)
                stack.callback(reader.hurry.set)
            time.sleep(0.2)
            for _ in range(waiting):
                stack.enter_context(socket.create_connection(server.address, WAIT_S))
            manager.socket.settimeout(1.5)
            while all(reader.is_alive() for reader in readers):
                self.assertIn(manager.next().partition("=")[0], ("STATUS", "READY", "WATCHDOG"))
            self.assertGreater(time.monotonic() - start, 6.5, "the page was taken too fast")


if __name__ == "__main__":
    unittest.main()
