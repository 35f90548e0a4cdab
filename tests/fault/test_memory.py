"""When memory or the disk fails at any moment, a program says so and ends, or goes on and is right: nothing else.

Runs the programs with faults.c loaded before the C library's functions, which a build with AddressSanitizer has in its
place already. DOCFINCH_FAULTS is the path of the library that is made of it.
"""

import http.client
import os
import re
import subprocess
import tempfile
import unittest

from programs import INDEX, SERVE, TIMEOUT_S, write_pages

FAULTS = os.path.abspath(os.environ["DOCFINCH_FAULTS"])

# How many moments are tried for each program.
MOMENTS = 120

TARGETS = ("/api/search?q=word", "/", "/search?q=page", "/api/docsets", "/api/entries/1")
ABORTED = -6

# Brotli ends the process by itself, without a word.
BROTLI_EXIT = 1


def with_faults(**faults):
    return dict(os.environ, LD_PRELOAD=FAULTS, **faults)


def allocations(errors):
    return int(re.search(r"^(\d+) allocations$", errors, re.M).group(1))


def moments(total):
    """All parts of a run, and no two of the same loop always."""
    return [1 + step * (total - 1) // MOMENTS + step % 7 for step in range(MOMENTS)]


def ask(port, target):
    """The status, or None where the connection ended without an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


class Served:
    """A run of the server: what it answered, how it ended, and what it said."""

    def __init__(self, artifact, **faults):
        # libseccomp crashes without memory, before the first connection.
        command = [SERVE, artifact, "--listen", "127.0.0.1:0", "--threads", "4", "--no-confine"]
        self.statuses, self.errors = [], ""
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=with_faults(**faults)) as process:
            port = self.read_port(process)
            if port is not None:
                self.statuses = [ask(port, target) for target in TARGETS]
                process.send_signal(2)
            self.errors += process.communicate(timeout=TIMEOUT_S)[1]
            self.code = process.returncode

    def read_port(self, process):
        for line in process.stderr:
            self.errors += line
            match = re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)
            if match:
                return int(match.group(1))
        return None


class MemoryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.site = write_pages(os.path.join(cls.folder.name, "site"))
        cls.artifact = os.path.join(cls.folder.name, "docs.db")
        result = cls.build(cls.artifact)
        assert result.returncode == 0, result.stderr
        with open(cls.artifact, "rb") as file:
            cls.bytes = file.read()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def build(cls, output, **faults):
        command = [INDEX, "build", "--quiet", "--jobs", "2", "--docset", "docs=" + cls.site, "-o", output]
        return subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, env=with_faults(**faults))

    def test_the_server_serves_or_says_why_not(self):
        total = allocations(Served(self.artifact).errors)
        endings = set()
        for moment in moments(total):
            run = Served(self.artifact, DOCFINCH_FAIL_ALLOCATION=str(moment))
            with self.subTest(allocation=moment, code=run.code, errors=run.errors):
                self.assert_served(run)
                endings.add(run.code)
        self.assertIn(3, endings)

    def assert_served(self, run):
        if run.code == 0:
            self.assertEqual([status for status in run.statuses if status not in (200, 500, 503)], [])
            self.assertGreaterEqual(run.statuses.count(200), len(TARGETS) - 1)
        elif run.code == ABORTED:
            self.assertIn("docfinch: out of memory\n", run.errors)
        elif run.code == BROTLI_EXIT:
            self.assertEqual(run.statuses, [])
        else:
            self.assertEqual(run.code, 3)
            self.assertRegex(run.errors, r"\Adocfinch-serve: error: [^\n]+\n")

    def test_the_indexer_writes_all_or_nothing(self):
        output = os.path.join(self.folder.name, "other.db")
        total = allocations(self.build(output).stderr)
        os.unlink(output)
        endings = set()
        for moment in moments(total):
            result = self.build(output, DOCFINCH_FAIL_ALLOCATION=str(moment))
            with self.subTest(allocation=moment, code=result.returncode, errors=result.stderr):
                self.assert_built(result, output)
                endings.add(result.returncode)
        self.assertTrue(endings - {0})

    def assert_built(self, result, output):
        if os.path.exists(output):
            with open(output, "rb") as file:
                self.assertEqual(file.read(), self.bytes)
            os.unlink(output)
            self.assertEqual(result.returncode, 0)
        elif result.returncode == ABORTED:
            self.assertIn("docfinch: out of memory\n", result.stderr)
        else:
            self.assertIn(result.returncode, (1, 3))
            self.assertRegex(result.stderr, r"\Adocfinch-index: error: [^\n]+\n")

    def test_short_reads_change_nothing(self):
        output = os.path.join(self.folder.name, "short.db")
        self.assertEqual(self.build(output, DOCFINCH_READ="short").returncode, 0)
        with open(output, "rb") as file:
            self.assertEqual(file.read(), self.bytes)
        self.assertEqual(Served(output, DOCFINCH_READ="short").statuses, [200] * len(TARGETS))

    def test_a_disk_that_fails_is_named(self):
        run = Served(self.artifact, DOCFINCH_READ="error")
        self.assertEqual(run.code, 3)
        self.assertIn(f"{self.artifact}: Input/output error\n", run.errors)


if __name__ == "__main__":
    unittest.main()
