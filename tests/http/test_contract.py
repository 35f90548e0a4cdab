"""Sends every row of contract_table.py, at once and in pieces, and looks at all that comes back."""

import time
import unittest

from contract_table import CANARY, CANARY_WORD, CLOSED, KEPT, PORT, TABLE
from serving import ArtifactTest

PIECES = 6
PAUSE_S = 0.001
LAST = b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def whole(connection, raw):
    connection.send(raw)


def in_pieces(connection, raw):
    size = len(raw) // PIECES + 1
    for start in range(0, len(raw), size):
        try:
            connection.send(raw[start:start + size])
        except (BrokenPipeError, ConnectionResetError):
            return  # refused before the end; what was said is read all the same
        time.sleep(PAUSE_S)


class ContractTest(ArtifactTest, unittest.TestCase):
    def exchange(self, raw, send, heads):
        """All answers to these bytes; heads says which of them answer HEAD. The connection must end behind them."""
        answers = []
        with self.server.connect() as connection:
            send(connection, raw)
            while (answer := connection.receive(head=len(answers) in heads)) is not None:
                answers.append(answer)
        return answers

    def assert_headers(self, answer, case):
        for expected in case.has:
            name, _, value = expected.partition(": ")
            self.assertIsNotNone(answer[name], name)
            if value:
                self.assertEqual(answer[name], value)
        for name in case.lacks:
            self.assertIsNone(answer[name], name)

    def assert_case(self, case, send):
        raw = case.raw.replace(PORT, b"%d" % self.server.address[1])
        heads = {0} if raw.startswith(b"HEAD ") else ()
        answers = self.exchange(raw + (LAST if case.fate == KEPT else CANARY), send, heads)
        for answer in answers:
            self.assertNotIn(CANARY_WORD, answer.body)
            self.assertIsNotNone(answer["Content-Security-Policy"])
        statuses = tuple(answer.status for answer in answers)
        self.assertEqual(statuses, case.status + ((200,) if case.fate == KEPT else ()))
        if case.status:
            answer = answers[len(case.status) - 1]
            self.assertEqual(answer["Connection"] == "close", case.fate == CLOSED)
            self.assert_headers(answer, case)

    def test_every_row(self):
        for send in (whole, in_pieces):
            for case in TABLE:
                with self.subTest(case.name, send=send.__name__):
                    self.assert_case(case, send)

    def test_table_is_large_and_names_each_row_once(self):
        self.assertGreaterEqual(len(TABLE), 120)
        self.assertEqual(len({case.name for case in TABLE}), len(TABLE))

    def test_an_answered_canary_would_be_seen(self):
        answers = self.exchange(CANARY + LAST, whole, ())
        self.assertEqual([answer.status for answer in answers], [200, 200])
        self.assertIn(CANARY_WORD, answers[0].body)


if __name__ == "__main__":
    unittest.main()
