"""Golden tests: every page in the folders beside this file, each a doc set, gives the entries of its .expected, as
docfinch-index dump prints them.

    test_golden.py DOCFINCH_INDEX             compare, show a diff
    test_golden.py DOCFINCH_INDEX --update    write the .expected files anew; read the change before you keep it
"""
import difflib
import pathlib
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PAGES = sorted(HERE.glob("*/**/*.html"))


def family(page):
    """The folder beside this file: the root of a doc set."""
    return HERE / page.relative_to(HERE).parts[0]


def dump(program, page):
    run = subprocess.run([program, "dump", str(page), "--root", str(family(page))], capture_output=True, timeout=30)
    if run.returncode != 0:
        raise AssertionError(f"{page}: exit {run.returncode}: {run.stderr.decode(errors='replace')}")
    return run.stdout.decode("utf-8")


class Golden(unittest.TestCase):
    program = None

    def test_there_are_pages(self):
        self.assertGreater(len(PAGES), 20)

    def test_every_expectation_has_its_page(self):
        pages = {page.with_suffix(".expected") for page in PAGES}
        self.assertEqual(pages, set(HERE.glob("*/**/*.expected")))

    def test_a_difference_is_seen(self):
        wanted = PAGES[0].with_suffix(".expected").read_text("utf-8")
        self.assertNotEqual(dump(self.program, PAGES[0]), wanted + "x")
        self.assertNotEqual(dump(self.program, PAGES[1]), wanted)


def add_page(page):
    def test(self):
        expected = page.with_suffix(".expected")
        wanted = expected.read_text("utf-8").splitlines(keepends=True)
        got = dump(self.program, page).splitlines(keepends=True)
        if got != wanted:
            self.fail("\n" + "".join(difflib.unified_diff(wanted, got, str(expected), "dump")))

    name = "test_" + re.sub(r"\W", "_", str(page.relative_to(HERE).with_suffix("")))
    setattr(Golden, name, test)


for golden_page in PAGES:
    add_page(golden_page)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Golden.program = sys.argv[1]
    if "--update" in sys.argv[2:]:
        for page in PAGES:
            page.with_suffix(".expected").write_text(dump(Golden.program, page), "utf-8")
        print(f"{len(PAGES)} written")
        return
    unittest.main(argv=[sys.argv[0]] + sys.argv[2:], verbosity=1)


if __name__ == "__main__":
    main()
