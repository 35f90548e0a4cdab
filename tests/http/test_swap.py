"""A newer artifact in the place of the one that is served."""

import contextlib
import hashlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from serving import INDEX, SERVE, SITE, Server, build_artifact, request

WAIT_S = 20

# Where the checksum of an artifact stands.
SEAL = slice(4096 - 32, 4096)


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def put(source, target):
    """As a deployment does it: written beside the target, then renamed over it."""
    shutil.copyfile(source, target + ".part")
    os.replace(target + ".part", target)


class SwapTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.first = build_artifact(cls.folder.name, "--embed-pages")
        other = os.path.join(cls.folder.name, "other")
        shutil.copytree(SITE, other)
        pathlib.Path(other, "zeppelin.html").write_text("<!DOCTYPE html><title>Zeppelin</title><main><h1>Zeppelin</h1>"
                                                        "<p>It flies.</p></main>", encoding="utf-8")
        cls.second = os.path.join(cls.folder.name, "second.db")
        subprocess.run([INDEX, "build", "--quiet", "--embed-pages", "--docset", "lantern=" + other, "-o", cls.second],
                       check=True, timeout=60)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.served = os.path.join(self.folder.name, "served.db")
        put(self.first, self.served)
        self.addCleanup(self.remove_served)

    def remove_served(self):
        for name in ("served.db", "served.db.sha256"):
            path = pathlib.Path(self.folder.name, name)
            if path.is_dir():
                path.rmdir()
            elif path.is_symlink() or path.exists():
                path.unlink()

    def wait_for_line(self, server, pattern):
        for _ in range(WAIT_S * 100):
            found = [line for line in server.lines[1:] if re.search(pattern, line)]
            if found:
                return found[0]
            time.sleep(0.01)
        self.fail(f"nothing like '{pattern}' in {server.lines}")

    def ready_id(self, server):
        return server.get("/readyz").text.split()[1]

    def hangup(self, server):
        server.process.send_signal(signal.SIGHUP)

    def test_hangup_serves_the_new_file(self):
        with Server(self.served) as server:
            before = self.ready_id(server)
            self.assertEqual(server.get("/api/search?q=zeppelin").text.count('"title"'), 0)
            put(self.second, self.served)
            self.hangup(server)
            self.wait_for_line(server, "artifact [0-9a-f]{32}, .* served after")
            self.assertNotEqual(self.ready_id(server), before)
            answer = server.get("/api/search?q=zeppelin")
            self.assertIn('"Zeppelin"', answer.text)
            self.assertEqual(answer["Docfinch-Artifact"], self.ready_id(server))
            self.assertEqual(server.get("/docs/lantern/zeppelin.html").status, 200)
            self.assertEqual(server.get("/readyz").text, f"ready {self.ready_id(server)}\n")

    def test_hangup_without_a_new_file_changes_nothing(self):
        with Server(self.served) as server:
            before = self.ready_id(server)
            self.hangup(server)
            self.wait_for_line(server, "there still, and served on")
            self.assertEqual(self.ready_id(server), before)

    def with_other_canaries(self, path, letter=b"q"):
        """The bytes of an artifact whose first canary finds nothing, and the query that it has."""
        content = pathlib.Path(path).read_bytes()
        with contextlib.closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as database:
            canaries, = database.execute("SELECT value FROM meta WHERE key = 'canaries'").fetchone()
        query = canaries.splitlines()[0].split(" ", 1)[1]
        other = letter * len(query.encode())
        changed = bytearray(content.replace(canaries.encode(), canaries.encode().replace(query.encode(), other, 1)))
        self.assertNotEqual(bytes(changed), content)
        changed[SEAL] = bytes(32)
        changed[SEAL] = hashlib.sha256(changed).digest()
        return bytes(changed), other

    def test_what_is_served_is_not_made_once_more(self):
        """The id says what it is: nothing is searched in it."""
        with Server(self.served) as server:
            before = self.ready_id(server)
            changed, _ = self.with_other_canaries(self.served)
            pathlib.Path(self.served + ".part").write_bytes(changed)
            os.replace(self.served + ".part", self.served)
            self.hangup(server)
            self.wait_for_line(server, "unchanged: artifact " + before)

    def bad_files(self):
        whole = pathlib.Path(self.second).read_bytes()
        flipped = bytearray(whole)
        flipped[len(whole) // 2] ^= 1
        yield "checksum", bytes(flipped)
        yield "damaged", whole[:len(whole) // 4096 // 2 * 4096]
        yield "too short", b""
        yield "not an SQLite file", b"x" * len(whole)

    def test_a_bad_file_is_refused_and_the_old_one_served_on(self):
        with Server(self.served) as server:
            before = self.ready_id(server)
            for number, (reason, content) in enumerate(self.bad_files()):
                pathlib.Path(self.served + ".part").write_bytes(content)
                os.replace(self.served + ".part", self.served)
                self.hangup(server)
                self.wait_for_line(server, f"error: refused: .*{reason}")
                answer = server.get("/readyz")
                self.assertEqual((answer.status, answer.text.splitlines()[0]), (200, f"ready {before}"), number)
                self.assertIn("refused", answer.text)
                self.assertEqual(server.get("/api/search?q=lamp").status, 200)
            put(self.second, self.served)
            self.hangup(server)
            self.wait_for_line(server, "served after")
            self.assertNotIn("refused", server.get("/readyz").text)

    def test_a_file_that_does_not_find_what_it_should_is_refused(self):
        for letter in (b"q", b"\xff"):
            changed, query = self.with_other_canaries(self.second, letter)
            pathlib.Path(self.served).write_bytes(changed)
            result = subprocess.run([SERVE, self.served], capture_output=True, timeout=60)
            self.assertEqual(result.returncode, 3)
            shown = query.replace(b"\xff", b"?").decode("ascii")
            self.assertIn(f"'{shown}' does not find", result.stderr.decode("utf-8"))

    def test_what_is_no_file_is_refused(self):
        with Server(self.served) as server:
            before = self.ready_id(server)
            os.unlink(self.served)
            self.hangup(server)
            self.wait_for_line(server, "refused: .*no such file")
            os.mkdir(self.served)
            self.hangup(server)
            self.wait_for_line(server, "refused: .*not a regular file")
            os.rmdir(self.served)
            os.symlink("served.db", self.served)
            self.hangup(server)
            self.wait_for_line(server, "refused: .*symbolic links")
            self.assertEqual(self.ready_id(server), before)

    def test_watch_sees_a_file_renamed_written_and_linked(self):
        with Server(self.served, "--watch") as server:
            ids = [self.ready_id(server)]
            put(self.second, self.served)
            self.wait_for_line(server, "served after")
            ids.append(self.ready_id(server))
            server.lines[1:] = []
            shutil.copyfile(self.first, self.served)
            self.wait_for_line(server, "served after")
            ids.append(self.ready_id(server))
            server.lines[1:] = []
            os.symlink(self.second, self.served + ".link")
            os.replace(self.served + ".link", self.served)
            self.wait_for_line(server, "served after")
            ids.append(self.ready_id(server))
            self.assertEqual([ids[0], ids[1]] * 2, ids)

    def test_watch_says_once_that_the_file_is_gone(self):
        with Server(self.served, "--watch") as server:
            before = self.ready_id(server)
            os.remove(self.served)
            self.wait_for_line(server, "refused: .*no such file.* served on")
            answer = server.get("/readyz")
            self.assertEqual((answer.status, answer.text),
                             (200, f"ready {before}\nthe file at its place is gone\n"))
            for count in range(3):
                pathlib.Path(self.folder.name, "note").write_text(str(count))
                time.sleep(0.3)
            self.assertEqual(sum("refused" in line for line in server.lines), 1, server.lines)
            put(self.first, self.served)
            self.wait_for_line(server, "there still, and served on")
            self.assertEqual(server.get("/readyz").text, f"ready {before}\n")

    def test_without_watch_nothing_happens_by_itself(self):
        with Server(self.served) as server:
            put(self.second, self.served)
            time.sleep(1)
            self.assertEqual(len(server.lines), 1, server.lines)

    def test_checksum_beside_the_file(self):
        sidecar = pathlib.Path(self.served + ".sha256")
        for text in (f"{sha256(self.first)}  served.db\n", f"{sha256(self.first).upper()} *some/where/served.db\n",
                     f"{sha256(self.second)}  second.db\n{sha256(self.first)}  served.db\n", sha256(self.first)):
            sidecar.write_text(text)
            with Server(self.served) as server:
                self.assertEqual(server.get("/readyz").status, 200)
        for text, reason in ((f"{sha256(self.second)}  served.db\n", "another file"),
                             ("", "has no checksum of served.db: a line of 64"),
                             (f"{sha256(self.first)}  other.db\n", "has no checksum"), ("x" * 100000, "too long"),
                             (sha256(self.first)[:-1], "has no checksum")):
            sidecar.write_text(text)
            result = subprocess.run([SERVE, self.served], capture_output=True, text=True, timeout=60)
            self.assertEqual(result.returncode, 3)
            self.assertRegex(result.stderr, r"\Adocfinch-serve: error: .*served\.db\.sha256: [^\n]*" + reason)

    def test_file_and_checksum_that_come_one_after_the_other_are_one_change(self):
        sidecar = pathlib.Path(self.served + ".sha256")
        sidecar.write_text(f"{sha256(self.first)}  served.db\n")
        with Server(self.served, "--watch") as server:
            put(self.second, self.served)
            time.sleep(0.05)
            sidecar.write_text(f"{sha256(self.second)}  served.db\n")
            self.wait_for_line(server, "served after")
            self.assertNotIn("refused", "".join(server.lines))

    def test_no_other_artifact_than_the_expected_one(self):
        with Server(self.served) as server:
            index = self.ready_id(server)
        with Server(self.served, "--expect-id", index) as server:
            put(self.second, self.served)
            self.hangup(server)
            self.wait_for_line(server, "refused: .*--expect-id")
            self.assertEqual(self.ready_id(server), index)
        result = subprocess.run([SERVE, self.served, "--expect-id", index], capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 3)
        self.assertIn("--expect-id", result.stderr)
        put(self.first, self.served)
        with Server(self.served, "--expect-id", index.upper()) as server:
            self.assertEqual(self.ready_id(server), index)
        for bad in ("", "x", index[1:], index + "0", index[1:] + "g"):
            result = subprocess.run([SERVE, self.served, "--expect-id", bad], capture_output=True, timeout=60)
            self.assertEqual(result.returncode, 2, bad)

    def test_swaps_under_load_lose_and_mix_nothing(self):
        """Every answer's body is of the artifact that its header names, and none is missing."""
        stop, problems, counts = threading.Event(), [], []

        def client(server, target, pattern):
            answered, seen = 0, set()
            with server.connect() as connection:
                while not stop.is_set():
                    connection.send(request(target))
                    answer = connection.receive()
                    if answer is None or answer.status != 200:
                        problems.append(f"{target}: {answer and answer.status}")
                        return
                    index = answer["Docfinch-Artifact"]
                    if not re.search(pattern.format(index), answer.text):
                        problems.append(f"{target}: not of {index}: {answer.text[:200]}")
                    seen.add(index)
                    answered += 1
            counts.append((answered, len(seen)))

        with Server(self.served, "--engines", "8") as server:
            targets = [("/api/search?q=lamp", '"index":"{}"'), ("/api/docsets", '"index":"{}"'),
                       ("/readyz", "ready {}"), ("/", "<h1")] * 2
            threads = [threading.Thread(target=client, args=(server, *target)) for target in targets]
            for thread in threads:
                thread.start()
            for turn in range(20):
                put(self.first if turn % 2 else self.second, self.served)
                server.lines[1:] = []
                self.hangup(server)
                self.wait_for_line(server, "served after")
            stop.set()
            for thread in threads:
                thread.join(WAIT_S)
        self.assertEqual(problems, [])
        self.assertEqual([seen for _, seen in counts], [2] * len(targets))

    def test_stop_while_a_file_is_loaded(self):
        with Server(self.served) as server:
            put(self.second, self.served)
            self.hangup(server)
            server.process.terminate()
            self.assertEqual(server.wait(), 0)


if __name__ == "__main__":
    unittest.main()
