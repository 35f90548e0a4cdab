"""What a confined server still can and cannot do. Builds with a sanitizer leave out most of it (confine.h)."""

import contextlib
import ctypes
import glob
import http.client
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from serving import SERVE, Server, build_artifact

IS_SANITIZED = os.environ.get("DOCFINCH_SANITIZE", "") != ""
IS_ROOT = os.geteuid() == 0
SECCOMP_FILTER = "2"


def threads(process):
    """The status of every thread: a list of dictionaries."""
    found = []
    for path in glob.glob(f"/proc/{process.pid}/task/*/status"):
        with open(path, encoding="ascii", errors="replace") as file:
            found.append(dict(re.findall(r"^(\w+):\s*(.*?)\s*$", file.read(), re.M)))
    return found


def has_landlock():
    """landlock_create_ruleset(2) is number 444 on every architecture; flag 1 asks for the version."""
    return ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


class ConfineTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        os.chmod(cls.folder.name, 0o755)
        cls.artifact = build_artifact(cls.folder.name, "--embed-pages")
        os.chmod(cls.artifact, 0o644)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def assert_every_thread(self, server, **expected):
        all_threads = threads(server.process)
        self.assertGreater(len(all_threads), 60, "the threads of --threads 64")
        for thread in all_threads:
            for name, value in expected.items():
                self.assertEqual(thread[name], value, f"{name} of {thread['Name']}")

    def assert_serves(self, server):
        for target in ("/", "/search?q=lamp", "/api/search?q=lmap", "/api/entries/1", "/api/docsets",
                       "/docs/lantern/index.html", "/readyz", "/healthz"):
            self.assertEqual(server.get(target).status, 200, target)
        self.assertEqual(server.get("/nothing").status, 404)

    def assert_stops(self, server):
        server.process.terminate()
        self.assertEqual(server.wait(), 0)
        self.assertEqual([line.split()[1] for line in server.lines], ["artifact", "stopping:", "stopped:"])

    def test_every_thread_gets_no_new_privileges(self):
        with Server(self.artifact) as server:
            self.assert_every_thread(server, NoNewPrivs="1")

    @unittest.skipIf(IS_SANITIZED, "no seccomp with a sanitizer")
    def test_every_thread_is_filtered_and_serves(self):
        with Server(self.artifact) as server:
            self.assert_every_thread(server, Seccomp=SECCOMP_FILTER)
            self.assert_serves(server)
            self.assert_every_thread(server, Seccomp=SECCOMP_FILTER)
            self.assert_stops(server)

    @unittest.skipIf(IS_SANITIZED, "no seccomp with a sanitizer")
    def test_load_and_stop(self):
        """Many connections, and the stop in the middle of them: no thread dies of a forbidden call."""
        def client(address):
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection(*address, timeout=20)
                while True:
                    connection.request("GET", "/api/search?q=lamp")
                    connection.getresponse().read()

        with Server(self.artifact, "--engines", "64") as server:
            clients = [threading.Thread(target=client, args=(server.address,)) for _ in range(16)]
            for each in clients:
                each.start()
            time.sleep(0.3)
            self.assert_serves(server)
            self.assert_stops(server)
            for each in clients:
                each.join(30)

    @unittest.skipIf(IS_SANITIZED or not shutil.which("strace"), "needs strace and no sanitizer")
    @unittest.skipUnless(has_landlock(), "this kernel has no Landlock")
    def test_landlock_is_in_force_before_the_first_thread(self):
        trace = os.path.join(self.folder.name, "trace")
        process = subprocess.Popen(["strace", "-f", "-o", trace, "-e", "trace=landlock_restrict_self,clone,clone3",
                                    SERVE, self.artifact, "--listen", "127.0.0.1:0", "--threads", "4"],
                                   stderr=subprocess.PIPE, text=True)
        self.assertIn("listening", process.stderr.readline())
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as children:
            os.kill(int(children.read().split()[0]), signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        with open(trace, encoding="ascii", errors="replace") as file:
            calls = re.findall(r"(landlock_restrict_self|clone3?)\(.*= (-?\d+)", file.read())
        self.assertEqual(calls[0], ("landlock_restrict_self", "0"))

    @unittest.skipIf(IS_SANITIZED, "a sanitizer needs to read the memory")
    def test_other_processes_cannot_read_its_memory(self):
        """The files in /proc of a process that cannot be traced belong to root."""
        with Server(self.artifact, *(("--user", "nobody") if IS_ROOT else ())) as server:
            self.assertEqual(os.stat(f"/proc/{server.process.pid}/environ").st_uid, 0)

    @unittest.skipUnless(IS_ROOT, "only root can become another user")
    def test_user_in_every_thread(self):
        nobody = pwd.getpwnam("nobody")
        user, group = "\t".join([str(nobody.pw_uid)] * 4), "\t".join([str(nobody.pw_gid)] * 4)
        for options in (("nobody",), (str(nobody.pw_uid),), ("nobody", "--no-confine",)):
            with Server(self.artifact, "--user", *options) as server:
                self.assert_every_thread(server, Uid=user, Gid=group, CapEff="0" * 16, CapPrm="0" * 16,
                                         Groups=str(nobody.pw_gid))
                self.assert_serves(server)
                self.assert_stops(server)

    @unittest.skipUnless(IS_ROOT, "only root has what is given up")
    def test_root_gives_up_its_powers(self):
        with Server(self.artifact) as server:
            for name in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"):
                self.assert_every_thread(server, **{name: "0" * 16})

    @unittest.skipUnless(IS_ROOT, "only root can listen there")
    def test_port_below_1024(self):
        """Another user serves a port that only root may take."""
        for port in range(987, 1024):
            with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
                break
        else:
            self.skipTest("no such port is free")
        with Server(self.artifact, "--user", "nobody", listen=f"127.0.0.1:{port}") as server:
            self.assert_every_thread(server, CapEff="0" * 16)
            self.assert_serves(server)
        with Server(self.artifact, listen=f"127.0.0.1:{port}") as server:
            self.assert_every_thread(server, CapEff=f"{1 << 10:016x}")

    def assert_refused(self, status, word, *options, **settings):
        result = subprocess.run([SERVE, self.artifact, "--listen", "127.0.0.1:0", *options], capture_output=True,
                                text=True, timeout=60, **settings)
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertRegex(result.stderr, r"\Adocfinch-serve: error: [^\n]+\n\Z")
        self.assertIn(word, result.stderr)

    def test_user_that_cannot_be(self):
        if IS_ROOT:
            self.assert_refused(2, "no user 'docfinch-nosuch'", "--user", "docfinch-nosuch")
            self.assert_refused(2, "root", "--user", "root")
            self.assert_refused(2, "root", "--user", "0")
            self.assert_refused(2, "no user '4294967294' (nor one with that as number)", "--user", "4294967294")
            with contextlib.suppress(PermissionError):  # the program may lie where nobody else can run it
                self.assert_refused(2, "only root", "--user", "nobody", user="nobody", group="nogroup")
        else:
            self.assert_refused(2, "only root", "--user", "nobody")

    @unittest.skipUnless(IS_ROOT, "only root can read what others cannot")
    def test_artifact_that_the_user_cannot_read_again(self):
        secret = os.path.join(self.folder.name, "secret.db")
        shutil.copyfile(self.artifact, secret)
        os.chmod(secret, 0o600)
        with Server(secret, "--user", "nobody") as server:
            self.assert_serves(server)
            self.assertEqual(len(server.lines), 2, server.lines)
            self.assertRegex(server.lines[0], r"warning: .*secret\.db: .*cannot be read a second time: Permission")

    @unittest.skipIf(IS_SANITIZED, "no Landlock with a sanitizer")
    def test_readable_must_be_there(self):
        nothing = os.path.join(self.folder.name, "nothing")
        self.assert_refused(3, nothing, "--readable", nothing)
        with Server(self.artifact, "--readable", self.folder.name, "--readable", self.artifact) as server:
            self.assert_serves(server)

    def reload(self, server, expected):
        """The line that the log has about it."""
        before = len(server.lines)
        server.process.send_signal(signal.SIGHUP)
        for _ in range(2000):
            for line in server.lines[before:]:
                self.assertRegex(line, expected)
                return
            time.sleep(0.01)
        self.fail("nothing was said about the reload")

    def link_to_another_folder(self):
        """The name of an artifact that becomes a link to a folder beside its own, which is returned too."""
        here, there = (os.path.join(self.folder.name, name) for name in ("here", "there"))
        for folder in (here, there):
            shutil.rmtree(folder, ignore_errors=True)
            os.mkdir(folder)
            shutil.copy(self.artifact, folder)
        return os.path.join(here, "docs.db"), there

    def lead_elsewhere(self, name, folder):
        os.symlink(os.path.join(folder, "docs.db"), name + ".new")
        os.replace(name + ".new", name)

    def test_reload_in_the_folder(self):
        """By every thread that takes part, as a user without rights too."""
        for options in ((), ("--user", "nobody"))[:1 + IS_ROOT]:
            with Server(self.artifact, *options) as server:
                self.reload(server, "there still, and served on")
                self.assert_serves(server)
                os.utime(self.artifact)
                self.reload(server, "there still, and served on")
                self.assert_serves(server)

    def test_watched_folder(self):
        with Server(self.artifact, "--watch") as server:
            shutil.copy(self.artifact, self.artifact + ".part")
            before = len(server.lines)
            os.replace(self.artifact + ".part", self.artifact)
            for _ in range(2000):
                if len(server.lines) > before:
                    break
                time.sleep(0.01)
            self.assertRegex(server.lines[before], "there still, and served on")

    @unittest.skipIf(IS_SANITIZED, "no Landlock with a sanitizer")
    @unittest.skipUnless(has_landlock(), "this kernel has no Landlock")
    def test_a_file_outside_cannot_be_opened(self):
        name, there = self.link_to_another_folder()
        with Server(name) as server:
            self.lead_elsewhere(name, there)
            self.reload(server, r"refused: .*Permission denied \(.*--readable and the folder that the file is in\)")
            self.assert_serves(server)

    @unittest.skipIf(IS_SANITIZED, "no Landlock with a sanitizer")
    @unittest.skipUnless(has_landlock(), "this kernel has no Landlock")
    def test_the_folder_of_the_log_can_be_written_to_only(self):
        name, there = self.link_to_another_folder()
        log = os.path.join(there, "access.log")
        with Server(name, "--access-log", log) as server:
            os.rename(log, log + ".old")
            self.lead_elsewhere(name, there)
            self.reload(server, "refused: .*Permission denied")
            self.assert_serves(server)
            server.process.terminate()
            self.assertEqual(server.wait(), 0)
            self.assertGreater(os.path.getsize(log), 0, "the log that was made anew")

    def test_a_file_that_a_link_leads_to_can_be_opened_when_it_was_named(self):
        name, there = self.link_to_another_folder()
        with Server(name, "--readable", there) as server:
            self.lead_elsewhere(name, there)
            self.reload(server, "there still, and served on")
        with Server(name) as server:  # it leads there from the start
            self.reload(server, "there still, and served on")

    def test_no_confine(self):
        with Server(self.artifact, "--no-confine") as server:
            self.assert_every_thread(server, NoNewPrivs="0", Seccomp="0")
            self.assert_serves(server)


if __name__ == "__main__":
    unittest.main()
