"""Hundreds of damaged artifacts: the server takes none of them, says so in one line, and is quick about it.
DOCFINCH_DAMAGED says how many there are."""

import concurrent.futures
import os
import subprocess
import tempfile
import threading
import unittest

from damage import Damage
from programs import SERVE, TIMEOUT_S, Complaints, index, write_pages

COUNT = int(os.environ.get("DOCFINCH_DAMAGED", "300"))
MOST_CPU_S = 1.0  # processor time, which other programs on the machine do not change
CHANGES = 8


def start(artifact):
    """(the finished process, its processor time in seconds); one that serves is stopped, and its status is 0."""
    with tempfile.TemporaryFile(mode="w+") as errors:
        process = subprocess.Popen([SERVE, artifact, "--listen", "127.0.0.1:0", "--threads", "4"], stderr=errors,
                                   stdout=subprocess.PIPE, text=True)
        timer = threading.Timer(TIMEOUT_S / 4, process.terminate)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output = process.stdout.read()
        process.stdout.close()
        errors.seek(0)
        result = subprocess.CompletedProcess(process.args, process.returncode, output, errors.read())
    return result, usage.ru_utime + usage.ru_stime


class DamageTest(Complaints, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.good = cls.build("good", 3)
        cls.other = cls.build("other", 4)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def build(cls, name, count):
        path = os.path.join(cls.folder.name, name + ".db")
        site = write_pages(os.path.join(cls.folder.name, name), count)
        result = index("build", "--quiet", "--docset", "docs=" + site, "-o", path)
        assert result.returncode == 0, result.stderr
        with open(path, "rb") as file:
            return file.read()

    def write(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def assert_damaged(self, number, kind, content):
        path = self.write(f"damaged{number}.db", content)
        result, cpu_s = start(path)
        os.remove(path)
        text = f"{number}: {kind}, {len(content)} bytes: {result.stderr}"
        self.assertEqual(result.returncode, 3, text)
        self.assert_complaint(result, "docfinch-serve", path)
        self.assertLess(cpu_s, MOST_CPU_S, text)

    def test_none_is_taken(self):
        damage = Damage(self.good, self.other)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            running = [pool.submit(self.assert_damaged, number, *damage.make()) for number in range(COUNT)]
            for each in running:
                each.result()

    def test_file_that_changes_while_it_is_read(self):
        """It is taken as a whole or not at all; which of the two is chance."""
        path = self.write("changing.db", self.good)
        is_over = threading.Event()

        def change():
            while not is_over.is_set():
                with open(path, "r+b") as file:
                    for content in (self.other, self.good[:5000], self.good):
                        file.seek(0)
                        file.write(content)
                        file.truncate()
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            changing = pool.submit(change)
            statuses = [self.start_briefly(path) for _ in range(CHANGES)]
            is_over.set()
            changing.result()
        self.assertLessEqual(set(statuses), {0, 3})

    def start_briefly(self, path):
        process = subprocess.Popen([SERVE, path, "--listen", "127.0.0.1:0", "--threads", "4"], stderr=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, text=True)
        line = process.stderr.readline()
        if "listening on" in line:
            process.terminate()
        _, rest = process.communicate(timeout=TIMEOUT_S)
        self.assertIn("listening on" if process.returncode == 0 else "error: ", line, rest)
        return process.returncode


if __name__ == "__main__":
    unittest.main()
