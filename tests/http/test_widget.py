"""The script for pages of other sites: its two addresses, what they promise, the text that goes into those pages."""

import base64
import hashlib
import json
import os
import re
import subprocess
import unittest

from serving import SERVE, ArtifactTest, Server

MAX_GZIP_BYTES = 20000
BASE = "/docs-search"
MANUAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs-corpus/manual/widget.html")


def run(*arguments, **options):
    return subprocess.run([SERVE, *arguments], capture_output=True, text=True, timeout=60, **options)


def integrity_of(body):
    return "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode("ascii")


class WidgetTest(ArtifactTest, unittest.TestCase):
    def test_one_script_at_an_address_that_stays(self):
        answer = self.server.get("/widget.js", Origin="https://example.org")
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "text/javascript; charset=utf-8"))
        self.assertEqual(answer["Cache-Control"], "public, no-cache")
        self.assertEqual(answer["Access-Control-Allow-Origin"], "*")
        self.assertEqual(answer["Cross-Origin-Resource-Policy"], "cross-origin")
        again = self.server.get("/widget.js", If_None_Match=answer["ETag"])
        self.assertEqual((again.status, again.body), (304, b""))
        for path in ("/widget.js/", "/widget.jsx", "/widget", "/Widget.js"):
            self.assertEqual(self.server.get(path).status, 404, path)

    def test_the_manual_says_how_large_it_is(self):
        with open(MANUAL, encoding="utf-8") as file:
            said = re.findall(r"(\d+)&nbsp;kB", file.read())
        size_bytes = len(self.server.get("/widget.js", Accept_Encoding="br").body)
        self.assertEqual(len(said), 1)
        self.assertLess(abs(int(said[0]) * 1000 - size_bytes), 1000)

    def test_it_is_small_and_needs_nothing_else(self):
        self.assertLessEqual(len(self.server.get("/widget.js", Accept_Encoding="gzip").body), MAX_GZIP_BYTES)
        text = self.server.get("/widget.js").text
        self.assertNotRegex(text, r"(?m)^\s*(import|export)\b|\bimport\(|\beval\(|new Function\b")
        self.assertNotRegex(text, r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b")
        self.assertTrue(text.startswith("// Part of docfinch."))

    def test_meta_names_the_address_of_these_bytes_and_their_hash(self):
        widget = json.loads(self.server.get("/api/meta").text)["widget"]
        self.assertRegex(widget["path"], r"\A/assets/[0-9a-f]{16}/widget\.js\Z")
        answer = self.server.get(widget["path"])
        self.assertEqual(answer["Cache-Control"], "public, max-age=31536000, immutable")
        self.assertEqual(answer.body, self.server.get("/widget.js").body)
        self.assertEqual(integrity_of(answer.body), widget["integrity"])

    def test_script_element_that_the_program_prints_is_the_servers(self):
        result = run("--widget-integrity")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        widget = json.loads(self.server.get("/api/meta").text)["widget"]
        self.assertEqual(result.stdout, f'<script src="https://HOST{widget["path"]}" integrity="{widget["integrity"]}" '
                                        'crossorigin="anonymous" data-docset="NAME" defer></script>\n')

    def test_script_element_below_a_base_path(self):
        printed = [run("--widget-integrity", "--base-path", BASE), run("--base-path", BASE, "--widget-integrity")]
        with Server(self.artifact, "--base-path", BASE) as server:
            widget = json.loads(server.get(BASE + "/api/meta").text)["widget"]
            self.assertTrue(widget["path"].startswith(BASE + "/assets/"))
            self.assertEqual(integrity_of(server.get(widget["path"]).body), widget["integrity"])
            self.assertEqual(server.get(BASE + "/widget.js").status, 200)
            self.assertEqual(server.get("/widget.js").status, 404)
        for result in printed:
            self.assertEqual(re.findall('"([^"]*)"', result.stdout)[:2],
                             ["https://HOST" + widget["path"], widget["integrity"]])

    def test_script_element_is_printed_without_a_file(self):
        result = run("--widget-integrity", self.artifact)
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("--widget-integrity needs no file", result.stderr)
        with open("/dev/full", "w") as full:
            result = subprocess.run([SERVE, "--widget-integrity"], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(result.returncode, 3, result.stderr)


if __name__ == "__main__":
    unittest.main()
