"""Whatever ends a build, and whenever: the target is a whole artifact, the old one or the new one, and the next build
finds nothing in its way.

strace makes the n-th system call of a kind fail, for every n that a build comes to; builds are killed at random
moments. DOCFINCH_FAULT_RUNS (default 5) is how many moments, and about how many calls of each kind, are
tried.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from programs import INDEX, index, write_pages

RUNS = int(os.environ.get("DOCFINCH_FAULT_RUNS", "5"))

# System calls by which a build writes, and an error that each of them may meet.
CALLS = (("write", "ENOSPC"), ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("pread64", "EIO"), ("read", "EIO"),
         ("fsync", "EIO"), ("rename", "EIO"), ("unlink", "EIO"), ("ftruncate", "EIO"), ("openat", "EMFILE"))

# A leak check cannot run under a tracer.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}


class InterruptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.out = os.path.join(self.folder, "out")
        os.mkdir(self.out)
        self.target = os.path.join(self.out, "docs.db")
        self.site = write_pages(os.path.join(self.folder, "site"), count=30, words=300)
        old = write_pages(os.path.join(self.folder, "old"))
        self.old = self.made_of(old)
        self.new = self.made_of(self.site)

    def command(self, site):
        return [INDEX, "build", "--quiet", "--jobs", "2", "--docset", "docs=" + site, "-o", self.target]

    def made_of(self, site):
        self.assertEqual(subprocess.run(self.command(site), stderr=subprocess.DEVNULL).returncode, 0)
        return self.content()

    def content(self):
        with open(self.target, "rb") as file:
            return file.read()

    def put_old(self):
        with open(self.target, "wb") as file:
            file.write(self.old)

    def assert_whole(self, what):
        self.assertIn(self.content(), (self.old, self.new), what)

    def assert_next_build_is_clean(self, what):
        self.assertEqual(self.made_of(self.site), self.new, what)
        self.assertEqual(os.listdir(self.out), ["docs.db"], what)

    def traced(self, *options):
        return subprocess.run(["strace", "-f", "-qq", *options, *self.command(self.site)], env=ENVIRONMENT,
                              capture_output=True, text=True, timeout=60)

    def count_calls(self, name):
        """How often the thread that comes to it most often calls it."""
        log = os.path.join(self.folder, "trace")
        self.assertEqual(self.traced("-o", log, "-e", f"trace={name}").returncode, 0)
        with open(log, encoding="utf-8", errors="replace") as file:
            threads = re.findall(rf"^(\d+) +{name}\(", file.read(), re.MULTILINE)
        return max([threads.count(thread) for thread in set(threads)], default=0)

    @unittest.skipUnless(shutil.which("strace"), "strace is not there")
    def test_every_call_may_fail(self):
        for name, error in CALLS:
            count = self.count_calls(name)
            step = max(1, count // RUNS)
            for number in range(1, count + 1, step):
                with self.subTest(call=name, error=error, number=number):
                    self.put_old()
                    result = self.traced("-o", "/dev/null", "-e", f"inject={name}:error={error}:when={number}")
                    self.assertIn(result.returncode, (0, 3, 127), result.stderr)
                    if result.returncode == 3:
                        self.assertRegex(result.stderr, r"docfinch-index: error: [^\n]+")
                    self.assert_whole((name, number))
                    self.assert_next_build_is_clean((name, number))

    def test_killed_at_any_moment(self):
        start = time.monotonic()
        self.made_of(self.site)
        length = time.monotonic() - start
        moments = random.Random(1)
        for run in range(RUNS):
            self.put_old()
            process = subprocess.Popen(self.command(self.site), stderr=subprocess.DEVNULL)
            time.sleep(moments.uniform(0, 1.1 * length))
            process.send_signal(signal.SIGKILL)
            process.wait(60)
            self.assert_whole(f"run {run}")
            self.assert_next_build_is_clean(f"run {run}")

    def test_what_was_made_is_an_artifact(self):
        self.assertEqual(index("info", self.target).returncode, 0)
        self.assertNotEqual(self.old, self.new)


if __name__ == "__main__":
    unittest.main()
