"""HTTPS by the server itself: --tls-certificate and --tls-key, with certificates made by openssl."""

import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import time
import unittest
import warnings

from serving import SERVE, ArtifactTest, Server, request

BOUND_S = 3.0


def run_openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)


def make_certificate(folder, name, *key):
    """A certificate that signs itself, and its key: two paths."""
    certificate, private = os.path.join(folder, name + ".pem"), os.path.join(folder, name + ".key")
    run_openssl("req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-newkey", *key, "-keyout", private, "-out", certificate)
    return certificate, private


def client(certificate, version=None, ciphers=None):
    context = ssl.create_default_context(cafile=certificate)
    if version is not None:
        with warnings.catch_warnings():  # that the old ones are old
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = version
    if ciphers is not None:
        context.set_ciphers(ciphers)
    return context


class TlsTest(ArtifactTest, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = cls.server
        cls.certificate, cls.key = make_certificate(cls.folder.name, "ec", "ec", "-pkeyopt",
                                                    "ec_paramgen_curve:prime256v1")
        cls.rsa_certificate, cls.rsa_key = make_certificate(cls.folder.name, "rsa", "rsa:2048")
        cls.server = cls.start()

    @classmethod
    def tearDownClass(cls):
        cls.plain.__exit__()
        super().tearDownClass()

    @classmethod
    def start(cls):
        server = Server(cls.artifact, "--tls-certificate", cls.certificate, "--tls-key", cls.key)
        server.tls = client(cls.certificate)
        return server

    def refuse(self, status, *options):
        result = subprocess.run([SERVE, self.artifact, "--listen", "127.0.0.1:0", *options], stderr=subprocess.PIPE,
                                stdin=subprocess.DEVNULL, text=True, timeout=20)
        self.assertEqual(result.returncode, status, result.stderr)
        self.assertNotIn("listening", result.stderr)
        return result.stderr

    def shake(self, context):
        with context.wrap_socket(socket.create_connection(self.server.address, 20), server_hostname="localhost") as tls:
            return tls.version(), tls.cipher()[0]

    def test_log_says_https(self):
        self.assertTrue(self.server.url.startswith("https://127.0.0.1:"))

    def test_answers_are_those_without_tls(self):
        for target in ("/", "/assets/app.js", "/docs/lantern/index.html", "/api/docsets", "/nothing", "/search?q=lamp"):
            plain, answer = self.plain.get(target), self.server.get(target)
            self.assertEqual((answer.status, answer.body), (plain.status, plain.body), target)
            self.assertEqual([name for name, _ in answer.headers], [name for name, _ in plain.headers], target)
            self.assertEqual(self.server.get(target, "HEAD").body, b"")

    def test_addresses_that_are_told_begin_with_https(self):
        told = self.server.get("/opensearch.xml", X_Forwarded_Proto="http").text
        self.assertIn('template="https://localhost/search?q=', told)
        self.assertNotIn('"http://localhost', told)

    def test_connection_is_kept(self):
        with self.server.connect() as connection:
            for _ in range(50):
                connection.send(request("/api/search?q=lamp"))
                self.assertEqual(connection.receive().status, 200)
            connection.send(request("/") + request("/healthz"))
            self.assertEqual(connection.receive().status, 200)
            self.assertEqual(connection.receive().body, b"ok\n")

    def test_guard_stands_in_front(self):
        for raw in (b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\nHost: a\n\n",
                    b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"):
            self.assertEqual(self.server.ask(raw).status, 400)

    def test_no_strict_transport_security(self):
        self.assertIsNone(self.server.get("/")["Strict-Transport-Security"])

    def test_versions(self):
        for version, name in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
            self.assertEqual(self.shake(client(self.certificate, version))[0], name)
        context = client(self.certificate, ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0")
        self.assertRaises(ssl.SSLError, self.shake, context)

    def test_ciphers(self):
        for suite in ("ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"):
            self.assertEqual(self.shake(client(self.certificate, ssl.TLSVersion.TLSv1_2, suite))[1], suite)
        for suite in ("ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-GCM-SHA256",
                      "DHE-RSA-AES128-GCM-SHA256"):
            self.assertRaises(ssl.SSLError, self.shake, client(self.certificate, ssl.TLSVersion.TLSv1_2, suite))

    def test_session_is_resumed(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = client(self.certificate, version)
            session, reused = None, []
            for _ in range(2):
                connection = socket.create_connection(self.server.address, 20)
                with context.wrap_socket(connection, server_hostname="localhost", session=session) as tls:
                    tls.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    self.assertIn(b"200 OK", tls.recv(4096))
                    session = tls.session
                    reused.append(tls.session_reused)
            self.assertEqual(reused, [False, True])

    def test_rsa_certificate(self):
        with Server(self.artifact, "--tls-certificate", self.rsa_certificate, "--tls-key", self.rsa_key) as server:
            server.tls = client(self.rsa_certificate)
            self.assertEqual(server.get("/healthz").body, b"ok\n")

    def test_key_may_be_in_the_file_of_the_certificate(self):
        path = os.path.join(self.folder.name, "both.pem")
        with open(path, "w", encoding="ascii") as both:
            for part in (self.key, self.certificate):
                with open(part, encoding="ascii") as file:
                    both.write(file.read())
        with Server(self.artifact, "--tls-certificate", path, "--tls-key", path) as server:
            server.tls = client(self.certificate)
            self.assertEqual(server.get("/healthz").body, b"ok\n")

    def test_what_is_not_tls_is_closed_and_not_logged(self):
        with self.start() as server:
            for raw in (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"\x16\x03\x01\xff\xff" + b"a" * 100, b"\0" * 300):
                with socket.create_connection(server.address, 20) as connection:
                    connection.sendall(raw)
                    self.assertLess(len(self.read_to_end(connection)), 100)
            self.assertEqual(server.get("/healthz").body, b"ok\n")
            self.assertEqual(len(server.lines), 1, server.lines)

    @staticmethod
    def read_to_end(connection):
        received = b""
        try:
            while more := connection.recv(65536):
                received += more
        except ConnectionResetError:
            pass
        return received

    def test_slow_handshake_is_cut_off(self):
        for raw in (b"", b"\x16\x03\x01\x02\x00\x01"):
            with socket.create_connection(self.server.address, 20) as connection:
                start = time.monotonic()
                connection.sendall(raw)
                self.read_to_end(connection)
                self.assertLess(time.monotonic() - start, BOUND_S)

    def test_slow_header_is_cut_off(self):
        with self.server.connect() as connection:
            start = time.monotonic()
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
            connection.socket.settimeout(0.4)
            answer = None
            while answer is None and time.monotonic() - start < 2 * BOUND_S:
                connection.send(b"X")
                try:
                    answer = connection.socket.recv(4096)
                except TimeoutError:
                    pass
            self.assertLess(time.monotonic() - start, BOUND_S)
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 "))

    def test_clients_that_vanish_do_no_harm(self):
        for count in range(20):
            connection = self.server.connect()
            connection.send(request("/search?q=a&limit=100") * 10)
            if count % 2:
                connection.receive()
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.socket.close()
        self.assertEqual(self.server.get("/healthz").body, b"ok\n")

    def test_stop_answers_and_ends_well(self):
        with self.start() as server, server.connect() as connection:
            connection.send(request("/readyz"))
            self.assertEqual(connection.receive().status, 200)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
            connection.send(request("/readyz"))
            answer = connection.receive()
            self.assertEqual((answer.status, answer["Connection"]), (503, "close"))
            self.assertEqual(server.wait(), 0)

    def test_both_or_none(self):
        self.assertIn("--tls-key", self.refuse(2, "--tls-certificate", self.certificate))
        self.assertIn("--tls-certificate", self.refuse(2, "--tls-key", self.key))

    def test_files_that_are_not_there(self):
        missing = os.path.join(self.folder.name, "missing.pem")
        self.assertIn(f"--tls-certificate: {missing}: No such file",
                      self.refuse(3, "--tls-certificate", missing, "--tls-key", self.key))
        self.assertIn(f"--tls-key: {missing}: No such file",
                      self.refuse(3, "--tls-certificate", self.certificate, "--tls-key", missing))

    def test_files_that_are_something_else(self):
        for certificate in (self.key, self.artifact, os.devnull):
            self.assertIn(f"{certificate}: this is not a certificate in PEM form",
                          self.refuse(3, "--tls-certificate", certificate, "--tls-key", self.key))
        for key in (self.certificate, self.artifact, os.devnull):
            self.assertIn(f"{key}: this is not a key in PEM form",
                          self.refuse(3, "--tls-certificate", self.certificate, "--tls-key", key))
        self.assertIn(f"{self.folder.name}: this is a folder, not the certificate",
                      self.refuse(3, "--tls-certificate", self.folder.name, "--tls-key", self.key))
        self.assertIn(f"{self.folder.name}: this is a folder, not the key",
                      self.refuse(3, "--tls-certificate", self.certificate, "--tls-key", self.folder.name))

    def test_certificate_that_is_cut(self):
        path = os.path.join(self.folder.name, "cut.pem")
        with open(self.certificate, encoding="ascii") as whole, open(path, "w", encoding="ascii") as cut:
            cut.write(whole.read(200))
        self.assertIn(f"{path}: this is not a certificate that can be used; OpenSSL says: bad end line",
                      self.refuse(3, "--tls-certificate", path, "--tls-key", self.key))

    def key_of_nobody(self):
        """In a folder that is closed to all but its owner, who is not root."""
        folder = os.path.join(self.folder.name, "closed")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder, 0o700)
        key = shutil.copy(self.key, folder)
        os.chmod(key, 0o600)
        for path in (folder, key):
            os.chown(path, pwd.getpwnam("nobody").pw_uid, 0)
        return key

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another user")
    def test_key_that_only_the_user_may_read(self):
        key = self.key_of_nobody()
        os.chmod(self.folder.name, 0o711)
        for options in ((), ("--no-confine",)):
            with Server(self.artifact, "--tls-certificate", self.certificate, "--tls-key", key, "--user", "nobody",
                        *options) as server:
                server.tls = client(self.certificate)
                self.assertEqual(server.get("/healthz").body, b"ok\n")
        self.assertIn(f"{key}: cannot read the key: Permission denied; let it belong to root, or start with --user",
                      self.refuse(3, "--tls-certificate", self.certificate, "--tls-key", key))

    def test_key_of_another_certificate(self):
        other = make_certificate(self.folder.name, "other", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")[1]
        for key in (other, self.rsa_key):
            self.assertIn(f"{key}: this is not the key of the certificate in {self.certificate}",
                          self.refuse(3, "--tls-certificate", self.certificate, "--tls-key", key))

    def test_key_with_a_password(self):
        locked = os.path.join(self.folder.name, "locked.key")
        run_openssl("pkey", "-in", self.key, "-aes256", "-passout", "pass:lamp", "-out", locked)
        self.assertIn("this key has a password",
                      self.refuse(3, "--tls-certificate", self.certificate, "--tls-key", locked))


if __name__ == "__main__":
    unittest.main()
