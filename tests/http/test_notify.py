"""What the service manager hears, and in which order: sd_notify(3), over a socket of our own."""

import contextlib
import os
import pathlib
import signal
import socket
import tempfile
import time
import unittest

from serving import Server, build_artifact

PATIENCE_S = 20


class Manager:
    """The receiving end of NOTIFY_SOCKET."""

    def __init__(self, name):
        self.name = name
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + name[1:] if name.startswith("@") else name)
        self.socket.settimeout(PATIENCE_S)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def next(self):
        return self.socket.recv(4096).decode("utf-8")

    def rest(self):
        """What has come and was not read."""
        self.socket.setblocking(False)
        messages = []
        while True:
            try:
                messages.append(self.next())
            except BlockingIOError:
                return messages


class NotifyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.artifact = build_artifact(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def serve(self, manager, **environment):
        environment["NOTIFY_SOCKET"] = manager.name
        old = dict(os.environ)
        os.environ.update(environment)
        try:
            return Server(self.artifact)
        finally:
            os.environ.clear()
            os.environ.update(old)

    def test_order(self):
        names = (os.path.join(self.folder.name, "notify"), f"@docfinch-test-{os.getpid()}")
        for name in names:
            with self.subTest(name), Manager(name) as manager, self.serve(manager) as server:
                status = manager.next()
                self.assertRegex(status, r"\ASTATUS=Serving [1-9]\d* entries, artifact [0-9a-f]{32}\Z")
                self.assertEqual(manager.next(), "READY=1")
                self.assertEqual(server.get("/readyz").status, 200)
                self.assertEqual(manager.rest(), [])
                server.process.terminate()
                self.assertEqual(server.wait(), 0)
                self.assertEqual(manager.rest(), ["STOPPING=1"])
                self.assertEqual(len(server.lines), 3, server.lines)

    def test_reload(self):
        """Whether the new file is good or not, the manager hears the end of what it began."""
        name = os.path.join(self.folder.name, "reload")
        good = pathlib.Path(self.artifact).read_bytes()
        with Manager(name) as manager, self.serve(manager) as server:
            serving = manager.next()
            self.assertEqual(manager.next(), "READY=1")
            refused = "STATUS=Refused a newer artifact: "
            for content, status in ((good, serving), (good[:-4096], refused), (good, serving)):
                part = pathlib.Path(self.artifact + ".part")
                part.write_bytes(content)
                part.replace(self.artifact)
                server.process.send_signal(signal.SIGHUP)
                self.assertRegex(manager.next(), r"\ARELOADING=1\nMONOTONIC_USEC=\d+\Z")
                self.assertTrue(manager.next().startswith(status))
                self.assertEqual(manager.next(), "READY=1")
            self.assertEqual(manager.rest(), [])

    def test_watchdog(self):
        """It is fed several times in its period, from the first on and until the stop."""
        name = os.path.join(self.folder.name, "watchdog")
        with Manager(name) as manager, self.serve(manager, WATCHDOG_USEC="800000") as server:
            self.assertTrue(manager.next().startswith("STATUS="))
            self.assertEqual(manager.next(), "READY=1")
            start = time.monotonic()
            for _ in range(8):
                self.assertEqual(manager.next(), "WATCHDOG=1")
            self.assertGreater(time.monotonic() - start, 1.4)
            self.assertLess(time.monotonic() - start, 8 * 0.8)
            server.process.terminate()
            self.assertEqual(server.wait(), 0)
            self.assertEqual(manager.rest()[-1], "STOPPING=1")

    def test_watchdog_of_a_server_with_every_thread_taken(self):
        """Connections that say nothing hold all 64 threads, and more of them wait: slow is not dead."""
        name = os.path.join(self.folder.name, "taken")
        with Manager(name) as manager, self.serve(manager, WATCHDOG_USEC="800000") as server:
            with contextlib.ExitStack() as stack:
                for _ in range(200):
                    stack.enter_context(server.connect())
                manager.socket.settimeout(0.8)
                self.assertEqual([manager.next().partition("=")[0] for _ in range(2)], ["STATUS", "READY"])
                for _ in range(15):
                    self.assertEqual(manager.next(), "WATCHDOG=1")

    def test_watchdog_of_another_process(self):
        name = os.path.join(self.folder.name, "other")
        with Manager(name) as manager, self.serve(manager, WATCHDOG_USEC="100000", WATCHDOG_PID="1") as server:
            time.sleep(0.5)
            self.assertEqual([message.partition("=")[0] for message in manager.rest()], ["STATUS", "READY"])
            self.assertEqual(server.get("/healthz").status, 200)

    def test_socket_that_cannot_be_used(self):
        """The server says so and serves all the same."""
        for name in ("/nowhere/notify", "relative", "@", "/" + "x" * 200):
            os.environ["NOTIFY_SOCKET"] = name
            try:
                server = Server(self.artifact)
            finally:
                del os.environ["NOTIFY_SOCKET"]
            with server:
                self.assertEqual(server.get("/readyz").status, 200)
                self.assertEqual(len(server.lines), 2, server.lines)
                self.assertIn("NOTIFY_SOCKET=" + name, server.lines[0])

    def test_manager_that_is_gone(self):
        name = os.path.join(self.folder.name, "gone")
        with Manager(name) as manager, self.serve(manager) as server:
            manager.socket.close()
            server.process.terminate()
            self.assertEqual(server.wait(), 0)
            self.assertIn("does not listen", server.lines[1])


if __name__ == "__main__":
    unittest.main()
