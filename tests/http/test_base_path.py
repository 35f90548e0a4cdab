"""A server below a path of its host: --base-path."""

import json
import re
import subprocess
import unittest

from serving import SERVE, ArtifactTest, Server

BASE = "/docs-search/v1.0_~"


class BasePathTest(ArtifactTest, unittest.TestCase):
    options = ("--base-path", BASE)

    def test_log_names_the_home_page(self):
        self.assertTrue(self.server.url.endswith(BASE + "/"))

    def test_everything_is_below_the_path(self):
        for target in ("/", "/search?q=lamp", "/assets/app.js", "/widget.js", "/docs/lantern/index.html",
                       "/api/search?q=lamp", "/api/docsets", "/api/entries/1", "/api/meta", "/healthz", "/readyz",
                       "/opensearch.xml", "/manifest.webmanifest", "/api/suggest?q=lamp"):
            self.assertEqual(self.server.get(BASE + target).status, 200, target)
            self.assertEqual(self.server.get(target).status, 404, target)

    def test_nothing_is_beside_it(self):
        for target in ("/docs-search", "/docs-search/", BASE + "x", BASE + "x/", BASE[:-1], "/x" + BASE + "/",
                       BASE + BASE + "/", BASE + "//", "/DOCS-SEARCH/v1.0_~/", "/"):
            answer = self.server.get(target)
            self.assertEqual(answer.status, 404, target)
            self.assertIn(f'<a href="{BASE}/">', answer.text)

    def test_path_may_be_escaped(self):
        self.assertEqual(self.server.get("/%64ocs-search/v1.0_%7E/healthz").body, b"ok\n")

    def test_path_without_a_slash_leads_to_the_home_page(self):
        answer = self.server.get(BASE)
        self.assertEqual((answer.status, answer["Location"]), (301, BASE + "/"))

    def test_pages_lead_nowhere_else(self):
        answers = [self.server.get(BASE + target) for target in
                   ("/", "/search?q=a&limit=1&offset=1", "/search?q=swich_on&kind=term",
                    "/search?q=xyzzyq&kind=term", "/nothing", "/search?limit=0")]
        for answer in answers:
            links = re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)
            self.assertGreater(len(links), 0)
            for link in links:
                self.assertTrue(link.startswith((BASE + "/", "#")), link)
                if answer.status == 200 and link[0] != "#":
                    self.assertIn(self.server.get(link.replace("&amp;", "&").split("#")[0]).status, (200, 301), link)
        self.assertIn(f'rel="prev"', answers[1].text)
        self.assertIn("Search for exactly", answers[2].text)
        self.assertIn('class="chip chosen"', answers[2].text)
        self.assertIn("Search everything</a>", answers[3].text)

    def test_errors_before_any_page_lead_home(self):
        for raw in (b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"nonsense\r\n\r\n"):
            answer = self.server.ask(raw)
            self.assertEqual(answer.status, 400)
            self.assertIn(f'<a href="{BASE}/">', answer.text)
            style = re.search(r'<link rel="stylesheet" href="([^"]*)">', answer.text).group(1)
            self.assertTrue(style.startswith(BASE + "/assets/"), style)
            self.assertEqual(self.server.get(style).status, 200)

    def test_errors_of_the_interface_are_json(self):
        for target in ("/api/nothing", "/api/search", "/api/search?q=%zz"):
            answer = self.server.get(BASE + target)
            self.assertEqual(answer["Content-Type"], "application/problem+json", target)

    def test_robots_are_told_the_path(self):
        self.assertIn(f"Disallow: {BASE}/search\n", self.server.get(BASE + "/robots.txt").text)

    def test_hits_lead_to_pages(self):
        for url in [hit["url"] for hit in json.loads(self.server.get(BASE + "/api/search?q=lamp").body)["hits"]]:
            self.assertTrue(url.startswith(BASE + "/docs/lantern/"), url)
            self.assertEqual(self.server.get(url.split("#")[0]).status, 200)

    def test_folder_of_documentation_leads_to_the_one_with_a_slash(self):
        self.assertEqual(self.server.get(BASE + "/docs/lantern")["Location"], BASE + "/docs/lantern/")

    def test_answers_have_other_validators_than_at_the_root(self):
        with Server(self.artifact) as root:
            for target in ("/api/search?q=lamp", "/search?q=lamp", "/"):
                self.assertNotEqual(root.get(target)["ETag"], self.server.get(BASE + target)["ETag"], target)

    def test_preflight(self):
        self.assertEqual(self.server.get(BASE + "/api/search", "OPTIONS").status, 204)
        self.assertEqual(self.server.get("/api/search", "OPTIONS").status, 404)

    def test_paths_that_need_an_escape_are_refused(self):
        for path in ("", "/", "docs", "/docs/", "//docs", "/a//b", "/a b", "/a%20b", "/.", "/..", "/a/../b", "/a?b",
                     "/a#b", '/"', "/<", "/\u00e9", "/a\\b", "/" + "a" * 255, "http://example.org/docs"):
            result = subprocess.run([SERVE, self.artifact, "--base-path", path], stderr=subprocess.PIPE, text=True,
                                    timeout=20)
            self.assertEqual(result.returncode, 2, path)
            self.assertIn("--base-path", result.stderr)


if __name__ == "__main__":
    unittest.main()
