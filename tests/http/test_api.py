"""The API answers as API.md says."""

import json
import unittest
from urllib.parse import quote, urlencode

from serving import ArtifactTest


class ApiTest(ArtifactTest, unittest.TestCase):
    def search(self, query):
        answer = self.server.get("/api/search?" + query)
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(answer["Content-Type"], "application/json")
        return json.loads(answer.text)

    def assert_problem(self, answer, status, word):
        self.assertEqual(answer.status, status)
        self.assertEqual(answer["Content-Type"], "application/problem+json")
        self.assertEqual(answer["Cache-Control"], "no-store")
        problem = json.loads(answer.text)
        self.assertEqual(sorted(problem), ["detail", "status", "title", "type"])
        self.assertEqual(problem["status"], status)
        self.assertIn(word, problem["detail"])

    def test_search_finds_a_function_by_its_name(self):
        answer = self.search("q=switch_on")
        self.assertEqual(answer["query"], "switch_on")
        self.assertFalse(answer["partial"])
        first = answer["hits"][0]
        self.assertEqual((first["docset"], first["path"], first["anchor"]),
                         ("lantern", "reference.html", "lantern.switch_on"))
        self.assertEqual(first["url"], "/docs/lantern/reference.html#lantern.switch_on")

    def test_place_without_an_id_is_found_by_its_words(self):
        first = self.search("q=wick-length")["hits"][0]
        self.assertEqual((first["path"], first["anchor"], first["text_fragment"]),
                         ("reference.html", "lantern.switch_off", "Wick-length"))
        self.assertTrue(first["url"].endswith("#lantern.switch_off:~:text=Wick%2Dlength"), first["url"])

    def test_search_result_leads_to_a_page_that_is_served(self):
        url = self.search("q=wiring")["hits"][0]["url"]
        page = self.server.get(url.split("#")[0])
        self.assertEqual(page.status, 200)
        self.assertIn("Red goes to plus", page.text)

    def test_search_says_how_long_it_took(self):
        answer = self.server.get("/api/search?q=lamp")
        duration = answer["Server-Timing"].removeprefix("search;dur=")
        self.assertAlmostEqual(float(duration) * 1000, json.loads(answer.text)["took_us"], delta=1)

    def test_empty_query_is_an_answer_without_hits(self):
        for query in ("q=", "q", "q=+++", "q=%20&limit=5"):
            answer = self.search(query)
            self.assertEqual((answer["total"], answer["hits"]), (0, []), query)

    def test_misspelt_words_are_corrected_and_said_to_be(self):
        answer = self.search("q=lantern.swich_on")
        self.assertEqual((answer["query"], answer["corrected"]), ("lantern.swich_on", "lantern.switch_on"))
        self.assertEqual((answer["hits"][0]["tier"], answer["hits"][0]["anchor"]), ("corrected", "lantern.switch_on"))
        self.assertIsNone(self.search("q=lantern.switch_on")["corrected"])

    def test_literal_takes_words_as_they_are(self):
        answer = self.search("q=swich_on%20lantern&literal=1")
        self.assertIsNone(answer["corrected"])
        self.assertNotIn("corrected", [hit["tier"] for hit in answer["hits"]])
        self.assertEqual(self.search("q=swich_on%20lantern&literal=0")["corrected"], "switch_on lantern")
        self.assertEqual(self.search("q=swich_on%20&literal=1")["hits"], [])
        etags = {self.server.get(f"/api/search?q=swich_on&literal={value}")["ETag"] for value in "01"}
        self.assertEqual(len(etags), 2)

    def test_literal_and_explain_are_0_or_1(self):
        for name in ("literal", "explain", "group"):
            for value in ("", "2", "true", "01", "-1"):
                self.assert_problem(self.server.get(f"/api/search?q=lamp&{name}={value}"), 400, name)

    def test_missing_query_is_refused(self):
        for query in ("", "?", "?limit=3", "?Q=lamp"):
            self.assert_problem(self.server.get("/api/search" + query), 400, "q is missing")

    def test_limit_and_offset_cut_the_list(self):
        every = self.search("q=lamp&limit=100")["hits"]
        self.assertGreaterEqual(len(every), 3)
        for offset in range(len(every)):
            page = self.search(f"q=lamp&limit=1&offset={offset}")["hits"]
            self.assertEqual([hit["id"] for hit in page], [every[offset]["id"]])
        self.assertEqual(self.search("q=lamp&offset=1000")["hits"], [])

    def test_bad_limits_and_offsets_are_refused(self):
        for value in ("0", "101", "-1", "1.5", "x", "", "1e1", "+1", "0x10", "99999999999999999999999", "%201"):
            self.assert_problem(self.server.get("/api/search?q=a&limit=" + value), 400, "limit")
        for value in ("1001", "-1", "x", "", "18446744073709551616", "18446744073709551617"):
            self.assert_problem(self.server.get("/api/search?q=a&offset=" + value), 400, "offset")

    def test_docset_and_kind_filter(self):
        self.assertGreater(self.search("q=lamp&docset=lantern")["total"], 0)
        self.assertEqual(self.search("q=lamp&docset=nothing")["hits"], [])
        kinds = {hit["kind"] for hit in self.search("q=lamp&kind=section")["hits"]}
        self.assertEqual(kinds, {"section"})
        self.assertEqual(self.search("q=lamp&kind=nothing")["hits"], [])

    def test_unknown_parameters_are_ignored_and_the_first_of_two_counts(self):
        plain = self.search("q=lamp")["hits"]
        self.assertEqual(self.search("utm_source=x&q=lamp&_=5&=&&")["hits"], plain)
        self.assertEqual(self.search("q=lamp&q=wiring")["hits"], plain)

    def test_long_query_is_cut_and_answered(self):
        answer = self.search("q=" + "lamp+" * 700)
        self.assertLessEqual(len(answer["query"].encode()), 256)

    def test_query_with_invalid_utf8_is_cleaned(self):
        answer = self.search("q=lamp%FF%C0%AF%ED%A0%80")
        self.assertTrue(answer["query"].startswith("lamp"))
        self.assertIn("\ufffd", answer["query"])

    def test_query_in_other_scripts_comes_back_as_typed(self):
        for text in ("café", "灯", "лампа", "\U0001f4a1"):
            self.assertEqual(self.search("q=" + quote(text))["query"], text)
        self.assertEqual(self.search("q=" + quote("café"))["hits"][0]["anchor"], "caf")

    def test_markup_in_query_and_text_is_inert(self):
        body = self.server.get("/api/search?q=" + quote("<script>alert(1)</script>")).text
        self.assertNotIn("<", body)
        snippets = [hit["snippet"] for hit in self.search("q=fuse")["hits"]]
        self.assertTrue(any("&lt;em&gt;one&lt;/em&gt;" in snippet for snippet in snippets), snippets)

    def test_full_text_operators_are_words(self):
        for text in ('"', '"""', "lamp AND", "NEAR(", "title:lamp", "*", "^lamp", "-", "a OR", "(", "lamp'", "\\"):
            self.search("q=" + quote(text))

    def test_control_characters_separate_words(self):
        for code in (0, 1, 8, 0x1B, 0x1F, 0x7F):
            self.assertEqual(self.search(f"q=string%{code:02x}of+lamps")["hits"],
                             self.search("q=string+of+lamps")["hits"], code)

    def test_pasted_white_space_separates_words(self):
        self.assertEqual(self.search("q=string%09of%0D%0Alamps")["hits"], self.search("q=string+of++lamps")["hits"])

    def test_filters_in_the_query_do_what_parameters_do(self):
        for text, params in (("lamp kind:section", "kind=section"), ("lamp -kind:page -kind:term", "kind=section"),
                             ("in:lantern lamp ", "docset=lantern"), ("lamp in:lan", "docset=lantern")):
            typed, given = self.search("q=" + quote(text)), self.search("q=lamp+&" + params)
            self.assertEqual(typed["query"], text.strip())
            self.assertEqual([hit["id"] for hit in typed["hits"]], [hit["id"] for hit in given["hits"]], text)
            self.assertTrue(typed["hits"], text)

    def test_facets_count_what_was_found(self):
        answer = self.search("q=lamp+&limit=100")
        kinds = {}
        for hit in answer["hits"]:
            kinds[hit["kind"]] = kinds.get(hit["kind"], 0) + 1
        self.assertGreater(len(kinds), 1)
        self.assertEqual(answer["facets"], {"docset": {"lantern": answer["total"]}, "kind": kinds})
        counts = list(answer["facets"]["kind"].values())
        self.assertEqual(counts, sorted(counts, reverse=True))

    def test_facets_leave_their_own_parameter_out(self):
        every = self.search("q=lamp+&limit=100")["facets"]
        one = self.search("q=lamp+&kind=section")
        self.assertEqual(one["facets"], {"docset": {"lantern": one["total"]}, "kind": every["kind"]})
        none = self.search("q=lamp+&docset=nowhere")
        self.assertEqual((none["total"], none["facets"]), (0, {"docset": every["docset"], "kind": {}}))
        self.assertEqual(self.search("q=")["facets"], {"docset": {}, "kind": {}})

    def test_a_facet_says_what_its_parameter_would_find(self):
        for text in ("lamp", "lamp kind:section", "lamp fn:", "lamp -kind:section", "lamp in:lantern",
                     "lamp -in:lantern", "lamp kind:section kind:page"):
            for chosen in ({}, {"kind": "section"}, {"kind": "function"}, {"docset": "lantern"}, {"docset": "nowhere"}):
                self.check_facets({"q": text, **chosen})

    def check_facets(self, question):
        facets = self.search(urlencode(question))["facets"]
        for field, names in (("docset", ["lantern"]), ("kind", ["section", "function", "page", "term"])):
            for name in names:
                found = self.search(urlencode({**question, field: name}))["total"]
                self.assertEqual(facets[field].get(name, 0), found, (question, field, name))

    def test_hits_of_a_page_stand_together_when_grouped(self):
        for page in ("", "&offset=2&limit=7"):
            plain, grouped = (self.search("q=the+lamp" + page + more)["hits"] for more in ("", "&group=1"))
            paths = [hit["path"] for hit in grouped]
            starts = [path for before, path in zip([None, *paths], paths) if path != before]
            self.assertEqual(starts, list(dict.fromkeys(hit["path"] for hit in plain)))
            self.assertNotEqual([hit["id"] for hit in plain], [hit["id"] for hit in grouped])
            for path in starts:
                self.assertEqual(*([hit["id"] for hit in hits if hit["path"] == path] for hits in (plain, grouped)))

    def test_explain_gives_the_parts_of_each_score(self):
        self.assertNotIn("explain", self.search("q=lamp")["hits"][0])
        self.assertNotIn("explain", self.search("q=lamp&explain=0")["hits"][0])
        hits = self.search("q=the+string+of+lam&explain=1")["hits"]
        self.assertGreater(len(hits), 1)
        for hit in hits:
            explain = hit["explain"]
            self.assertEqual(explain["tier"], "text")
            product = explain["sum"] * explain["coverage"] * explain["title_match"]
            product *= explain["link_prior"] * explain["page_prior"] * explain["docset_prior"]
            product *= explain["factor"]
            self.assertAlmostEqual(product / explain["score"], 1, places=3)
            self.assertAlmostEqual(sum(word["value"] for word in explain["words"]) / explain["sum"], 1, places=3)
            for word in explain["words"]:
                self.assertAlmostEqual(word["idf"] * word["impact"] * word["share"] / word["value"], 1, places=3)
        scores = [hit["explain"]["score"] for hit in hits]
        self.assertEqual(scores, sorted(scores, reverse=True))

    def test_explain_names_the_key_of_a_name(self):
        hit = self.search("q=" + quote("Lantern::switch_on()") + "&explain=1")["hits"][0]
        self.assertEqual(hit["explain"], {"tier": "exact", "score": 0, "key": "lantern.switch_on",
                                          "same_spelling": False})

    def test_explained_answers_have_an_etag_of_their_own(self):
        plain, explained = (self.server.get("/api/search?q=lamp" + more) for more in ("", "&explain=1"))
        self.assertNotEqual(plain["ETag"], explained["ETag"])

    def test_docsets_lists_what_is_in_the_artifact(self):
        answer = self.server.get("/api/docsets")
        self.assertEqual((answer.status, answer["Content-Type"]), (200, "application/json"))
        body = json.loads(answer.text)
        self.assertEqual(len(body["docsets"]), 1)
        docset = body["docsets"][0]
        self.assertEqual((docset["name"], docset["pages"], docset["language"]), ("lantern", 3, "en"))
        self.assertEqual(sum(docset["kinds"].values()), docset["entries"])

    def test_meta_agrees_with_docsets_and_readyz(self):
        meta = json.loads(self.server.get("/api/meta").text)
        docsets = json.loads(self.server.get("/api/docsets").text)
        self.assertEqual(meta["index"], docsets["index"])
        self.assertEqual(meta["entries"], docsets["docsets"][0]["entries"])
        self.assertEqual((meta["docsets"], meta["pages"], meta["format"]), (1, 3, 7))
        self.assertTrue(meta["program"].startswith("docfinch-index "))
        self.assertTrue(meta["server"].startswith("docfinch-serve "))
        self.assertEqual(self.server.get("/readyz").text, f"ready {meta['index']}\n")

    def test_health_and_readiness(self):
        for path in ("/healthz", "/readyz"):
            answer = self.server.get(path)
            self.assertEqual((answer.status, answer["Cache-Control"]), (200, "no-store"))
        self.assertEqual(self.server.get("/healthz").text, "ok\n")

    def test_unknown_api_address_is_a_problem(self):
        for path in ("/api/", "/api/nothing", "/api/search/", "/api/Search"):
            self.assert_problem(self.server.get(path), 404, "nothing at this address")


if __name__ == "__main__":
    unittest.main()
