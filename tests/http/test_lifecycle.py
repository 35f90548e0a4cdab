"""Starting, stopping, and what is said when neither works."""

import concurrent.futures
import contextlib
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from serving import SERVE, Server, build_artifact, request


def run(*arguments):
    return subprocess.run([SERVE, *arguments], capture_output=True, text=True, timeout=60)


def run_briefly(*arguments):
    """Runs the server until it says that it listens, or ends by itself."""
    process = subprocess.Popen([SERVE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    first = process.stderr.readline()
    process.terminate()
    output, rest = process.communicate(timeout=60)
    return subprocess.CompletedProcess(arguments, process.returncode, output, first + rest)


class LifecycleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.artifact = build_artifact(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def assert_complaint(self, result, status, *words):
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, r"\Adocfinch-serve: error: [^\n]+\n\Z")
        for word in words:
            self.assertIn(word, result.stderr)

    def test_start_says_what_is_served_and_where(self):
        with Server(self.artifact) as server:
            self.assertEqual(len(server.lines), 1)
            self.assertRegex(server.lines[0], r"\Adocfinch-serve: artifact [0-9a-f]{32}, [1-9]\d* entries, "
                                              r"listening on http://127\.0\.0\.1:[1-9]\d*\n\Z")
            index = re.search("[0-9a-f]{32}", server.lines[0]).group()
            self.assertEqual(server.get("/readyz").text, f"ready {index}\n")

    def test_ipv6(self):
        """Served where the HTTP library can; where it cannot, the reason is said."""
        result = run_briefly(self.artifact, "--listen", "[::1]:0")
        if result.returncode == 3:
            self.assert_complaint(result, 3, "[::1]:0", "IPv6")
        else:
            self.assertEqual(result.returncode, 0)
            self.assertRegex(result.stderr, r"listening on http://\[::1\]:[1-9]\d*\n\Z")

    def test_port_in_use(self):
        with Server(self.artifact) as server:
            address = server.url.removeprefix("http://")
            self.assert_complaint(run(self.artifact, "--listen", address), 3, address, "in use", "--listen")
            self.assertEqual(server.get("/healthz").status, 200)

    def test_address_of_another_machine(self):
        self.assert_complaint(run(self.artifact, "--listen", "192.0.2.1:0"), 3, "192.0.2.1:0", "--listen")

    def test_bad_options(self):
        for listen in ("", "8080", ":8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                       "127.0.0.1:-1", "127.0.0.1:80s", "127.0.0.1:80,127.0.0.1:81", "127.0.0:80", "256.0.0.1:80",
                       "::1:80", "[::1]", "[127.0.0.1]:80", "[]:80", "127.0.0.1:8 0", "[" + "1" * 100 + "]:1"):
            self.assert_complaint(run(self.artifact, "--listen", listen), 2, "--listen")
        for option, most in (("--threads", 16384), ("--engines", 256)):
            for value in ("0", "-1", "x", "", "1.5", str(most + 1), "99999999999999999999"):
                self.assert_complaint(run(self.artifact, option, value), 2, option, str(most))
        self.assert_complaint(run(self.artifact, "--nothing"), 2, "--nothing")
        self.assert_complaint(run(self.artifact, "--listen"), 2, "--listen")
        self.assert_complaint(run(self.artifact, "-x"), 2, "-x")
        self.assert_complaint(run(), 2, "--help")
        self.assert_complaint(run(self.artifact, "second.db"), 2, "second.db")

    def test_help_and_version(self):
        result = run("--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for option in ("--listen", "--threads", "--engines", "--widget-integrity", "--help", "--version"):
            self.assertIn(option, result.stdout)
        result = run("--version")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, r"\Adocfinch-serve \d+\.\d+\.\d+\n\Z")

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([SERVE, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(result.returncode, 3, result.stderr)

    def test_stops_in_time_while_connections_are_idle(self):
        """By hand at once; by a manager after a second for balancers, and the time that a connection may be idle."""
        for number, least_s, most_s in ((signal.SIGTERM, 1, 3), (signal.SIGINT, 0, 1)):
            with Server(self.artifact) as server, contextlib.ExitStack() as stack:
                kept, silent, arriving = (stack.enter_context(server.connect()) for _ in range(3))
                kept.send(request("/healthz"))
                self.assertEqual(kept.receive().status, 200)
                arriving.send(b"GET /healthz HTTP/1.1\r\n")
                start = time.monotonic()
                server.process.send_signal(number)
                if number == signal.SIGTERM:
                    time.sleep(0.8)
                    stack.enter_context(server.connect())
                self.assertEqual(server.wait(), 0)
                self.assertGreaterEqual(time.monotonic() - start, least_s)
                self.assertLess(time.monotonic() - start, most_s)
                self.assertTrue(silent.is_closed())
                self.assertEqual(len(server.lines), 3, server.lines)

    def test_stop_is_told_with_what_was_still_answered(self):
        with Server(self.artifact) as server:
            server.get("/healthz")
            server.process.terminate()
            self.wait_until_draining(server)
            for _ in range(3):
                server.get("/healthz")
            self.assertEqual(server.wait(), 0)
        self.assertEqual(server.lines[1], "docfinch-serve: stopping: requests are answered for 1000 ms more\n")
        told = re.fullmatch(r"docfinch-serve: stopped: (\d+) requests were answered after the signal\n",
                            server.lines[2])
        self.assertIsNotNone(told, server.lines)
        self.assertIn(int(told.group(1)), range(4, 204))
        self.assertEqual(len(server.lines), 3)

    def test_new_connections_are_answered_until_balancers_know(self):
        """For a second /readyz says that no more should come, and what comes is answered all the same."""
        with Server(self.artifact) as server:
            server.process.terminate()
            start = time.monotonic()
            self.wait_until_draining(server)
            while time.monotonic() - start < 0.8:
                answer = server.get("/readyz")
                self.assertEqual((answer.status, answer.text, answer["Connection"]), (503, "stopping\n", "close"))
                with server.connect() as connection:
                    connection.send(request("/api/search?q=lamp"))
                    answer = connection.receive()
                    self.assertEqual((answer.status, answer["Connection"]), (200, "close"))
                    self.assertTrue(connection.is_closed())
                time.sleep(0.02)
            self.wait_until_refused(server)
            self.assertEqual(server.wait(), 0)

    def test_open_connection_gets_its_answer_and_is_closed(self):
        with Server(self.artifact) as server, server.connect() as first, server.connect() as second:
            for connection in (first, second):
                connection.send(request("/readyz"))
                self.assertEqual(connection.receive().status, 200)
            server.process.terminate()
            self.wait_until_draining(server)
            first.send(request("/readyz"))
            second.send(request("/api/search?q=lamp"))
            answer = first.receive()
            self.assertEqual((answer.status, answer.text, answer["Connection"]), (503, "stopping\n", "close"))
            answer = second.receive()
            self.assertEqual((answer.status, answer["Connection"]), (200, "close"))
            self.assertTrue(first.is_closed() and second.is_closed())
            self.assertEqual(server.wait(), 0)

    def wait_until_draining(self, server):
        for _ in range(200):
            if server.get("/readyz").status == 503:
                return
            time.sleep(0.005)
        self.fail("the server does not say that it stops")

    def wait_until_refused(self, server):
        """A handshake that the server ignores is tried again after a second, and refused then."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                socket.create_connection(server.address, 5).close()
            except OSError:
                return
            time.sleep(0.005)
        self.fail("the server still accepts connections")

    def test_request_that_is_arriving_is_answered(self):
        """Also when its connection was opened after the signal, and new ones are refused before it is whole."""
        with Server(self.artifact) as server, server.connect() as early:
            raw = request("/api/search?q=lamp")
            early.send(raw[:20])
            server.process.terminate()
            start = time.monotonic()
            self.wait_until_draining(server)
            time.sleep(max(0, start + 0.7 - time.monotonic()))
            with server.connect() as late:
                late.send(raw[:20])
                early.send(raw[20:])
                self.assertEqual(early.receive().status, 200)
                time.sleep(max(0, start + 1.6 - time.monotonic()))
                late.send(raw[20:])
                self.assertEqual(late.receive().status, 200)
            self.assertEqual(server.wait(), 0)

    def test_no_request_is_lost_under_load(self):
        """Clients that open a connection for each few requests see answers or refused connections, never a cut one."""
        def client(server):
            answered = 0
            while True:
                try:
                    connection = server.connect()
                except ConnectionRefusedError:
                    return answered
                with connection:
                    for _ in range(20):
                        connection.send(request("/api/search?q=lamp"))
                        answer = connection.receive()
                        self.assertIsNotNone(answer, f"after {answered} answers")
                        self.assertEqual(answer.status, 200)
                        answered += 1
                        if answer["Connection"] == "close":
                            break

        with Server(self.artifact, "--engines", "64") as server, concurrent.futures.ThreadPoolExecutor(8) as pool:
            clients = [pool.submit(client, server) for _ in range(8)]
            time.sleep(0.5)
            server.process.terminate()
            for each in clients:
                self.assertGreater(each.result(timeout=30), 0)
            self.assertEqual(server.wait(), 0)

    def test_second_signal_stops_at_once(self):
        with Server(self.artifact) as server, server.connect() as connection:
            connection.send(request("/healthz"))
            connection.receive()
            connection.send(b"GET /healthz HTTP/1.1\r\n")
            server.process.terminate()
            self.wait_until_draining(server)
            start = time.monotonic()
            server.process.terminate()
            self.assertEqual(server.wait(), -signal.SIGTERM)
            self.assertLess(time.monotonic() - start, 0.5)

    def test_busy_engines_turn_a_search_away(self):
        """One engine and many searches at once: each is answered, or told to come back."""
        target = "/api/search?q=" + "+".join("abcdefghijklmnop")
        def client(server, number):
            with server.connect() as connection:
                answers = []
                for step in range(20):
                    connection.send(request(f"{target}{number}x{step}"))
                    answers.append(connection.receive())
                return answers

        with Server(self.artifact, "--engines", "1") as server, concurrent.futures.ThreadPoolExecutor(24) as pool:
            for answers in pool.map(lambda number: client(server, number), range(24)):
                for answer in answers:
                    self.assertIn(answer.status, (200, 503))
                    if answer.status == 503:
                        self.assertEqual(answer["Retry-After"], "1")
                        self.assertEqual(answer["Content-Type"], "application/problem+json")
                        self.assertIsNone(answer["ETag"])
            self.assertEqual(server.get("/api/search?q=lamp").status, 200)

    def test_server_leaves_no_file_behind(self):
        before = sorted(os.listdir(self.folder.name))
        with Server(self.artifact) as server:
            server.get("/")
        self.assertEqual(sorted(os.listdir(self.folder.name)), before)


if __name__ == "__main__":
    unittest.main()
