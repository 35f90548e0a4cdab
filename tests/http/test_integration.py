"""What browsers take from the server beside pages: a search engine for the address bar, suggestions, a web manifest."""

import json
import os
import re
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

from serving import INDEX, SITE, ArtifactTest, Connection, Server

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SEARCH_FORM = "{http://www.mozilla.org/2006/browser/search/}SearchForm"
BASE = "/docs-search"
LONG_TITLE = "All there is to say about lamps, lanterns, wicks and the people who light them"


def described(answer):
    """The description as pairs of tag and element; Url by its rel."""
    root = xml.etree.ElementTree.fromstring(answer.text)
    return {child.get("rel") or child.tag.removeprefix(OPENSEARCH): child for child in root}


def templates(answer):
    elements = described(answer)
    return [elements[rel].get("template") for rel in ("results", "suggestions", "self")]


class OpenSearchTest(ArtifactTest, unittest.TestCase):
    def fetch(self, *lines, version="1.1", server=None):
        with Connection((server or self.server).address) as connection:
            head = "".join(line + "\r\n" for line in lines)
            connection.send(f"GET /opensearch.xml HTTP/{version}\r\n{head}\r\n".encode("latin-1"))
            return connection.receive()

    def test_description_says_what_its_specification_asks_for(self):
        answer = self.fetch("Host: docs.example.org")
        self.assertEqual((answer.status, answer["Content-Type"]),
                         (200, "application/opensearchdescription+xml"))
        elements = described(answer)
        self.assertEqual(elements["ShortName"].text, "lantern")
        self.assertEqual(elements["LongName"].text, "Lantern documentation")
        self.assertEqual(elements["Description"].text, "Lantern documentation")
        self.assertEqual(elements["InputEncoding"].text, "UTF-8")
        self.assertEqual(elements[SEARCH_FORM].text, "http://docs.example.org/")
        self.assertEqual(elements["Image"].text, "http://docs.example.org/assets/icon.svg")
        self.assertEqual([elements[rel].get("type") for rel in ("results", "suggestions", "self")],
                         ["text/html", "application/x-suggestions+json", "application/opensearchdescription+xml"])

    def test_addresses_are_those_the_client_used(self):
        for host in ("docs.example.org", "docs.example.org:8443", "127.0.0.1:8080", "[::1]:8080", "localhost"):
            self.assertEqual(templates(self.fetch(f"Host: {host}")), [
                f"http://{host}/search?q={{searchTerms}}", f"http://{host}/api/suggest?q={{searchTerms}}",
                f"http://{host}/opensearch.xml"])

    def test_every_address_is_served(self):
        answer = self.server.get("/opensearch.xml")
        for url in templates(answer) + [described(answer)["Image"].text]:
            target = url.removeprefix("http://localhost").replace("{searchTerms}", "lamp")
            self.assertEqual(self.server.get(target).status, 200, url)

    def test_a_proxy_says_that_its_clients_speak_tls(self):
        with Server(self.artifact, "--trusted-proxy", "127.0.0.1") as server:
            for value, scheme in (("https", "https"), ("HTTPS", "https"), ("http", "http"), ("javascript", "http"),
                                  ("https,http", "http"), ("", "http")):
                answer = self.fetch("Host: a", f"X-Forwarded-Proto: {value}", server=server)
                self.assertTrue(templates(answer)[0].startswith(scheme + "://a/"), value)
        self.assertTrue(templates(self.fetch("Host: a", "X-Forwarded-Host: b"))[0].startswith("http://a/"))

    def test_others_do_not(self):
        for options in ((), ("--trusted-proxy", "10.0.0.0/8")):
            with Server(self.artifact, *options) as server:
                answer = self.fetch("Host: a", "X-Forwarded-Proto: https", server=server)
                self.assertTrue(templates(answer)[0].startswith("http://a/"), options)

    def test_nobody_else_gets_what_a_client_called_the_server(self):
        answer = self.fetch("Host: evil.example")
        self.assertEqual((answer["Cache-Control"], answer["ETag"]), ("no-store", None))
        self.assertIn("//a/", templates(self.fetch("Host: a"))[0])

    def test_hosts_that_are_no_hosts_are_refused(self):
        for host in ("{searchTerms}", "a{x}", "a&b", "a'b", "a;b", "a%41", "a!b", "a=b", "a|b", "a" * 300):
            answer = self.fetch(f"Host: {host}")
            self.assertEqual((answer.status, answer["Content-Type"]), (400, "text/html; charset=utf-8"), host)
            self.assertEqual(answer["Cache-Control"], "no-store")
            self.assertNotIn(host, answer.text)
        self.assertEqual(self.fetch(version="1.0").status, 400)

    def test_head_and_other_methods(self):
        get, head = self.server.get("/opensearch.xml"), self.server.get("/opensearch.xml", "HEAD")
        self.assertEqual((head.status, head.body, head["Content-Length"]), (200, b"", get["Content-Length"]))
        self.assertEqual(self.server.get("/opensearch.xml", "POST")["Allow"], "GET, HEAD")

    def test_pages_lead_to_it_and_to_the_manifest(self):
        for path in ("/", "/search?q=lamp"):
            head = self.server.get(path).text.split("</head>")[0]
            link = re.search(r'<link rel="search"[^>]*>', head).group()
            self.assertIn('href="/opensearch.xml"', link)
            self.assertIn('type="application/opensearchdescription+xml"', link)
            self.assertIn('title="lantern"', link)
            self.assertIn('<link rel="manifest" href="/manifest.webmanifest">', head)
            self.assertIn("manifest-src 'self'", self.server.get(path)["Content-Security-Policy"])


