"""Requests as nobody should send them, byte by byte; and connections that carry several."""

import time
import unittest

from serving import ArtifactTest, request

GOOD = request("/healthz")


class RequestsTest(ArtifactTest, unittest.TestCase):
    def assert_refused(self, raw, status=400):
        """The request gets `status`, and the connection ends: nothing behind it is answered."""
        with self.server.connect() as connection:
            connection.send(raw)
            answer = connection.receive(head=raw.startswith(b"HEAD "))
            self.assertIsNotNone(answer, raw)
            self.assertEqual(answer.status, status, raw)
            self.assertEqual(answer["Connection"], "close", raw)
            self.assertIsNotNone(answer["Content-Security-Policy"])
            self.assertTrue(connection.is_closed(), raw)

    def raw(self, *lines, target="/healthz", version="HTTP/1.1", host="Host: a\r\n"):
        return f"GET {target} {version}\r\n{host}".encode() + b"".join(line + b"\r\n" for line in lines) + b"\r\n"

    def test_bad_escapes_in_the_path(self):
        for path in ("/%", "/%4", "/%zz", "/a%2", "/%%41", "/% 41".replace(" ", "+"), "/%u0041", "/docs/lantern/%C"):
            self.assert_refused(self.raw(target=path))

    def test_bad_escapes_in_the_query(self):
        for query in ("%", "q=%", "q=%4", "q=%g1", "%zz=1", "q=a&b=%", "q=100%"):
            self.assert_refused(self.raw(target="/api/search?q=a&" + query))

    def test_nul_and_control_characters(self):
        for byte in (0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F):
            self.assert_refused(self.raw(target=f"/healthz%{byte:02x}"))
        for byte in (0x00, 0x01, 0x08, 0x0B, 0x1B, 0x1F, 0x7F):
            self.assert_refused(self.raw(target=f"/api/search?q=a{chr(byte)}b"))
            self.assertEqual(self.server.get(f"/api/search?q=a%{byte:02X}b").status, 200)

    def test_encoded_path_is_the_path(self):
        self.assertEqual(self.server.get("/%68ealth%7A").status, 200)
        self.assertEqual(self.server.get("/health%7a?%00".replace("%00", "x")).status, 200)
        self.assertEqual(self.server.get("/docs/lantern/guide%2Dx").status, 404)

    def test_plus_is_a_plus_in_the_path(self):
        self.assertEqual(self.server.get("/docs/lantern/a+b.html").status, 404)

    def test_bytes_that_a_request_line_cannot_have(self):
        for target in (b"/\xff", b"/a\x00b", b"/a\x01", b"/a\x7f", "/é".encode()):
            with self.server.connect() as connection:
                connection.send(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\n\r\n")
                answer = connection.receive()
                self.assertEqual(answer.status, 400, target)
                self.assertTrue(connection.is_closed())

    def test_too_many_parameters(self):
        self.assertEqual(self.server.get("/api/search?q=lamp&" + "a=1&" * 31).status, 200)
        self.assert_refused(self.raw(target="/api/search?q=lamp&" + "a=1&" * 32))

    def test_too_long_addresses(self):
        prefix = "/api/search?q="
        self.assertEqual(self.server.get(prefix + "a" * (4095 - len(prefix))).status, 200)
        self.assert_refused(self.raw(target=prefix + "a" * (4096 - len(prefix))), 414)
        self.assert_refused(self.raw(target="/" + "a" * 7000), 414)

    def test_too_large_headers(self):
        self.assertEqual(self.server.ask(self.raw(b"X: " + b"a" * 8000)).status, 200)
        self.assert_refused(self.raw(b"X: " + b"a" * 9000), 431)
        with self.server.connect() as connection:
            connection.send(self.raw(b"X: " + b"a" * 16384))
            self.assertIn(connection.receive().status, (400, 431))

    def test_too_many_headers(self):
        self.assertEqual(self.server.ask(self.raw(*[b"X: a"] * 62)).status, 200)
        for count in (63, 64, 65, 200):
            self.assert_refused(self.raw(*[b"X: a"] * count), 431)

    def test_host(self):
        for host in ("", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host:\r\n", "Host: a b\r\n",
                     "Host: a/b\r\n", "Host: a,b\r\n", "Host: u@a\r\n"):
            self.assert_refused(self.raw(host=host))
        for host in ("a", "localhost:8080", "[::1]:80", "127.0.0.1", "docs.example.org."):
            self.assertEqual(self.server.ask(self.raw(host=f"Host: {host}\r\n")).status, 200, host)

    def test_bodies_are_not_read(self):
        smuggled = request("/readyz")
        for line in (b"Content-Length: 5", b"Content-Length: %d" % len(smuggled), b"Transfer-Encoding: chunked"):
            self.assert_refused(self.raw(line) + smuggled)
        for method in ("POST", "PUT", "DELETE"):
            raw = request("/healthz", method, Content_Length=str(len(smuggled))) + smuggled
            self.assert_refused(raw, 405)

    def test_unread_body_does_not_hold_a_thread(self):
        start = time.monotonic()
        self.assert_refused(request("/api/search?q=a", "POST", Content_Length="1000000000"), 405)
        self.assertLess(time.monotonic() - start, 1.5)

    def test_empty_body_is_no_body(self):
        self.assertEqual(self.server.ask(self.raw(b"Content-Length: 0")).status, 200)
        self.assertEqual(self.server.ask(self.raw(b"Content-Length: 00")).status, 200)

    def test_two_ways_to_read_the_length(self):
        smuggled = request("/readyz")
        for lines in ((b"Content-Length: 0", b"Content-Length: 0"), (b"Content-Length: 0", b"content-length: 44"),
                      (b"Content-Length: 0", b"Transfer-Encoding: chunked"),
                      (b"Transfer-Encoding: chunked", b"Content-Length: 0"),
                      (b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"),
                      (b"Transfer-Encoding: identity", b"Content-Length: 44"),
                      (b"Content-Length: 0, 44",), (b"Content-Length: +0",), (b"Content-Length: 0x0",),
                      (b"Content-Length: 44x",), (b"Content-Length: 1 1",), (b"Content-Length:",)):
            with self.server.connect() as connection:
                connection.send(self.raw(*lines) + smuggled)
                answer = connection.receive()
                self.assertEqual(answer.status, 400, lines)
                self.assertTrue(connection.is_closed(), lines)

    def test_hidden_headers(self):
        """Lines that another reader may take for headers, or for the end of them."""
        smuggled = request("/readyz")
        for lines in ((b" Content-Length: 44",), (b"X: a", b" Content-Length: 44"), (b"X: a", b"\tContent-Length: 44"),
                      (b": a", b"Content-Length: 44"), (b"\xe9: a", b"Content-Length: 44"), (b"Content-Length : 44",),
                      (b"X : a",), (b"Content Length: 44",), (b"Content-Length",), (b"Transfer-Encoding\x0b: chunked",),
                      (b"X: a\nContent-Length: 44",), (b"X: a\rContent-Length: 44",), (b"X(y): a",), (b"X: a\x00b",)):
            with self.server.connect() as connection:
                connection.send(self.raw(*lines) + smuggled)
                answer = connection.receive()
                self.assertEqual(answer.status, 400, lines)
                self.assertTrue(connection.is_closed(), lines)

    def test_bare_line_feeds(self):
        for raw in (b"GET /healthz HTTP/1.1\nHost: a\n\n", b"GET /healthz HTTP/1.1\r\nHost: a\n\n",
                    b"GET /healthz HTTP/1.1\nHost: a\r\n\r\n", b"GET /healthz HTTP/1.0\n\n",
                    b"GET /healthz HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"):
            self.assert_refused(raw + GOOD)

    def test_blank_space_around_the_request_line(self):
        for raw in (b"GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /healthz  HTTP/1.1\r\nHost: a\r\n\r\n",
                    b"GET /healthz HTTP/1.1 \r\nHost: a\r\n\r\n", b"GET\t/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
                    b"GET /healthz HTTP/1.1\r\n\r\nHost: a\r\n\r\n"):
            self.assert_refused(raw)

    def test_blank_lines_before_a_request_repeat_nothing(self):
        """The library would read what an earlier request left in its buffer."""
        with self.server.connect() as connection:
            connection.send(GOOD)
            self.assertEqual(connection.receive().status, 200)
            connection.send(b"\r\n\r\n" + GOOD)
            self.assertEqual(connection.receive().status, 400)
            self.assertTrue(connection.is_closed())

    def test_request_lines_that_are_none(self):
        for raw in (b"GET\r\n\r\n", b"GET /\r\n\r\n", b"/ HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1 x\r\nHost: a\r\n\r\n",
                    b"get / HTTP/1.1\r\nHost: a\r\n\r\n", b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
                    b"GET / HTTX/1.1\r\nHost: a\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"):
            self.assert_refused(raw)

    def test_other_versions_of_http(self):
        for version in ("HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "HTTP/1.10"):
            self.assert_refused(self.raw(version=version), 505)
        self.assert_refused(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")

    def test_forms_of_the_target(self):
        for target in ("healthz", "//", "/..", "/./", "/a/../healthz", "/.%2e/", "/%2e"):
            status = self.server.get(target).status
            self.assertEqual(status, 404 if target == "//" else 400, target)
        self.assertEqual(self.server.get("/healthz?").status, 200)
        self.assertEqual(self.server.get("/healthz?a?b=c?").status, 200)
        self.assertEqual(self.server.get("/...").status, 404)

    def test_target_that_is_not_here_gets_no_page(self):
        """The library closes these without an answer."""
        for target in ("*", "http://other.example/healthz"):
            with self.server.connect() as connection:
                connection.send(request(target, "OPTIONS" if target == "*" else "GET"))
                answer = connection.receive()
                self.assertTrue(answer is None or answer.status >= 400, target)

    def test_upgrades_are_not_taken(self):
        with self.server.connect() as connection:
            connection.send(self.raw(b"Connection: keep-alive, Upgrade", b"Upgrade: websocket",
                                     b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
            answer = connection.receive()
            self.assertEqual((answer.status, answer["Connection"]), (200, "close"))
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

    def test_http_1_0(self):
        with self.server.connect() as connection:
            connection.send(b"GET /healthz HTTP/1.0\r\n\r\n")
            answer = connection.receive()
            self.assertEqual((answer.status, answer["Connection"]), (200, "close"))
            self.assertTrue(connection.is_closed())
        with self.server.connect() as connection:
            for _ in range(2):
                connection.send(b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                self.assertEqual(connection.receive()["Connection"], "keep-alive")

    def test_slow_request_is_cut_off(self):
        with self.server.connect() as connection:
            start = time.monotonic()
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: ")
            answer = connection.receive()
            self.assertEqual((answer.status, answer["Connection"]), (400, "close"))
            self.assertLess(time.monotonic() - start, 10)

    def test_idle_connection_is_closed_without_a_word(self):
        with self.server.connect() as connection:
            connection.send(GOOD)
            connection.receive()
            self.assertTrue(connection.is_closed())


if __name__ == "__main__":
    unittest.main()
