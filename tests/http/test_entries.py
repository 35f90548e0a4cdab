"""One entry by its id, as API.md says: text, code and neighbours."""

import contextlib
import html
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import textwrap
import unittest

from serving import Server, build_artifact

MAX_BYTES = 32768
SEAL = slice(4064, 4096)

# The order of the page is not that of weight: symbols weigh more than sections, and the deep less than the shallow.
BENCH = """<!DOCTYPE html><html lang="en"><head><title>Bench</title></head><body><main>
<h1 id="bench">Bench</h1><p>Where things are made.</p><p>Second <em>block</em> &amp; last.</p>
<h2 id="saws">Saws</h2><p>They cut.</p>
<h3 id="blades">Blades</h3><p>Keep them sharp.</p><pre>saw --blade 2
  | sort</pre><p>Or:</p><pre>saw \x1f--list</pre>Mind your fingers.
<h2 id="vices">Vices</h2><p>They hold.</p>
</main></body></html>"""


CHISELS = """<!DOCTYPE html><html lang="en"><head><title>Chisels</title>
<script id="documentation_options" src="_static/documentation_options.js"></script></head><body><div class="body"
role="main"><section id="chisels"><h1>Chisels</h1><dl class="py function"><dt class="sig sig-object py"
id="chisel.strike"><span class="sig-prename descclassname"><span class="pre">chisel.</span></span><span
class="sig-name descname"><span class="pre">strike</span></span>(<em class="sig-param">force</em>)</dt><dd>
<p>Strike it.</p>
<div class="versionadded"><p><span class="versionmodified added">New in version 3.7.</span></p></div></dd></dl>
</section></div></body></html>"""