class SuggestTest(ArtifactTest, unittest.TestCase):
    def suggest(self, query):
        answer = self.server.get("/api/suggest?q=" + query)
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "application/x-suggestions+json"), answer.text)
        return json.loads(answer.text)

    def test_suggestions_are_the_hits(self):
        typed, titles, descriptions, urls = self.suggest("switch_on")
        hits = json.loads(self.server.get("/api/search?q=switch_on").text)["hits"]
        self.assertEqual(typed, "switch_on")
        self.assertEqual(titles, list(dict.fromkeys(hit["title"] for hit in hits)))
        self.assertEqual(urls[0], hits[0]["url"])
        self.assertEqual(descriptions[0], "term in lantern: Reference")
        self.assertEqual(len({len(titles), len(descriptions), len(urls)}), 1)

    def test_query_is_what_was_typed_as_it_was_typed(self):
        for query, typed in (("lamp%20", "lamp "), ("%20lamp", " lamp"), ("LAMP", "LAMP"), ("", ""),
                             ("x" * 300, "x" * 300), ("%FF", "\ufffd"), ("%22%3Cb%3E", '"<b>')):
            self.assertEqual(self.suggest(query)[0], typed)
        self.assertEqual(self.suggest(""), ["", [], [], []])
        self.assertNotIn("<", self.server.get("/api/suggest?q=%3Cb%3E").text)

    def test_parameters_and_their_errors_are_those_of_the_search(self):
        self.assertEqual(len(self.suggest("lamp&limit=1")[1]), 1)
        self.assertEqual(self.suggest("lamp&docset=nothing")[1], [])
        for target in ("/api/suggest", "/api/suggest?q=a&limit=0", "/api/suggest?q=a&limit=101"):
            answer = self.server.get(target)
            self.assertEqual((answer.status, answer["Content-Type"]), (400, "application/problem+json"))

    def test_the_cache_keeps_the_two_formats_apart(self):
        for target in ("/api/search?q=wick", "/api/suggest?q=wick", "/search?q=wick"):
            first, again = self.server.get(target), self.server.get(target)
            self.assertEqual((again.body, again["ETag"], again["Content-Type"]),
                             (first.body, first["ETag"], first["Content-Type"]), target)
        self.assertIsInstance(json.loads(self.server.get("/api/suggest?q=wick").text), list)
        self.assertIsInstance(json.loads(self.server.get("/api/search?q=wick").text), dict)


