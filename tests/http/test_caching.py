"""Methods, validators, codings: what HTTP itself asks for."""

import email.utils
import gzip
import json
import re
import time
import unittest

from serving import ArtifactTest

READABLE = ("/", "/search?q=lamp", "/assets/app.js", "/widget.js", "/docs/lantern/index.html", "/api/search?q=lamp",
            "/api/docsets", "/api/entries/1", "/api/meta", "/manifest.webmanifest", "/api/suggest?q=lamp", "/healthz",
            "/readyz")
CACHEABLE = READABLE[:-2]
CODED = ("/", "/widget.js", "/assets/app.js", "/assets/style.css", "/api/docsets", "/manifest.webmanifest")


class CachingTest(ArtifactTest, unittest.TestCase):
    def test_head_is_get_without_the_body(self):
        for target in READABLE + ("/nothing", "/api/nothing", "/api/search"):
            get, head = self.server.get(target), self.server.get(target, "HEAD")
            self.assertEqual((head.status, head.body), (get.status, b""), target)
            for name in ("Content-Type", "ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
                self.assertEqual(head[name], get[name], target)
            self.assertGreater(int(head["Content-Length"]), 0)

    def test_other_methods_are_named_as_not_allowed(self):
        for target in READABLE:
            for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND", "CONNECT"):
                answer = self.server.get(target, method)
                if (method, target[:5]) == ("OPTIONS", "/api/"):
                    continue
                allowed = "GET, HEAD, OPTIONS" if target.startswith("/api/") else "GET, HEAD"
                self.assertEqual((answer.status, answer["Allow"]), (405, allowed), (target, method))
        self.assertEqual(self.server.get("/nothing", "POST").status, 404)

    def test_date_is_now(self):
        date = self.server.get("/healthz")["Date"]
        self.assertTrue(date.endswith(" GMT"))
        then = email.utils.parsedate_to_datetime(date)
        self.assertAlmostEqual(then.timestamp(), time.time(), delta=5)
        self.assertEqual(email.utils.format_datetime(then, usegmt=True), date)

    def test_known_version_is_not_sent_again(self):
        for target in CACHEABLE:
            first = self.server.get(target)
            etag = first["ETag"]
            self.assertRegex(etag, r'^"[0-9a-f]{16}"$', target)
            self.assertIn("public", first["Cache-Control"])
            for value in (etag, f"W/{etag}", f'"other", {etag}', f'W/"x",{etag},"y"', "*", f' "a,b" , {etag}'):
                again = self.server.get(target, If_None_Match=value)
                self.assertEqual((again.status, again.body, again["ETag"]), (304, b"", etag), (target, value))
                self.assertEqual(again["Cache-Control"], first["Cache-Control"])
                self.assertIsNone(again["Content-Length"])

    def test_the_same_question_gets_the_same_bytes(self):
        for target in ("/api/search?q=lamp", "/search?q=lamp"):
            first, second = self.server.get(target), self.server.get(target)
            self.assertEqual(second.body, first.body)
            for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Content-Security-Policy"):
                self.assertEqual(second[name], first[name], (target, name))
            self.assertRegex(second["Server-Timing"], "^search;dur=")

    def test_other_questions_get_answers_of_their_own(self):
        targets = ["/api/search?q=lamp" + rest for rest in
                   ("", "s", "%20", "&limit=1", "&offset=1", "&literal=1", "&explain=1", "&docset=lantern",
                    "&kind=page", "&docset=lantern&kind=page", "&docset=&kind=lantern", "&docset=x")]
        targets.append("/search?q=lamp")
        first = [self.server.get(target) for target in targets]
        again = [self.server.get(target) for target in reversed(targets)]
        for target, one, other in zip(targets, first, reversed(again)):
            self.assertEqual(one.body, other.body, target)
        self.assertEqual(len({answer["ETag"] for answer in first}), len(targets))
        found = [len(json.loads(answer.body)["hits"]) for answer in first[:-1]]
        self.assertEqual(found[3], 1)
        self.assertEqual(found[-1], 0)
        self.assertIn("explain", json.loads(first[6].body)["hits"][0])
        self.assertNotIn("explain", json.loads(first[0].body)["hits"][0])

    def test_other_versions_are_sent(self):
        for target in CACHEABLE:
            etag = self.server.get(target)["ETag"]
            for value in ('"other"', etag.strip('"'), etag[:-2] + '"', '""', "", f"x{etag}", f"W{etag}", '"unfinished'):
                self.assertEqual(self.server.get(target, If_None_Match=value).status, 200, (target, value))

    def test_etags_in_several_lines_are_one_list(self):
        etag = self.server.get("/")["ETag"]
        raw = f'GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: "x"\r\nIf-None-Match: {etag}\r\n\r\n'
        self.assertEqual(self.server.ask(raw.encode()).status, 304)

    def test_accepted_codings_in_several_lines_are_one_list(self):
        raw = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: zstd\r\nAccept-Encoding: {}\r\n\r\n"
        self.assertEqual(self.server.ask(raw.format("gzip").encode())["Content-Encoding"], "gzip")
        self.assertIsNone(self.server.ask(raw.format("gzip;q=0").encode())["Content-Encoding"])

    def test_errors_have_no_validator(self):
        for target in ("/nothing", "/api/search", "/api/search?q=a&limit=0", "/docs/lantern/nothing"):
            answer = self.server.get(target, If_None_Match="*")
            self.assertGreaterEqual(answer.status, 400)
            self.assertIsNone(answer["ETag"])

    def test_search_etag_depends_on_every_parameter(self):
        targets = ["/search?q=lamp", "/api/search?q=lamp", "/api/search?q=lamps", "/api/search?q=lamp&limit=3",
                   "/api/search?q=lamp&offset=1", "/api/search?q=lamp&docset=lantern", "/api/search?q=lamp&kind=page",
                   "/api/search?q=lamp&docset=page"]
        etags = [self.server.get(target)["ETag"] for target in targets]
        self.assertEqual(len(set(etags)), len(targets))
        self.assertEqual(self.server.get("/api/search?limit=10&q=%6Camp")["ETag"], etags[1])

    def test_gzip_is_the_same_bytes(self):
        for target in CODED:
            plain = self.server.get(target)
            coded = self.server.get(target, Accept_Encoding="gzip")
            self.assertIsNone(plain["Content-Encoding"])
            self.assertEqual(coded["Content-Encoding"], "gzip", target)
            self.assertEqual(gzip.decompress(coded.body), plain.body)
            self.assertLess(len(coded.body), len(plain.body))
            self.assertEqual((plain["Vary"], coded["Vary"]), ("Accept-Encoding",) * 2)
            self.assertNotEqual(plain["ETag"], coded["ETag"])
            head = self.server.get(target, "HEAD", Accept_Encoding="gzip")
            self.assertEqual(int(head["Content-Length"]), len(coded.body))

    def test_brotli_is_smaller_still(self):
        for target in CODED:
            answer = self.server.get(target, Accept_Encoding="gzip, deflate, br, zstd")
            self.assertEqual((answer["Content-Encoding"], answer["Vary"]), ("br", "Accept-Encoding"), target)
            self.assertLess(len(answer.body), len(self.server.get(target, Accept_Encoding="gzip").body))

    def test_each_coding_has_its_validator(self):
        etags = {coding: self.server.get("/", Accept_Encoding=coding)["ETag"] for coding in ("identity", "gzip", "br")}
        self.assertEqual(len(set(etags.values())), 3)
        for asked in etags:
            for known, etag in etags.items():
                answer = self.server.get("/", If_None_Match=etag, Accept_Encoding=asked)
                self.assertEqual((answer.status, answer["ETag"]), (304 if asked == known else 200, etags[asked]))
        both = f"{etags['identity']}, {etags['gzip']}"
        self.assertEqual(self.server.get("/", If_None_Match=both).status, 304)

    def test_coding_is_chosen_by_weight(self):
        chosen = {
            "gzip": ("gzip", "GZIP", "x-gzip", "gzip, br;q=0.9", "br;q=0, gzip;q=0.8, *;q=0.1", "gzip;q=0.001",
                     "identity;q=0.5, gzip", "gzip ; q=1", "deflate,gzip;q=1.000", "br;q=0, *", "br;q=x, gzip"),
            "br": ("br", "Br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "*", "*;q=0.1",
                   "gzip;q=0, *", "identity;q=0, *", "br;q=0.001", "gzip;q=0.5, br;q=0.5"),
            None: ("", "identity", "gzip;q=0", "gzip;q=0.000", "*;q=0", "identity;q=0", "gzip;q=0.4, identity;q=0.5",
                   "gzip;q=x", "gzip;q=", "gzip;q=2", "gzip;q=-1", "gzip;q=0.0001", "gzipped", "not gzip", "brr",
                   ";q=1", ","),
        }
        for coding, values in chosen.items():
            for value in values:
                self.assertEqual(self.server.get("/", Accept_Encoding=value)["Content-Encoding"], coding, value)

    def test_answers_may_be_old_for_a_while_and_files_with_a_hash_for_ever(self):
        answers = "public, max-age=60, stale-while-revalidate=600"
        for target in ("/", "/search?q=lamp", "/api/search?q=lamp", "/docs/lantern/index.html"):
            self.assertEqual(self.server.get(target)["Cache-Control"], answers, target)
        for target in ("/assets/app.js", "/api/docsets", "/api/meta"):
            self.assertEqual(self.server.get(target)["Cache-Control"], "public, no-cache", target)
        for target in re.findall(r'"(/assets/[^"]+)"', self.server.get("/").text):
            self.assertEqual(self.server.get(target)["Cache-Control"], "public, max-age=31536000, immutable", target)

    def test_operational_answers_are_never_stored(self):
        for target in ("/healthz", "/readyz"):
            self.assertEqual(self.server.get(target)["Cache-Control"], "no-store")


if __name__ == "__main__":
    unittest.main()
