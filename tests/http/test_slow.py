"""Connections that hold still or drip are closed in time, and others are answered meanwhile."""

import concurrent.futures
import time
import unittest

from serving import ArtifactTest, request
from slow_clients import LIMITS_S, SlowCrowd

COUNTS = {"idle": 30, "kept": 30, "header": 30, "body": 10}
HOLD_S = 3.5
FRESH_LIMIT_S = 1.0


class SlowTest(ArtifactTest, unittest.TestCase):
    options = ("--threads", "128")

    def ask_until(self, is_over):
        """The longest that a fresh request took, in seconds."""
        longest = 0
        while not is_over():
            start = time.monotonic()
            self.assertEqual(self.server.get("/api/search?q=lamp").status, 200)
            longest = max(longest, time.monotonic() - start)
            time.sleep(0.05)
        return longest

    def test_slow_connections_end_and_others_are_answered(self):
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            held = pool.submit(SlowCrowd(self.server.address, COUNTS).hold, HOLD_S)
            longest = self.ask_until(held.done)
        self.assertLess(longest, FRESH_LIMIT_S)
        for kind, lasted_s in held.result().items():
            self.assertEqual(len(lasted_s), COUNTS[kind])
            self.assertLessEqual(max(lasted_s), LIMITS_S[kind], kind)

    def test_slow_header_is_told_why(self):
        with self.server.connect() as connection:
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: ")
            answer = connection.receive()
            self.assertEqual((answer.status, answer["Connection"]), (400, "close"))
            self.assertTrue(connection.is_closed())

    def test_idle_connection_is_closed_without_a_word(self):
        with self.server.connect() as connection:
            connection.send(request("/healthz"))
            self.assertEqual(connection.receive().status, 200)
            self.assertTrue(connection.is_closed())

    def test_refused_body_is_answered_at_once(self):
        with self.server.connect() as connection:
            start = time.monotonic()
            connection.send(request("/api/search?q=a", "POST", Content_Length="1000000000"))
            self.assertEqual(connection.receive().status, 405)
            self.assertTrue(connection.is_closed())
            self.assertLess(time.monotonic() - start, LIMITS_S["body"])


if __name__ == "__main__":
    unittest.main()