class ManifestTest(ArtifactTest, unittest.TestCase):
    def test_manifest_says_what_installing_needs(self):
        answer = self.server.get("/manifest.webmanifest")
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "application/manifest+json"))
        manifest = json.loads(answer.text)
        self.assertEqual((manifest["name"], manifest["short_name"]),
                         ("Lantern documentation", "lantern"))
        self.assertEqual([manifest[key] for key in ("id", "start_url", "scope", "display")],
                         ["/", "/", "/", "minimal-ui"])
        self.assertEqual([(icon["purpose"], icon["type"], icon["sizes"]) for icon in manifest["icons"]],
                         [("any", "image/svg+xml", "any"), ("maskable", "image/svg+xml", "any"),
                          ("any", "image/png", "180x180")])
        for icon in manifest["icons"]:
            file = self.server.get(icon["src"])
            self.assertEqual((file.status, file["Content-Type"]), (200, icon["type"]))
            if icon["type"] == "image/svg+xml":
                xml.etree.ElementTree.fromstring(file.text)
            else:
                self.assertEqual(struct.unpack(">8s4x4s2I", file.body[:24]), (b"\x89PNG\r\n\x1a\n", b"IHDR", 180, 180))

    def test_colours_are_those_of_the_page(self):
        manifest = json.loads(self.server.get("/manifest.webmanifest").text)
        home = self.server.get("/").text
        sheets = "".join(self.server.get(path).text for path in re.findall(r'rel="stylesheet" href="([^"]+)"', home))
        paper, dark = re.search(r"--paper: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", sheets).groups()
        self.assertEqual((manifest["background_color"], manifest["theme_color"]), (paper, paper))
        self.assertIn(f'<path fill="{paper}" d="M0 0h64v64H0z"/>', self.server.get("/assets/icon-maskable.svg").text)
        for name, colour in (("light", paper), ("dark", dark)):
            self.assertIn(f'<meta name="theme-color" content="{colour}" media="(prefers-color-scheme: {name})">', home)
        icon = self.server.get("/assets/icon-maskable.svg").text
        self.assertIn(f'<path fill="{paper}" d="M0 0h64v64H0z"/>', icon)

    def test_manifest_is_asked_about_each_time(self):
        answer = self.server.get("/manifest.webmanifest")
        self.assertEqual(answer["Cache-Control"], "public, no-cache")
        again = self.server.get("/manifest.webmanifest", If_None_Match=answer["ETag"])
        self.assertEqual((again.status, again.body), (304, b""))

    def test_no_answer_may_be_framed_whatever_the_browser_knows(self):
        for path in ("/", "/search?q=lamp", "/docs/lantern/index.html", "/api/meta", "/assets/app.js", "/nothing",
                     "/manifest.webmanifest", "/opensearch.xml", "/healthz", "/search?limit=0"):
            for method in ("GET", "HEAD"):
                answer = self.server.get(path, method)
                self.assertIn("frame-ancestors 'none'", answer["Content-Security-Policy"], path)
                self.assertEqual(answer["X-Frame-Options"], "DENY", path)


