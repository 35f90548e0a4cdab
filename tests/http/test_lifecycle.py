"""Starting, stopping, and what is said when neither works."""

import concurrent.futures
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
        for option in ("--listen", "--threads", "--engines", "--help", "--version"):
            self.assertIn(option, result.stdout)
        result = run("--version")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, r"\Adocfinch-serve \d+\.\d+\.\d+\n\Z")

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([SERVE, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual(result.returncode, 3, result.stderr)

    def test_idle_server_stops_quickly(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with Server(self.artifact) as server:
                server.get("/healthz")
                start = time.monotonic()
                server.process.send_signal(number)
                self.assertEqual(server.wait(), 0)
                self.assertLess(time.monotonic() - start, 4)
                self.assertEqual(len(server.lines), 1, server.lines)

    def test_open_connection_gets_its_answer_and_is_closed(self):
        with Server(self.artifact) as server, server.connect() as first, server.connect() as second:
            for connection in (first, second):
                connection.send(request("/readyz"))
                self.assertEqual(connection.receive().status, 200)
            server.process.terminate()
            self.wait_until_refused(server)
            first.send(request("/readyz"))
            second.send(request("/api/search?q=lamp"))
            answer = first.receive()
            self.assertEqual((answer.status, answer.text, answer["Connection"]), (503, "stopping\n", "close"))
            answer = second.receive()
            self.assertEqual((answer.status, answer["Connection"]), (200, "close"))
            self.assertTrue(first.is_closed() and second.is_closed())
            self.assertEqual(server.wait(), 0)

    def wait_until_refused(self, server):
        """New connections end within a moment of the signal."""
        for _ in range(200):
            try:
                socket.create_connection(server.address, 5).close()
            except OSError:
                return
            time.sleep(0.005)
        self.fail("the server still accepts connections")

    def test_request_that_is_arriving_is_answered(self):
        with Server(self.artifact) as server, server.connect() as connection:
            raw = request("/api/search?q=lamp")
            connection.send(raw[:20])
            time.sleep(0.1)
            server.process.terminate()
            self.wait_until_refused(server)
            connection.send(raw[20:])
            self.assertEqual(connection.receive().status, 200)
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
            self.wait_until_refused(server)
            start = time.monotonic()
            server.process.terminate()
            self.assertEqual(server.wait(), -signal.SIGTERM)
            self.assertLess(time.monotonic() - start, 1.5)

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
