"""Words that stand in very many entries find the first of them, and as many of whatever the filters show.

    test_many_entries.py DOCFINCH_INDEX
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

import artifact

PAGES, SECTIONS = 60, 170  # more entries than words may find, fewer than postings are read


def write_site(folder, pages, last=""):
    folder.mkdir(parents=True)
    for page in range(pages):
        parts = "".join(f"<h2 id='s{i}'>Part {page} {i}</h2><p>It flies on a string.</p>" for i in range(SECTIONS))
        extra = last if page + 1 == pages else ""
        (folder / f"p{page}.html").write_text(f"<!DOCTYPE html><title>x</title><main><h1>Book {page}</h1>{parts}{extra}"
                                              "</main>", encoding="utf-8")
    return folder


class ManyEntries(unittest.TestCase):
    program = None

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp())
        large = write_site(cls.scratch / "large", PAGES, "<h2 id='z'>Last</h2><p>A zebra flies on a string.</p>")
        small = write_site(cls.scratch / "small", 1)
        cls.docs = artifact.build(cls.program, [("large", large), ("small", small)], cls.scratch / "docs.db")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.scratch)

    def search(self, query):
        return artifact.search(self.program, self.docs, query)

    def test_a_total_that_was_cut_is_no_exact_one(self):
        answer = self.search("flies")
        self.assertFalse(answer["total_exact"])
        self.assertGreaterEqual(answer["total"], 3000)
        self.assertLess(answer["total"], PAGES * SECTIONS)
        self.assertEqual(sum(answer["facets"]["docset"].values()), answer["total"])

    def test_the_entry_with_the_rare_word_too_is_first_wherever_it_stands(self):
        hit = self.search("flies string zebra")["hits"][0]
        self.assertEqual(hit["title"], "Last")

    def test_what_a_filter_shows_is_found_behind_all_that_it_does_not(self):
        answer = self.search("in:small flies")
        self.assertEqual(answer["total"], SECTIONS)
        self.assertEqual({hit["docset"] for hit in answer["hits"]}, {"small"})

    def test_explained_sums_count_all_words_whichever_found_the_entry(self):
        hit = artifact.search(self.program, self.docs, "flies string zebra", explain=True)["hits"][0]
        self.assertEqual({word["word"] for word in hit["explain"]["words"]}, {"flies", "string", "zebra"})
        explain = hit["explain"]
        product = explain["sum"]
        for factor in ("coverage", "title_match", "link_prior", "page_prior", "factor"):
            product *= explain[factor]
        self.assertAlmostEqual(product / explain["score"], 1, places=2)


if __name__ == "__main__":
    ManyEntries.program = sys.argv.pop(1)
    unittest.main()