class NamesTest(unittest.TestCase):
    """Of what a doc set is called, what goes where."""

    def serve(self, *options, base=(), names=("lantern",)):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        artifact = os.path.join(folder.name, "docs.db")
        docsets = [part for name in names for part in ("--docset", f"{name}={SITE}", *options)]
        subprocess.run([INDEX, "build", "--quiet", *docsets, "-o", artifact], check=True, timeout=60)
        server = Server(artifact, *base)
        self.addCleanup(server.__exit__)
        return server

    def names(self, server):
        elements = described(server.get("/opensearch.xml"))
        manifest = json.loads(server.get("/manifest.webmanifest").text)
        self.assertEqual(manifest["short_name"], elements["ShortName"].text)
        for path in ("/", "/search?q=lamp"):
            title = re.search(r'<link rel="search"[^>]* title="([^"]*)"', server.get(path).text).group(1)
            self.assertEqual(xml.etree.ElementTree.fromstring(f"<a>{title}</a>").text, manifest["short_name"])
        return manifest["short_name"], manifest["name"], elements["LongName"].text, elements["Description"].text

    def test_a_title_that_is_too_long_gives_way_to_the_name(self):
        server = self.serve("--title", LONG_TITLE)
        self.assertEqual(self.names(server), ("lantern", LONG_TITLE, LONG_TITLE[:48], LONG_TITLE))

    def test_length_is_counted_in_characters(self):
        self.assertEqual(self.names(self.serve("--title", "\u30e9" * 16))[0], "\u30e9" * 16)
        self.assertEqual(self.names(self.serve("--title", "\u30e9" * 17))[0], "lantern")

    def test_several_doc_sets_have_a_name_in_common(self):
        self.assertEqual(self.names(self.serve(names=("one", "two"))),
                         ("Documentation",) + ("Documentation search",) * 3)

    def test_a_title_that_both_have_is_suggested_once(self):
        server = self.serve(names=("one", "two"))
        found = [hit["title"] for hit in json.loads(server.get("/api/search?q=lamp&limit=100").text)["hits"]]
        self.assertGreater(len(found), len(set(found)))
        _, titles, descriptions, urls = json.loads(server.get("/api/suggest?q=lamp&limit=100").text)
        self.assertEqual(titles, list(dict.fromkeys(found)))
        self.assertEqual((len(descriptions), len(urls)), (len(titles), len(titles)))

    def test_titles_are_text_wherever_they_stand(self):
        for title in ('<b>&"\'', "{searchTerms}", "a]]>b"):
            self.assertEqual(self.names(self.serve("--title", title)), (title,) * 4)

    def test_what_xml_cannot_have_is_marked(self):
        server = self.serve("--title", "a\x01b\ufffec\u2028\U0001f56f")
        self.assertEqual(described(server.get("/opensearch.xml"))["ShortName"].text, "a\ufffdb\ufffdc\u2028\U0001f56f")

    def test_long_titles_are_bounded(self):
        server = self.serve("--title", "\u20ac" * 20000)
        self.assertEqual(json.loads(server.get("/manifest.webmanifest").text)["name"], "\u20ac" * 333)

    def test_addresses_are_below_the_base_path(self):
        server = self.serve(base=("--base-path", BASE))
        self.assertEqual(server.get("/opensearch.xml").status, 404)
        answer = server.get(BASE + "/opensearch.xml")
        self.assertEqual(templates(answer), [
            f"http://localhost{BASE}/search?q={{searchTerms}}", f"http://localhost{BASE}/api/suggest?q={{searchTerms}}",
            f"http://localhost{BASE}/opensearch.xml"])
        self.assertEqual(described(answer)[SEARCH_FORM].text, f"http://localhost{BASE}/")
        manifest = json.loads(server.get(BASE + "/manifest.webmanifest").text)
        self.assertEqual({manifest[key] for key in ("id", "start_url", "scope")}, {BASE + "/"})
        for icon in manifest["icons"]:
            self.assertEqual(server.get(icon["src"]).status, 200)
        # This artifact has no pages: a suggestion leads to the results for its title.
        urls = json.loads(server.get(BASE + "/api/suggest?q=lamp").text)[3]
        self.assertGreater(len(urls), 0)
        for url in urls:
            self.assertTrue(url.startswith(BASE + "/search?q="), url)
            self.assertEqual(server.get(url).status, 200, url)


if __name__ == "__main__":
    unittest.main()
