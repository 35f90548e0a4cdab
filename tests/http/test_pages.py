"""Pages, their files and the embedded documentation."""

import re
import tempfile
import unittest

from serving import SITE, ArtifactTest, Server, build_artifact


def read_site(path):
    with open(f"{SITE}/{path}", "rb") as file:
        return file.read()


class PagesTest(ArtifactTest, unittest.TestCase):
    def test_home_page_and_every_file_it_names(self):
        home = self.server.get("/")
        self.assertEqual((home.status, home["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("lantern", home.text)
        named = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', home.text))
        self.assertGreaterEqual(len(named), 3)
        for path in named:
            self.assertRegex(path, "^/assets/[0-9a-f]{16}/")
            self.assertEqual(self.server.get(path).status, 200, path)
        self.assertEqual(len({path.split("/")[2] for path in named}), 1)
        self.assertIn(f"/assets/{named.pop().split('/')[2]}/style.css", self.server.get("/search?q=lamp").text)

    def test_files_have_their_types(self):
        types = {"style.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8",
                 "icon.svg": "image/svg+xml", "icon-touch.png": "image/png"}
        for name, expected in types.items():
            self.assertEqual(self.server.get("/assets/" + name)["Content-Type"], expected)
        for name in ("", "nothing.js", "index.html", "style.css/", "style.cs", "/style.css"):
            self.assertEqual(self.server.get("/assets/" + name).status, 404, name)

    def test_files_of_another_version_are_those_of_this_one(self):
        plain = self.server.get("/assets/app.js")
        answer = self.server.get("/assets/0123456789abcdef/app.js")
        self.assertEqual((answer.status, answer.body, answer["ETag"]), (200, plain.body, plain["ETag"]))
        self.assertEqual(answer["Cache-Control"], "public, no-cache")
        for path in ("0123456789abcdef", "0123456789abcdef/", "0123456789abcdef/x.js", "0123456789ABCDEF/app.js",
                     "0123456789abcde/app.js", "0123456789abcdef0/app.js", "0123456789abcdeg/app.js",
                     "0123456789abcdef/0123456789abcdef/app.js", "0123456789abcdef//app.js"):
            self.assertEqual(self.server.get("/assets/" + path).status, 404, path)

    def test_pages_carry_a_strict_policy(self):
        for path in ("/", "/search?q=lamp", "/entries/1", "/nothing", "/api/meta", "/assets/app.js"):
            answer = self.server.get(path)
            policy = answer["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
            self.assertEqual(answer["Referrer-Policy"], "no-referrer")

    def test_our_pages_have_nothing_inline(self):
        for path in ("/", "/search?q=lamp", "/entries/1"):
            html = self.server.get(path).text
            self.assertNotRegex(html, r"<script(?![^>]*\bsrc=)")
            self.assertNotRegex(html, r"<style|\sstyle=|\son[a-z]+=")

    def test_a_kind_on_the_home_page_leads_to_all_of_it(self):
        links = re.findall(r'<a href="([^"]*)"><span class="kind kind-\w+">(\w+)</span> ([\d,]+)</a>',
                           self.server.get("/").text)
        self.assertGreater(len(links), 1)
        for link, kind, count in links:
            self.assertEqual(link, f"/search?q=in%3Alantern%20&amp;kind={kind}")
            text = self.server.get(link.replace("&amp;", "&")).text
            self.assertRegex(text, rf"<p>({count} results?|Results 1 to 10 of {count})</p>")

    def test_an_error_looks_like_the_other_pages_and_repeats_nothing(self):
        style = re.search(r'href="(/assets/[^"]*/style\.css)"', self.server.get("/").text).group(1)
        for target, status, reason in (("/nothing", 404, "Not Found"), ("/search?q=lamp&limit=0", 400, "Bad Request"),
                                       ("/docs/lantern/x.html", 404, "Not Found"), ("/assets/x", 404, "Not Found")):
            answer = self.server.get(target)
            self.assertEqual((answer.status, answer["Content-Type"]), (status, "text/html; charset=utf-8"), target)
            self.assertIn(f'<link rel="stylesheet" href="{style}">', answer.text)
            self.assertIn(f">{reason}</h1>", answer.text)
            self.assertIn(f"Error {status}<", answer.text)
            self.assertIn("style-src 'self'", answer["Content-Security-Policy"])
            self.assertIn("form-action 'self'", answer["Content-Security-Policy"])
            self.assertNotRegex(answer.text, r"<script|<style|\{\{|<!--")
        head = self.server.get("/nothing%3Cb%3E?q=%3Ci%3E", method="HEAD")
        answer = self.server.get("/nothing%3Cb%3E?q=%3Ci%3E")
        self.assertEqual((head.body, head["Content-Length"]), (b"", str(len(answer.body))))
        self.assertEqual(answer.body, self.server.get("/nothing").body)

    def test_search_page_without_script(self):
        answer = self.server.get("/search?q=wiring")
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn('href="/docs/lantern/guide/start.html#wiring"', answer.text)
        self.assertIsNotNone(answer["Server-Timing"])

    def test_search_page_says_what_was_corrected(self):
        text = self.server.get("/search?q=swich_on&kind=term&limit=5").text
        self.assertIn("Showing results for <b>switch_on</b>.", text)
        self.assertIn('<a href="/search?q=swich_on&amp;kind=term&amp;literal=1&amp;limit=5">Search for exactly '
                      '<b>swich_on</b></a>', text)
        for query in ("switch_on", "swich_on&literal=1"):
            self.assertNotIn("Showing results for", self.server.get("/search?q=" + query).text, query)
        text = self.server.get("/search?q=swich_on&kind=term&limit=5&literal=1").text
        self.assertIn('Searched for exactly <b>swich_on</b>. <a href="/search?q=swich_on&amp;kind=term&amp;limit=5">'
                      'Search with corrections</a>', text)
        text = self.server.get("/search?q=a&limit=1&literal=1").text
        self.assertIn("literal=1&amp;limit=1&amp;offset=1", text)

    def test_search_page_links_keep_every_option(self):
        text = self.server.get("/search?q=lamp&docset=lantern&kind=section&limit=1&offset=1&group=1&literal=1").text
        links = re.findall(r'<a [^>]*href="(/search[^"]*)"', text)
        self.assertGreaterEqual(len(links), 4)
        for link in links:
            self.assertTrue(link.startswith("/search?q=lamp&amp;"), link)
            self.assertIn("group=1&amp;limit=1", link)
            self.assertTrue("docset=lantern" in link or "kind=section" in link, link)

    def test_search_page_links_ask_the_same_again(self):
        """A space behind the last word ends it: without it, page 2 would be of another question."""
        text = self.server.get("/search?q=lamp+&limit=1").text
        links = re.findall(r'<a [^>]*href="(/search[^"]*)"', text)
        self.assertGreaterEqual(len(links), 2)
        for link in links:
            self.assertTrue(link.startswith("/search?q=lamp%20&amp;"), link)
        self.assertIn('value="lamp "', text)
        self.assertIn("Results for “lamp”", text)

    def test_search_page_is_bounded(self):
        longest = "%F0%9F%92%A1" * 160
        for target in ("/search?q=lamp&docset=" + longest + "&kind=" + longest, "/search?q=" + longest,
                       "/search?q=lamp&docset=" + "/" * 3900, "/search?q=lamp&docset=lantern&kind=" + "'" * 3900,
                       "/search?q=lamp&limit=100"):
            answer = self.server.get(target)
            self.assertEqual(answer.status, 200, target[:40])
            self.assertLess(len(answer.body), 200_000, target[:40])
        self.assertEqual(self.server.get("/search?q=lamp&docset=%C3(").text.count("\ufffd("), 5)

    def test_search_page_without_a_query(self):
        for target in ("/search", "/search?q=", "/search?q=+"):
            answer = self.server.get(target)
            self.assertEqual(answer.status, 200)
            self.assertIsNone(answer["Server-Timing"])

    def test_search_page_refuses_bad_numbers_in_html(self):
        answer = self.server.get("/search?q=lamp&limit=x")
        self.assertEqual((answer.status, answer["Content-Type"]), (400, "text/html; charset=utf-8"))
        self.assertIn("limit", answer.text)

    def test_search_page_escapes_the_query(self):
        html = self.server.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        self.assertNotIn("<script>alert", html)

    def test_robots_are_asked_to_leave_answers_alone(self):
        answer = self.server.get("/robots.txt")
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "text/plain; charset=utf-8"))
        self.assertEqual(answer.text, "User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /entries/\n")

    def test_embedded_page_comes_byte_by_byte(self):
        for path, kind in (("index.html", "text/html"), ("guide/start.html", "text/html"), ("style.css", "text/css")):
            answer = self.server.get("/docs/lantern/" + path)
            self.assertEqual((answer.status, answer["Content-Type"]), (200, kind))
            self.assertEqual(answer.body, read_site(path))

    def test_folder_of_documentation_is_its_index(self):
        self.assertEqual(self.server.get("/docs/lantern/").body, read_site("index.html"))
        self.assertEqual(self.server.get("/docs/lantern/guide/").status, 404)

    def test_folder_without_a_slash_leads_to_the_one_with_it(self):
        answer = self.server.get("/docs/lantern")
        self.assertEqual((answer.status, answer["Location"], answer.body), (301, "/docs/lantern/", b""))
        self.assertEqual(answer["Cache-Control"], "public, max-age=60, stale-while-revalidate=600")
        self.assertEqual(self.server.get("/docs/lantern?x=y")["Location"], "/docs/lantern/")
        self.assertEqual(self.server.get("/docs/%6Cantern")["Location"], "/docs/lantern/")
        for path in ("lantern/guide", "lanter", "lantern/index.html", "lantern//"):
            self.assertIsNone(self.server.get("/docs/" + path)["Location"], path)

    def test_search_page_of_documentation_leads_to_the_search(self):
        for target, location in (("lantern/search.html?q=oil", "q=oil"),
                                 ("lantern/guide/search?x=1&q=a%26b+c%22", "q=a%26b%20c%22"),
                                 ("lantern/search.html?q=%C3%BC&check_keywords=yes&area=default", "q=%C3%BC")):
            answer = self.server.get("/docs/" + target)
            self.assertEqual((answer.status, answer["Location"], answer.body),
                             (302, f"/search?{location}&docset=lantern", b""))
            self.assertEqual(self.server.get(answer["Location"]).status, 200)
        for target in ("lantern/search.html", "lantern/search.html?q=", "lantern/search.html?q=+",
                       "lantern/research.html?q=oil", "search.html?q=oil", "no/search.html?q=oil",
                       "lantern/search.html?q=" + 500 * "%22"):
            answer = self.server.get("/docs/" + target)
            self.assertEqual((answer.status, answer["Location"]), (404, None), target)

    def test_documentation_has_an_origin_of_its_own(self):
        policy = self.server.get("/docs/lantern/index.html")["Content-Security-Policy"]
        self.assertTrue(policy.startswith("sandbox "))
        self.assertNotIn("allow-same-origin", policy)
        self.assertNotIn("allow-top-navigation", policy)

    def test_no_way_out_of_the_documentation(self):
        for path in ("", "lantern/nothing.html", "/lantern/index.html", "lantern//index.html",
                     "lantern/index.html/", "lantern/INDEX.HTML", "nothing/index.html", "lantern/%F0%9F%92%A1"):
            self.assertEqual(self.server.get("/docs/" + path).status, 404, path)
        for path in ("../etc/passwd", "lantern/../lantern/index.html", "lantern/%2e%2e/index.html", "lantern/./a",
                     "lantern/.", "lantern/%2Findex.html", "lantern%2Findex.html", "lantern/..%2f..%2fetc%2fpasswd"):
            self.assertEqual(self.server.get("/docs/" + path).status, 400, path)

    def test_artifact_without_pages_has_no_documentation(self):
        with tempfile.TemporaryDirectory() as folder, Server(build_artifact(folder)) as server:
            self.assertEqual(server.get("/docs/lantern/index.html").status, 404)
            links = re.findall(r'<a class="line" href="([^"]*)"', server.get("/search?q=lamp").text)
            listed = re.findall(r'<li><a href="([^"]*)">[^<]', server.get("/").text)
            self.assertGreater(len(links), 1)
            self.assertGreater(len(listed), 1)
            for link, asked in [(link, "&amp;q=lamp") for link in links] + [(link, "") for link in listed]:
                self.assertRegex(link, rf"^/entries/[1-9][0-9]*\?index=[0-9a-f]{{32}}{asked}$")
                self.assertEqual(server.get(link).status, 200, link)
            self.assertNotIn("Open the page", server.get(links[0]).text)


if __name__ == "__main__":
    unittest.main()
