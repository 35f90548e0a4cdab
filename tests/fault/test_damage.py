"""Hundreds of damaged artifacts: the server takes none of them, neither at its start nor later, says so in one line,
and is quick about it. DOCFINCH_DAMAGED says how many there are."""

import concurrent.futures
import contextlib
import os
import re
import signal
import subprocess
import tempfile
import threading
import unittest
import urllib.request

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


@contextlib.contextmanager
def start_serving(artifact):
    """A running server; what still runs at the end is killed."""
    process = subprocess.Popen([SERVE, artifact, "--listen", "127.0.0.1:0", "--threads", "4"], stderr=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, text=True)
    timer = threading.Timer(TIMEOUT_S * 5, process.kill)
    timer.start()
    try:
        yield process
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        process.stderr.close()


def ask(address, target):
    with urllib.request.urlopen(f"http://{address}{target}", timeout=TIMEOUT_S) as answer:
        return answer.read().decode()


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

    def test_running_server_takes_none(self):
        """The file that is served is replaced again and again; each time the server says no and serves on."""
        path, damage = self.write("served.db", self.good), Damage(self.good, self.other, seed=2)
        with start_serving(path) as process:
            address = re.search(r"http://([\d.:]+)$", process.stderr.readline().rstrip()).group(1)
            before = ask(address, "/readyz").splitlines()[0]
            for number in range(COUNT // 5):
                kind, content = damage.make()
                os.replace(self.write("new.db", content), path)
                process.send_signal(signal.SIGHUP)
                self.assertIn("error: refused: ", process.stderr.readline(), f"{number}: {kind}")
                self.assertEqual(ask(address, "/readyz").splitlines()[0], before)
                self.assertIn('"hits":[{', ask(address, "/api/search?q=page"))
            process.terminate()
            rest = process.communicate(timeout=TIMEOUT_S)[1].splitlines()
            self.assertEqual([line.split()[1] for line in rest], ["stopping:", "stopped:"])
            self.assertEqual(process.returncode, 0)

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
        with start_serving(path) as process:
            line = process.stderr.readline()
            if "listening on" in line:
                process.terminate()
            _, rest = process.communicate(timeout=TIMEOUT_S)
        self.assertIn("listening on" if process.returncode == 0 else "error: ", line, rest)
        return process.returncode


if __name__ == "__main__":
    unittest.main()
