"""Requests that need more than a row of contract_table.py: every byte in turn, and connections that carry several."""

import time
import unittest

from serving import ArtifactTest, request

GOOD = request("/healthz")


class RequestsTest(ArtifactTest, unittest.TestCase):
    def assert_refused(self, raw):
        with self.server.connect() as connection:
            connection.send(raw)
            answer = connection.receive()
            self.assertEqual((answer.status, answer["Connection"]), (400, "close"), raw)
            self.assertTrue(connection.is_closed(), raw)

    def test_nul_and_control_characters(self):
        for byte in (0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F):
            self.assert_refused(request(f"/healthz%{byte:02x}"))
        for byte in (0x00, 0x01, 0x08, 0x0B, 0x1B, 0x1F, 0x7F):
            self.assert_refused(request(f"/api/search?q=a{chr(byte)}b"))
            self.assertEqual(self.server.get(f"/api/search?q=a%{byte:02X}b").status, 200)

    def test_header_larger_than_all_buffers(self):
        with self.server.connect() as connection:
            connection.send(request("/healthz", X="a" * 16384))
            self.assertIn(connection.receive().status, (400, 431))

    def test_blank_lines_before_a_request_repeat_nothing(self):
        """The library would read what an earlier request left in its buffer."""
        with self.server.connect() as connection:
            connection.send(GOOD)
            self.assertEqual(connection.receive().status, 200)
            connection.send(b"\r\n\r\n" + GOOD)
            self.assertEqual(connection.receive().status, 400)
            self.assertTrue(connection.is_closed())

    def test_one_connection_carries_many_requests(self):
        with self.server.connect() as connection:
            for target in ("/healthz", "/api/search?q=lamp", "/", "/nothing", "/api/search?limit=x", "/assets/app.js"):
                connection.send(request(target))
                answer = connection.receive()
                self.assertIsNone(answer["Connection"], target)
                self.assertEqual(answer.body, self.server.get(target).body if "q=" not in target else answer.body)
            connection.send(request("/healthz", Connection="close"))
            self.assertEqual(connection.receive()["Connection"], "close")
            self.assertTrue(connection.is_closed())

    def test_pipelined_requests_are_answered_in_order(self):
        targets = ["/healthz", "/nothing", "/api/meta", "/healthz"] * 5
        with self.server.connect() as connection:
            connection.send(b"".join(request(target) for target in targets))
            for target in targets:
                self.assertEqual(connection.receive().body, self.server.get(target).body)

    def test_request_that_comes_in_pieces(self):
        with self.server.connect() as connection:
            for start in range(0, len(GOOD), 7):
                connection.send(GOOD[start:start + 7])
                time.sleep(0.005)
            self.assertEqual(connection.receive().status, 200)


if __name__ == "__main__":
    unittest.main()