def long_page(title, text_bytes, code_bytes):
    """A page whose text has a character of three bytes at every place where it can be cut but one."""
    text = ("\u20ac" * (text_bytes // 3)) + "x" * (text_bytes % 3)
    code = "y" * code_bytes
    return (f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head><body><main><h1 id='a'>{title}</h1>"
            f"<p>{text}</p><pre>{code}</pre><h2>{title} end</h2><p>Short.</p></main></body></html>")


# Every shape there is, and characters beyond the BMP in front of marks.
SHAPES = """<!DOCTYPE html><html lang="en"><head><title>Planes</title></head><body><main><h1 id="planes">Planes</h1>
<p>\U0001F426 \u20ac <code>\U0001F41F &lt;b&gt;</code> and <strong>so <em>on</em></strong>.</p>
<ul><li>one<ol type="a"><li>two</li><li value="4">more</li></ol></li><li><pre>three</pre></li></ul>
<table><caption>Sizes</caption><tr><th>No.</th><th>Use</th></tr><tr><td><code>\U0001F426</code></td><td>fine</td></tr>
<tr><td rowspan="2">4</td><td colspan="3">coarse</td></tr><tr></tr><tr><td>5</td><td></td></tr></table>
<div class="admonition warning"><p class="admonition-title">Warning</p><p>Sharp.</p></div>
<div class="tip">Oil it.</div><div class="note">Clean it.</div><div class="versionchanged">New in 2.</div>
<table><tr><td>6</td><td colspan="2"></td></tr></table>
</main></body></html>"""

PARTS = [
    {"text": "\U0001F426 \u20ac \U0001F41F <b> and so on.",
     "marks": [[5, 11, "code"], [16, 21, "strong"], [19, 21, "emphasis"]]},
    {"text": "one", "steps": ["list", "item"]},
    {"text": "two", "steps": [["numbers", "a"], "item"]},
    {"text": "more", "steps": ["/", ["item", 4]]},
    {"code": "three", "steps": ["/", "/", "/", "item"]},
    {"text": "Sizes", "steps": ["/", "/", "table", "caption"]},
    {"text": "No. Use", "steps": ["/", "row", "head"], "cells": [[4, "head"]]},
    {"text": "\U0001F426 fine", "steps": ["/", "/", "row", "cell"], "cells": [[3, "cell"]], "marks": [[0, 2, "code"]]},
    {"text": "4 coarse", "steps": ["/", "/", "row", ["cell", 1, 2]], "cells": [[2, "cell", 3, 1]]},
    {"text": "5", "steps": ["/", "/", "row", "/", "row", "cell"]},
    {"text": "Warning", "steps": ["/", "cell", "/", "/", "/", "warning", "label"]},
    {"text": "Sharp.", "steps": ["/"]},
    {"text": "Oil it.", "steps": ["/", "tip"]},
    {"text": "Clean it.", "steps": ["/", "note"]},
    {"text": "New in 2.", "steps": ["/", "change"]},
    {"text": "6", "steps": ["/", "table", "row", "cell"]},
    {"text": "", "steps": ["/", ["cell", 2, 1]]},
]

PAGE_PARTS = """<p class="block" dir="auto">\U0001F426 \u20ac <code>\U0001F41F &lt;b&gt;</code> and
<strong>so <em>on</em></strong>.</p><ul><li dir="auto"><p class="block">one</p><ol type="a"><li dir="auto">
<p class="block">two</p></li><li value="4" dir="auto"><p class="block">more</p>
</li></ol></li><li dir="auto"><div class="sample"><pre dir="ltr"><code>three</code></pre></div></li></ul>
<div class="wide" tabindex="0" role="group" aria-label="Table"><table><caption dir="auto">
<p class="block">Sizes</p></caption>
<tr><th dir="auto"><p class="block">No. </p></th><th dir="auto"><p class="block">Use</p></th></tr>
<tr><td dir="auto"><p class="block"><code>\U0001F426</code> </p></td><td dir="auto"><p class="block">fine</p></td></tr>
<tr><td rowspan="2" dir="auto"><p class="block">4 </p></td>
<td colspan="3" dir="auto"><p class="block">coarse</p></td></tr>
<tr></tr><tr><td dir="auto"><p class="block">5</p></td><td dir="auto"></td></tr></table>
</div><div class="aside warning" dir="auto"><div class="aside label" dir="auto"><p class="block">Warning</p></div>
<p class="block">Sharp.</p></div><div class="aside tip" dir="auto"><p class="block">Oil it.</p></div>
<div class="aside note" dir="auto"><p class="block">Clean it.</p></div><div class="aside change" dir="auto">
<p class="block">New in 2.</p></div><div class="wide" tabindex="0" role="group" aria-label="Table"><table>
<tr><td dir="auto"><p class="block">6</p></td><td colspan="2" dir="auto"></td></tr></table></div>"""

PAGES = {
    "planes.html": SHAPES,
    "bench.html": BENCH,
    "chisels.html": CHISELS,
    "fits.html": long_page("Fits", 30000, MAX_BYTES - 30000),
    "code.html": long_page("Code", 30000, MAX_BYTES - 30000 + 1),
    "text.html": long_page("Text", MAX_BYTES + 1, 5),
    "escapes.html": "<!DOCTYPE html><html lang='en'><head><title>E</title></head><body><main><h1>Escapes</h1><p>"
                    + html.escape("<script>alert(1)</script>\u2028\"\\") + "</p></main></body></html>",
}


def format_reader():
    """The function in INDEX-FORMAT.md that reads the column `shape`."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "common", "index", "INDEX-FORMAT.md"), encoding="utf-8") as file:
        text = file.read()
    start = text.index("    def ranges(")
    names = {}
    exec(textwrap.dedent(text[start:text.index("\n\n###", start)]), names)
    return names["ranges"]


class EntriesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        site = os.path.join(cls.folder.name, "workshop")
        os.mkdir(site)
        for name, page in PAGES.items():
            with open(os.path.join(site, name), "w", encoding="utf-8") as file:
                file.write(page)
        cls.artifact = build_artifact(cls.folder.name, "--embed-pages", "--docset", "workshop=" + site)
        cls.server = Server(cls.artifact)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def find(self, query):
        """The answer to a search that has one hit at least, and that hit."""
        answer = json.loads(self.server.get("/api/search?q=" + query).text)
        self.assertGreater(len(answer["hits"]), 0, query)
        return answer, answer["hits"][0]

    def entry(self, entry_id):
        answer = self.server.get(f"/api/entries/{entry_id}")
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "application/json"), answer.text)
        return json.loads(answer.text)

    def assert_problem(self, target, status):
        answer = self.server.get(target)
        self.assertEqual((answer.status, answer["Content-Type"]), (status, "application/problem+json"), target)
        self.assertEqual(answer["Cache-Control"], "no-store")
        self.assertIsNone(answer["ETag"])
        self.assertEqual(json.loads(answer.text)["status"], status)
        return answer

    def test_an_entry_says_what_its_hit_says(self):
        answer, hit = self.find("lantern.switch_on")
        entry = self.entry(hit["id"])
        self.assertEqual(entry["index"], answer["index"])
        for name in ("id", "docset", "version", "kind", "title", "signature", "since", "deprecated", "breadcrumbs",
                     "path", "anchor", "url"):
            self.assertEqual(entry[name], hit[name], name)
        self.assertEqual((entry["name"], entry["page_title"]), ("", "Reference"))
        self.assertEqual(entry["content"], [{"text": "Turn the lamp of that name on."}])
        self.assertFalse(entry["cut"])

    def test_a_symbol_has_its_name_and_its_marks(self):
        answer, hit = self.find("chisel.strike")
        entry = self.entry(hit["id"])
        self.assertEqual((entry["name"], entry["kind"], entry["since"], entry["breadcrumbs"]),
                         ("chisel.strike", "function", "3.7", ["Chisels"]))
        self.assertEqual(entry["signature"], hit["signature"])
        self.assertIn("strike", entry["signature"])

    def test_members_are_those_of_the_manual(self):
        self.assertEqual(list(self.entry(self.find("lantern.switch_on")[1]["id"])), [
            "index", "id", "name", "page_title", "docset", "version", "kind", "title", "signature", "since",
            "deprecated", "breadcrumbs", "path", "anchor", "url", "content", "cut", "previous", "next"])

    def test_place_without_an_id_has_its_words(self):
        entry = self.entry(self.find("wick-length")[1]["id"])
        self.assertEqual((entry["anchor"], entry["text_fragment"]), ("lantern.switch_off", "Wick-length"))

    def test_blocks_and_samples_come_in_the_order_of_the_page(self):
        entry = self.entry(self.find("Bench")[1]["id"])
        self.assertEqual(entry["content"], [{"text": "Where things are made."},
                                            {"text": "Second block & last.", "marks": [[7, 12, "emphasis"]]}])
        entry = self.entry(self.find("Blades")[1]["id"])
        self.assertEqual(entry["content"], [
            {"text": "Keep them sharp."}, {"code": "saw --blade 2\n  | sort"}, {"text": "Or:"},
            {"code": "saw --list"}, {"text": "Mind your fingers."}])

    def test_a_part_says_how_it_is_set(self):
        self.assertEqual(self.entry(self.find("Planes")[1]["id"])["content"], PARTS)

    def test_the_reader_of_the_format_reads_shapes(self):
        ranges = format_reader()
        with contextlib.closing(sqlite3.connect(self.artifact)) as db:
            (shape,) = db.execute("SELECT shape FROM entry WHERE title = 'Planes'").fetchone()
        read = list(ranges(shape))
        self.assertEqual([kind for kind, *_ in read].count(9), 2, "tables")
        self.assertIn((5, 9), [(kind, value) for kind, _, _, value in read if value], "an item's number")
        self.assertEqual(list(ranges(b"\x09\x00\xac\x02\x8c\x05\x09\xff\x7f\x13\x00\x01\x00\x00\x01")),
                         [(9, 0, 300, 0), (12, 5, 14, 16383)])
        for none in (b"", b"\x00", b"\x00\x01", b"\x13\x00\x01", b"\x93\x00\x01\x01", b"\x8d\x00\x01",
                     b"\x8d\x00\x01\x80", b"\x00\x80\x80\x80\x80\x80\x01\x01"):
            self.assertEqual(list(ranges(none)), [], none)

    def test_a_page_sets_parts_as_the_data_says(self):
        page = self.server.get(f"/entries/{self.find('Planes')[1]['id']}").text
        dense = [re.sub(r"\s+", "", text) for text in (PAGE_PARTS, page)]
        self.assertIn(dense[0], dense[1])
        for name in ("{{", "<!--"):
            self.assertNotIn(name, page)

    def test_neighbours_follow_the_page(self):
        titles, previous = [], None
        entry = self.entry(self.find("Bench")[1]["id"])
        self.assertIsNone(entry["previous"])
        ids = []
        while entry is not None:
            if titles:
                self.assertEqual(entry["previous"], {"id": previous["id"], "title": previous["title"]})
            titles.append(entry["title"])
            ids.append(entry["id"])
            previous = entry
            entry = self.entry(entry["next"]["id"]) if entry["next"] else None
        self.assertEqual(titles, ["Bench", "Saws", "Blades", "Vices"])
        self.assertNotEqual(ids, sorted(ids), "a page in the order of weight proves nothing")

    def test_every_entry_is_there_and_neighbours_agree(self):
        total = json.loads(self.server.get("/api/meta").text)["entries"]
        entries = {number: self.entry(number) for number in range(1, total + 1)}
        pages = {(entry["docset"], entry["path"]) for entry in entries.values()}
        for this, that in (("previous", "next"), ("next", "previous")):
            self.assertEqual(sum(entry[this] is None for entry in entries.values()), len(pages))
            for number, entry in entries.items():
                if entry[this] is not None:
                    other = entries[entry[this]["id"]]
                    self.assertEqual(other[that]["id"], number)
                    self.assertEqual((other["path"], other["title"]), (entry["path"], entry[this]["title"]))

    def test_long_text_is_cut_between_characters(self):
        for query, text_bytes, code_bytes, is_cut in (
                ("Fits", 30000, MAX_BYTES - 30000, False), ("Code", 30000, MAX_BYTES - 30000, True),
                ("Text", MAX_BYTES - MAX_BYTES % 3, 0, True)):
            entry = self.entry(self.find(query)[1]["id"])
            self.assertEqual(entry["title"], query)
            for key, size in (("text", text_bytes), ("code", code_bytes)):
                parts = [part[key] for part in entry["content"] if key in part]
                self.assertEqual(sum(len(part.encode()) for part in parts), size, (query, key))
            self.assertEqual(entry["cut"], is_cut, query)

    def test_markup_in_text_is_text(self):
        answer = self.server.get(f"/api/entries/{self.find('Escapes')[1]['id']}")
        self.assertEqual(json.loads(answer.text)["content"],
                         [{"text": "<script>alert(1)</script>\u2028\"\\"}])
        for raw in ("<", ">", "&", "\u2028"):
            self.assertNotIn(raw, answer.text)

    def page(self, target):
        answer = self.server.get(target)
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "text/html; charset=utf-8"), answer.text)
        return html.unescape(answer.text)

    def test_a_page_shows_what_the_data_says(self):
        answer, hit = self.find("Blades")
        entry, page = self.entry(hit["id"]), self.page(f"/entries/{hit['id']}?index={answer['index']}")
        shown = [{"code" if code or not text else "text": code or text} for text, code in re.findall(
            r'<p class="block" dir="auto">(.*?)</p>|<pre dir="ltr"><code>(.*?)</code></pre>', page, re.S)]
        self.assertEqual(shown, entry["content"])
        self.assertIn(f'<h1 class="section-title" dir="auto">{entry["title"]}</h1>', page)
        self.assertIn(f'<a class="button main" href="{entry["url"]}">', page)
        self.assertIn("workshop › Bench › Saws</p>", page)
        for name, rel in (("previous", "prev"), ("next", "next")):
            self.assertIn(f'href="/entries/{entry[name]["id"]}?index={answer["index"]}" rel="{rel}"', page)
        self.assertNotIn("longer than what is shown", page)

    def test_a_page_says_age_signature_and_end(self):
        page = self.page(f"/entries/{self.find('chisel.strike')[1]['id']}")
        self.assertIn('<span class="mark">since 3.7</span>', page)
        self.assertIn('<pre class="section-signature" dir="ltr"><code>chisel.strike(force)</code></pre>', page)
        self.assertNotIn('rel="next"', page)
        self.assertIn("longer than what is shown", self.page(f"/entries/{self.find('Text')[1]['id']}"))

    def test_a_page_shows_markup_as_text(self):
        text = self.server.get(f"/entries/{self.find('Escapes')[1]['id']}").text
        self.assertIn("&lt;script&gt;alert(1)", text)
        self.assertNotIn("<script", text)

    def test_a_page_refuses_what_the_data_refuses(self):
        for target, status in (("0", 404), ("01", 404), ("", 404), ("1/", 404), ("4000000000", 404), ("a", 404),
                               ("1?index=x", 409), ("%2F1", 400)):
            answer = self.server.get("/entries/" + target)
            self.assertEqual((answer.status, answer["Content-Type"]), (status, "text/html; charset=utf-8"), target)
        etags = {self.server.get(prefix + "entries/1")["ETag"] for prefix in ("/", "/api/")}
        self.assertEqual(len(etags), 2)

    def test_results_lead_to_the_text_here(self):
        answer, hit = self.find("Blades")
        self.assertIn(f'<a href="/entries/{hit["id"]}?index={answer["index"]}&q=Blades">Read here',
                      self.page("/search?q=Blades"))

    def test_a_page_leads_back_to_the_results_it_was_found_in(self):
        asked = "q=saws+%26+%22they%22&docset=workshop&kind=section&limit=1&offset=1"
        results = self.server.get("/search?" + asked).text
        link = html.unescape(re.search(r'<a href="(/entries/[^"]*)">Read here', results).group(1))
        carried = link.partition("&")[2]
        page = self.server.get(link).text
        self.assertIn('name="q" type="text" value="saws &amp; &quot;they&quot;"', page)
        back = html.unescape(re.search(r'<a class="button" href="([^"]*)">Back to the results</a>', page).group(1))
        self.assertEqual(back, "/search?" + carried)
        self.assertEqual(self.server.get(back).body, self.server.get("/search?" + asked).body)
        neighbour = html.unescape(re.search(r'href="([^"]*)" rel="(?:prev|next)"', page).group(1))
        self.assertTrue(neighbour.endswith("&" + carried), neighbour)

    def test_a_page_that_nothing_led_to_has_no_way_back(self):
        for target in ("/entries/1", "/entries/1?q=", "/entries/1?docset=workshop", "/entries/1?q=" + "x" * 3000):
            page = self.server.get(target)
            self.assertEqual(page.status, 200, target[:40])
            self.assertNotIn("Back to the results", page.text, target[:40])
            self.assertIn('type="text" value=""', page.text, target[:40])

    def test_the_way_back_is_part_of_what_a_page_is(self):
        pages = [self.server.get("/entries/1" + asked) for asked in ("", "?q=a", "?q=b")]
        self.assertEqual(len({page["ETag"] for page in pages}), 3)
        self.assertEqual(self.server.get("/entries/1?q=a", If_None_Match=pages[1]["ETag"]).status, 304)

    def test_what_led_to_a_page_is_text_in_it(self):
        asked = "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%FF&docset=%22onclick=%22&kind=%27%3E"
        for target in ("/entries/1" + asked, "/entries/1" + asked + "&index=x"):
            text = self.server.get(target).text
            self.assertNotIn("<script", text)
            self.assertIn('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\ufffd"', text)
            self.assertIn('href="/search?q=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%FF&amp;docset=%22onclick%3D%22'
                          '&amp;kind=%27%3E"', text)

    def test_the_form_of_a_page_keeps_the_filters_that_led_to_it(self):
        fields = ('<input type="hidden" name="docset" value="workshop"><input type="hidden" name="kind" '
                  'value="s&quot;&lt;\ufffd">')
        asked = "q=a&docset=workshop&kind=s%22%3C%FF"
        for target in ("/entries/1?" + asked, "/entries/1?index=x&" + asked, "/search?" + asked):
            self.assertIn(fields, self.server.get(target).text, target)
        for target in ("/entries/1", "/entries/1?docset=workshop&kind=section"):  # no search led here
            self.assertNotIn('type="hidden"', self.server.get(target).text, target)

    def test_a_link_of_another_index_leads_to_a_search(self):
        page = self.server.get("/entries/1?index=x&q=blades&kind=section")
        self.assertEqual((page.status, page["Cache-Control"], page["ETag"]), (409, "no-store", None))
        self.assertIn("form-action 'self'", page["Content-Security-Policy"])
        self.assertIn('value="blades"', page.text)
        self.assertIn('<a class="button main" href="/search?q=blades&amp;kind=section">Search again</a>', page.text)
        self.assertIn('href="/">Home page</a>', page.text)
        self.assertNotIn("Search again</a>", self.server.get("/entries/1?index=x").text)

    def test_ids_that_are_none(self):
        total = json.loads(self.server.get("/api/meta").text)["entries"]
        for text in ("", "0", "00", "01", "-1", "+1", "%2B1", "1.0", "1e1", "0x1", "1%20", "%201", "1/", "1/2", "a",
                     "1a", "%C2%B2", "%D9%A1", str(total + 1), "4294967295", "4294967296", "4294967297",
                     "18446744073709551617", "9" * 3000, "*", "1;2", "1'--"):
            self.assert_problem("/api/entries/" + text, 404)
        for text in (str(total + 1), "4294967295"):  # they may be there in the other index
            self.assert_problem(f"/api/entries/{text}?index=x", 409)
        self.assert_problem("/api/entries", 404)
        for text in ("%00", "1%00", "%2F1", "..", "%2E%2E/search", "%", "%zz"):
            self.assert_problem("/api/entries/" + text, 400)
        self.assertEqual(self.server.get("/api/entries/%31").status, 200)

    def test_an_unknown_id_is_unknown_to_any_validator(self):
        self.assertEqual(self.server.get("/api/entries/4000000000", If_None_Match="*").status, 404)

    def test_an_id_of_another_index_is_refused(self):
        answer, hit = self.find("Bench")
        target = f"/api/entries/{hit['id']}?index="
        self.assertEqual(self.server.get(target + answer["index"]).status, 200)
        for other in ("", "0" * 32, answer["index"].upper().replace("0", "1"), answer["index"][:-1],
                      answer["index"] + "0", "%00", "x" * 3000, "%FF"):
            refused = self.assert_problem(target + other, 409)
            self.assertEqual(refused["Docfinch-Artifact"], answer["index"])
        etag = self.server.get(target + answer["index"])["ETag"]
        self.assertEqual(self.server.get(target + "0" * 32, If_None_Match=etag).status, 409)

    def test_entries_have_etags_of_their_own(self):
        etags = {self.server.get(f"/api/entries/{number}")["ETag"] for number in (1, 2, 3)}
        self.assertEqual(len(etags), 3)
        for etag in etags:
            statuses = [self.server.get(f"/api/entries/{number}", If_None_Match=etag).status for number in (1, 2, 3)]
            self.assertEqual(sorted(statuses), [200, 200, 304])

    def test_entries_are_counted_as_one_route(self):
        self.server.get("/api/entries/1")
        self.server.get("/api/entries/1?index=x")
        metrics = self.server.get("/metrics").text
        for status in (200, 409):
            self.assertIn(f'docfinch_requests_total{{route="/api/entries/*",status="{status}"}}', metrics)


class OddArtifactTest(unittest.TestCase):
    """Artifacts with a fitting checksum that no indexer of ours makes."""

    def serve(self, sql):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = build_artifact(folder.name)
        odd = shutil.copy(path, path + ".odd")
        with sqlite3.connect(odd) as db:
            db.executescript(sql)
        db.close()
        with open(odd, "r+b") as file:
            content = bytearray(file.read())
            content[SEAL] = bytes(32)
            content[SEAL] = hashlib.sha256(content).digest()
            file.seek(0)
            file.write(content)
        server = Server(odd)
        self.addCleanup(server.__exit__)
        return server

    def test_an_entry_on_no_page_is_an_error_and_others_are_not(self):
        server = self.serve("UPDATE entry SET page = 999999 WHERE id = 2")
        answer = server.get("/api/entries/2")
        self.assertEqual((answer.status, answer["Content-Type"]), (500, "application/problem+json"))
        self.assertNotIn("page", json.loads(answer.text)["detail"])
        self.assertEqual(server.get("/api/entries/1").status, 200)
        server.process.terminate()
        self.assertEqual(server.wait(), 0)  # all that it says is read
        self.assertTrue(any("entry 2 is on no page" in line for line in server.lines), server.lines)

    def test_places_need_not_be_dense(self):
        server = self.serve("UPDATE entry SET place = -9223372036854775808 WHERE id = 1;"
                            "UPDATE entry SET place = 9223372036854775807 WHERE id = 2;"
                            "UPDATE entry SET page = (SELECT page FROM entry WHERE id = 1) WHERE id IN (2)")
        first, second = (json.loads(server.get(f"/api/entries/{number}").text) for number in (1, 2))
        self.assertIsNone(first["previous"])
        self.assertIsNone(second["next"])

    def test_text_is_whatever_the_file_says(self):
        server = self.serve("UPDATE entry SET text = CAST(x'00FF0A0A' AS TEXT), code = char(0x1e, 0x1e), title = x'C0'"
                            " WHERE id = 1")
        answer = server.get("/api/entries/1")
        self.assertEqual(answer.status, 200)
        entry = json.loads(answer.text)
        self.assertEqual([list(part) for part in entry["content"]], [["text"]])
        self.assertEqual(entry["title"], "\ufffd")

    def test_shapes_that_do_not_fit_are_left_out(self):
        def ranges(*bytes_of_one):
            return "x'" + "".join(bytes(one).hex() for one in bytes_of_one) + "'"
        text = "CAST(x'F09F90A62078' AS TEXT)"  # a bird, a space, an x
        cases = (
            (ranges(), {}),
            (ranges((0, 0, 4)), {"marks": [[0, 2, "code"]]}),
            (ranges((0, 1, 2), (0, 2, 3), (1, 0, 255)), {}),          # inside a character
            (ranges((0, 5, 255, 127), (1, 255, 255, 255, 255, 15, 1)), {"marks": [[3, 4, "code"]]}),  # over the end
            (ranges((5, 0, 6), (13, 0, 6), (10, 0, 6)), {}),          # outside a list and a table
            (ranges((3, 0, 6), (2, 5, 1)), {"steps": ["list", "item"], "marks": [[3, 4, "strong"]]}),
            (ranges((200, 0, 6)), {}),
            (ranges((14, 0, 128)), {}),
            (ranges((3, 0, 6), (133, 0, 6, 9)), {"steps": ["list", ["item", 4]]}),
            (ranges((131, 0, 6, 9), (133, 0, 6, 255, 255, 255, 255, 15)), {"steps": ["list", "item"]}),
            (ranges((9, 0, 6), (11, 0, 6), (141, 0, 6, 255, 127)), {"steps": ["table", "row", ["cell", 64, 256]]}),
            (ranges((9, 0, 6), (11, 0, 6), (141, 0, 6, 128, 128, 1)), {"steps": ["table", "row", "cell"]}),
            (ranges((9, 0, 6), (11, 0, 6), (141, 0, 6, 255)), {"steps": ["table", "row", "cell"]}),
            (ranges(*[(14, 0, 6)] * 900), {"steps": ["note"] * 24}),
        )
        for shape, want in cases:
            with self.subTest(shape=shape[:80]):
                server = self.serve(f"UPDATE entry SET text = {text}, code = '', shape = {shape} WHERE id = 1")
                part, = json.loads(server.get("/api/entries/1").text)["content"]
                self.assertEqual(part, {"text": "\U0001F426 x", **want})
                page = server.get("/entries/1").text
                for name in ("div", "li", "ul", "table"):
                    self.assertEqual(len(re.findall(rf"<{name}\b", page)), page.count(f"</{name}>"), name)


if __name__ == "__main__":
    unittest.main()
