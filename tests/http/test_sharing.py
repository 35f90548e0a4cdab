"""What pages of other origins may do with the answers: CORS, resource and opener policies."""

import unittest

from serving import ArtifactTest

API = ("/api/search?q=lamp", "/api/suggest?q=lamp", "/api/entries/1", "/api/docsets", "/api/meta")
ASSETS = ("/widget.js", "/assets/app.js", "/assets/0123456789abcdef/app.js")
PAGES = ("/", "/search?q=lamp", "/entries/1", "/nothing",
         "/search?q=a&limit=x", "/docs/lantern/nothing", "/assets/nothing",
         "/docs/../x", "/healthz", "/readyz", "/opensearch.xml",
         "/manifest.webmanifest")
PREFLIGHT = {"Origin": "https://example.org", "Access_Control_Request_Method": "GET",
             "Access_Control_Request_Headers": "if-none-match"}


class SharingTest(ArtifactTest, unittest.TestCase):
    def assert_readable(self, answer, message):
        self.assertEqual(answer["Access-Control-Allow-Origin"], "*", message)
        self.assertEqual(answer["Cross-Origin-Resource-Policy"], "cross-origin", message)
        self.assertEqual(answer["Access-Control-Expose-Headers"],
                         "Docfinch-Artifact, ETag, Retry-After, Server-Timing", message)
        self.assertEqual(answer["Timing-Allow-Origin"], "*", message)
        self.assertIsNone(answer["Access-Control-Allow-Credentials"], message)
        self.assertIsNone(answer["Cross-Origin-Opener-Policy"], message)

    def test_any_page_may_read_the_interface_and_the_files(self):
        for target in API + ASSETS:
            for method in ("GET", "HEAD"):
                for origin in ("https://example.org", "null"):
                    answer = self.server.get(target, method, Origin=origin)
                    self.assertEqual(answer.status, 200)
                    self.assert_readable(answer, (target, method, origin))
            self.assert_readable(self.server.get(target), target)

    def test_answers_do_not_depend_on_the_origin(self):
        for target in API + ASSETS:
            self.assertNotIn("Origin", self.server.get(target, Origin="https://example.org")["Vary"] or "")

    def test_any_page_may_read_what_was_wrong(self):
        for target, status in (("/api/search", 400), ("/api/search?q=%", 400), ("/api/nothing", 404), ("/api/", 404)):
            answer = self.server.get(target, Origin="https://example.org")
            self.assertEqual((answer.status, answer["Content-Type"]), (status, "application/problem+json"))
            self.assert_readable(answer, target)
        self.assert_readable(self.server.get("/api/meta", "POST"), "POST")

    def test_any_page_may_read_that_nothing_changed(self):
        for target in API:
            etag = self.server.get(target)["ETag"]
            answer = self.server.get(target, If_None_Match=etag)
            self.assertEqual(answer.status, 304)
            self.assert_readable(answer, target)

    def test_preflight_allows_reading(self):
        for target in API:
            answer = self.server.get(target, "OPTIONS", **PREFLIGHT)
            self.assertEqual((answer.status, answer.body), (204, b""), target)
            self.assertEqual(answer["Access-Control-Allow-Methods"], "GET, HEAD, OPTIONS")
            self.assertEqual(answer["Access-Control-Allow-Headers"], "*")
            self.assertEqual(answer["Access-Control-Max-Age"], "86400")
            self.assertEqual(answer["Allow"], "GET, HEAD, OPTIONS")
            self.assertIsNone(answer["Content-Length"])
            self.assertIsNone(answer["Content-Type"])
            self.assert_readable(answer, target)

    def test_preflight_keeps_the_connection(self):
        with self.server.connect() as connection:
            for _ in range(2):
                connection.send(b"OPTIONS /api/search HTTP/1.1\r\nHost: a\r\n\r\n")
                self.assertEqual(connection.receive().status, 204)
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertEqual(connection.receive().body, b"ok\n")

    def test_preflight_of_nothing_and_with_a_body(self):
        self.assertEqual(self.server.get("/api/nothing", "OPTIONS", **PREFLIGHT).status, 404)
        raw = b"OPTIONS /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
        answer = self.server.ask(raw)
        self.assertEqual((answer.status, answer["Connection"]), (400, "close"))

    def test_no_preflight_elsewhere(self):
        for target in ASSETS + PAGES[:2] + ("/docs/lantern/index.html", "/healthz", "/readyz"):
            answer = self.server.get(target, "OPTIONS", **PREFLIGHT)
            self.assertEqual((answer.status, answer["Allow"]), (405, "GET, HEAD"), target)
            self.assertIsNone(answer["Access-Control-Allow-Methods"], target)
            self.assertIsNone(answer["Access-Control-Allow-Origin"], target)

    def test_pages_are_for_nobody_else(self):
        for target in PAGES:
            answer = self.server.get(target, Origin="https://example.org")
            self.assertEqual(answer["Cross-Origin-Resource-Policy"], "same-origin", target)
            self.assertIsNone(answer["Cross-Origin-Opener-Policy"], target)
            for name in ("Access-Control-Allow-Origin", "Timing-Allow-Origin"):
                self.assertIsNone(answer[name], target)

    def test_documentation_loads_its_files_from_an_origin_of_its_own(self):
        for path in ("index.html", "style.css"):
            answer = self.server.get("/docs/lantern/" + path)
            self.assertEqual(answer["Cross-Origin-Resource-Policy"], "cross-origin")
            self.assertIsNone(answer["Access-Control-Allow-Origin"])
            self.assertIsNone(answer["Cross-Origin-Opener-Policy"])


if __name__ == "__main__":
    unittest.main()
