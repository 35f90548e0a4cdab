"""A doc set's own symbol indexes: what they know and pages do not say becomes a name; what is missing is reported.

    test_indexes.py DOCFINCH_INDEX
"""
import gzip
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zlib

import artifact

PAGES = {
    "api.html": "<h1>Nest tools</h1><p>All of them.</p><h2 id='nest.build'>Building</h2><p>It builds.</p>"
                "<h2 id='nest.line'>nest.line</h2><p>It lines.</p><h2 id='plain.warm'>warm</h2><p>Warms.</p>",
    "other.html": "<h1>Others</h1><p>Anything.</p>",
}
OBJECTS = ("nest.build py:function 1 api.html#$ -", "nest.line py:function 1 api.html#$ -",
           "nest.repair py:function 1 api.html#$ -", "bird.warm py:function 1 other.html#$ -",
           "nest.gone py:function 1 gone.html#$ -", "nest py:label 1 api.html# -")
HEAD = b"# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder is compressed using zlib.\n"


def write_site(folder, objects=OBJECTS):
    folder.mkdir(parents=True)
    for name, html in PAGES.items():
        (folder / name).write_text(f"<!DOCTYPE html><title>x</title><main>{html}</main>", encoding="utf-8")
    if objects is not None:
        (folder / "objects.inv").write_bytes(HEAD + zlib.compress("\n".join(objects).encode()))
    return folder


class Indexes(unittest.TestCase):
    program = None

    @classmethod
    def setUpClass(cls):
        cls.scratch = pathlib.Path(tempfile.mkdtemp())
        site = write_site(cls.scratch / "site")
        cls.report = cls.scratch / "report.tsv"
        cls.docs = artifact.build(cls.program, [("t", site)], cls.scratch / "docs.db",
                                  extra=("--report", str(cls.report)))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.scratch)

    def found(self, query, docs=None):
        """Tier and title of the hits."""
        return [(hit["tier"], hit["title"]) for hit in artifact.search(self.program, docs or self.docs, query)["hits"]]

    def build(self, folder, *options):
        return subprocess.run([self.program, "build", "-o", str(self.scratch / "other.db"), "--docset",
                               f"t={folder}", *options], capture_output=True, timeout=60, text=True)

    def test_a_name_that_no_heading_has_leads_to_the_anchor(self):
        self.assertEqual(self.found("nest.build")[0], ("exact", "Building"))
        self.assertEqual(self.found("build")[0], ("tail", "Building"))
        self.assertEqual(self.found("nest.bui")[0], ("prefix", "Building"))

    def test_a_name_without_an_anchor_leads_to_its_page(self):
        self.assertEqual(self.found("nest.repair")[0], ("exact", "Nest tools"))
        self.assertEqual(self.found("repair")[0], ("tail", "Nest tools"))

    def test_the_last_part_of_an_alias_does_not_compete_with_what_is_called_so(self):
        self.assertEqual(self.found("bird.warm")[0], ("exact", "Others"))
        self.assertEqual([hit for hit in self.found("warm") if hit[0] != "text"], [("exact", "warm")])

    def test_the_report_has_a_line_per_symbol(self):
        self.assertEqual(self.report.read_text(encoding="utf-8").splitlines(), [
            "docset\tname\tkind\tpath\tanchor\tverdict",
            "t\tnest\tsymbol\tapi.html\t\tname differs",
            "t\tnest.build\tfunction\tapi.html\tnest.build\tname differs",
            "t\tnest.line\tfunction\tapi.html\tnest.line\tfound",
            "t\tnest.repair\tfunction\tapi.html\tnest.repair\tanchor missing",
            "t\tnest.gone\tfunction\tgone.html\tnest.gone\tpage missing",
            "t\tbird.warm\tfunction\tother.html\tbird.warm\tanchor missing",
        ])

    def test_the_summary_counts_them(self):
        run = self.build(self.scratch / "site")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("coverage: 3 / 6 known symbols found (50.0 %), 2 of them by a name that only the index has, "
                      "1 page missing, 2 anchor missing", run.stdout)

    def test_a_broken_index_is_a_warning(self):
        site = write_site(self.scratch / "broken")
        whole = (site / "objects.inv").read_bytes()
        (site / "objects.inv").write_bytes(whole[:-10])
        run = self.build(site)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("t: symbol index objects.inv is not used: Sphinx inventory: the compressed data", run.stderr)
        self.assertNotIn("coverage", run.stdout)
        self.assertEqual(self.build(site, "--quiet").stderr, "")

    def test_a_report_replaces_nothing_but_a_report(self):
        site = write_site(self.scratch / "report-site")
        page = site / "api.html"
        before = page.read_bytes()
        run = self.build(site, "--report", str(page))
        self.assertEqual(run.returncode, 3)
        self.assertIn("exists and is no report", run.stderr)
        self.assertEqual(page.read_bytes(), before)
        report = self.scratch / "again.tsv"
        for _ in range(2):
            self.assertEqual(self.build(site, "--report", str(report)).returncode, 0)
        self.assertEqual(self.build(site, "--report", str(self.scratch / "other.db")).returncode, 2)
        self.assertFalse((self.scratch / "again.tsv.tmp").exists())

    def test_a_page_that_documents_one_known_name_is_that_symbol(self):
        site = write_site(self.scratch / "pages", ("Hatch nest:command 1 hatch.html#command:$ -",
                                                   "Sit nest:command 1 birds.html#command:$ -"))
        for name, title in (("hatch", "Hatch"), ("birds", "About birds")):
            label = "Hatch" if name == "hatch" else "Sit"
            (site / f"{name}.html").write_text(f"<title>x</title><main><span id='command:{label}'></span>"
                                               f"<h1>{title}</h1><p>text</main>", encoding="utf-8")
        docs = artifact.build(self.program, [("t", site)], self.scratch / "pages.db")
        hit = artifact.search(self.program, docs, "hatch")["hits"][0]
        self.assertEqual((hit["kind"], hit["anchor"], hit["tier"]), ("command", "command:Hatch", "exact"))
        hit = artifact.search(self.program, docs, "sit")["hits"][0]
        self.assertEqual((hit["kind"], hit["title"]), ("page", "About birds"))

    def test_an_index_may_be_compressed(self):
        site = write_site(self.scratch / "packed")
        whole = (site / "objects.inv").read_bytes()
        (site / "objects.inv").unlink()
        (site / "objects.inv.gz").write_bytes(gzip.compress(whole))
        self.assertIn("coverage: 3 / 6", self.build(site).stdout)

    def test_an_index_changes_the_id(self):
        files = [artifact.build(self.program, [("t", write_site(self.scratch / name, objects))],
                                self.scratch / f"{name}.db").read_bytes()
                 for name, objects in (("same", OBJECTS), ("without", None), ("fewer", OBJECTS[1:]))]
        self.assertEqual(files[0], self.docs.read_bytes())
        self.assertEqual(len(set(files)), 3)

    def test_a_report_that_cannot_be_written_fails_the_build(self):
        run = self.build(self.scratch / "site", "--report", str(self.scratch / "missing" / "x.tsv"))
        self.assertEqual(run.returncode, 3)
        self.assertIn("missing/x.tsv: No such file", run.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Indexes.program = sys.argv.pop(1)
    unittest.main()
