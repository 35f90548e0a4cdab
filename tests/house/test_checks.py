"""Each rule of checks.py accepts a small good tree and names what is wrong in a bad one."""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import checks  # noqa: E402

HEADER = "/* A thing. */\n#ifndef DOCFINCH_{0}_H\n#define DOCFINCH_{0}_H\n\nint thing_get(void);\n\n#endif\n"


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="docfinch-house-")
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def write(self, path, text=""):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def expect(self, check, *beginnings):
        """The complaints are exactly these, by how they begin."""
        complaints = check(self.root)
        self.assertEqual(len(complaints), len(beginnings), complaints)
        for complaint, beginning in zip(complaints, beginnings):
            self.assertTrue(complaint.startswith(beginning), f"{complaint!r} does not begin with {beginning!r}")


class IncludeLayers(Tree):
    def test_includes_down_the_layers_are_fine(self):
        self.write("common/base/buf.h")
        self.write("common/index/db.h", '#include "common/base/buf.h"\n#include <stdio.h>\n')
        self.write("common/search/engine.c", '#include "common/index/db.h"\n')
        self.write("indexer/main.c", '#include "common/index/db.h"\n')
        self.expect(checks.include_layers)

    def test_an_include_up_the_layers_is_refused(self):
        self.write("common/index/db.h")
        self.write("common/text/fold.c", '\n#include "common/index/db.h"\n')
        self.expect(checks.include_layers, "common/text/fold.c:2: common/text must not include")

    def test_a_program_must_not_include_the_other(self):
        self.write("server/http/http.h")
        self.write("indexer/main.c", '#include "server/http/http.h"\n')
        self.write("common/base/err.c", '#include "indexer/stop.h"\n')
        self.write("indexer/stop.h")
        self.expect(checks.include_layers, "common/base/err.c:1: common/base must not",
                    "indexer/main.c:1: indexer must not")

    def test_an_include_from_a_neighbour_is_refused(self):
        self.write("common/base/buf.h")
        self.write("common/base/buf.c", '#include "buf.h"\n')
        self.expect(checks.include_layers, 'common/base/buf.c:1: "buf.h" is not a path')

    def test_a_new_folder_in_common_needs_a_layer(self):
        self.write("common/base/buf.h")
        self.write("common/misc/util.c", '#include "common/base/buf.h"\n')
        self.expect(checks.include_layers, "common/misc/util.c: not in a known folder")


class LibraryHomes(Tree):
    def test_a_library_in_its_home_is_fine(self):
        self.write("common/index/db.c", "#include <sqlite3.h>\n")
        self.write("common/index/match.c", "#include <sqlite3.h>\n")
        self.write("indexer/input/page.c", "#include <libxml/HTMLparser.h>\n#include <libxml/parser.h>\n")
        self.expect(checks.library_homes)

    def test_a_library_elsewhere_is_refused(self):
        self.write("server/api/search.c", "#include <sqlite3.h>\n")
        self.expect(checks.library_homes, "server/api/search.c: includes sqlite3")

    def test_a_second_home_is_refused(self):
        self.write("server/http/http.c", "#include <civetweb.h>\n")
        self.write("server/http/route.c", "#  include <civetweb.h>\n")
        self.expect(checks.library_homes, "server/http/route.c: a second home")


class Sizes(Tree):
    def test_a_file_at_the_limit_is_fine(self):
        self.write("common/base/buf.c", "\n" * checks.MAX_FILE_LINES)
        self.expect(checks.file_sizes)

    def test_a_file_over_the_limit_is_refused(self):
        self.write("common/base/buf.c", "\n" * (checks.MAX_FILE_LINES + 1))
        self.expect(checks.file_sizes, "common/base/buf.c: 801 lines")

    def function(self, lines):
        return "int f(void) {\n" + "    ;\n" * (lines - 2) + "}\n"

    def test_a_function_at_the_limit_is_fine(self):
        self.write("common/base/buf.c", self.function(checks.MAX_FUNCTION_LINES))
        self.expect(checks.function_sizes)

    def test_a_function_over_the_limit_is_refused(self):
        self.write("common/base/buf.c", "\n" + self.function(checks.MAX_FUNCTION_LINES + 1))
        self.expect(checks.function_sizes, "common/base/buf.c: f() has 81 lines")

    def test_five_parameters_and_an_error_are_fine(self):
        self.write("common/base/a.c",
                   "int f(int a, int b, int (*c)(int, int), int d, int e, struct err *err) { return a; }\n")
        self.expect(checks.function_sizes)

    def test_six_parameters_are_refused(self):
        self.write("common/base/a.c", "int f(int a, int b, int c, int d, int e, int g) { return a; }\n")
        self.expect(checks.function_sizes, "common/base/a.c: f() has 6 parameters")

    def test_a_wide_line_is_refused(self):
        self.write("common/base/a.h", "/* " + "x" * 114 + " */\n/* " + "x" * 115 + " */\n")
        self.expect(checks.line_widths, "common/base/a.h:2: 121 columns")


class BannedFunctions(Tree):
    def test_words_in_comments_strings_and_other_names_are_fine(self):
        self.write("common/base/a.c",
                   '/* gets() is bad */\nint x = my_gets("sprintf(");\nint y = p->system (1); // atoi(\n')
        self.expect(checks.banned_functions)

    def test_a_call_is_refused(self):
        self.write("common/base/a.c", "int f(void) {\n    return atoi (text) + strcpy(a, b);\n}\n")
        self.expect(checks.banned_functions, "common/base/a.c:2: atoi()", "common/base/a.c:2: strcpy()")


class Headers(Tree):
    def test_a_header_in_form_is_fine(self):
        self.write("common/base/thing.h", HEADER.format("COMMON_BASE_THING"))
        self.expect(checks.header_forms)

    def test_a_wrong_guard_is_refused(self):
        self.write("common/base/thing.h", HEADER.format("THING"))
        self.expect(checks.header_forms, "common/base/thing.h: include guard is not DOCFINCH_COMMON_BASE_THING_H")

    def test_a_header_without_a_manual_is_refused(self):
        self.write("common/base/thing.h", HEADER.format("COMMON_BASE_THING").partition("\n")[2])
        self.expect(checks.header_forms, "common/base/thing.h: does not start with a comment")


class BuiltSources(Tree):
    def test_sources_named_in_their_folder_or_above_are_fine(self):
        self.write("common/CMakeLists.txt", "add_library(docfinch_common base/buf.c\n  base/str.c)\n")
        self.write("common/base/buf.c")
        self.write("common/base/str.c")
        self.write("tests/unit/CMakeLists.txt", "add_executable(test_buf test_buf.c)\n")
        self.write("tests/unit/test_buf.c")
        self.expect(checks.built_sources)

    def test_a_name_made_in_a_loop_counts_when_the_loop_has_its_word(self):
        self.write("tests/unit/CMakeLists.txt",
                   "foreach(module buf str)\n  add_executable(test_${module} test_${module}.c)\nendforeach()\n")
        self.write("tests/unit/test_buf.c")
        self.write("tests/unit/test_err.c")
        self.expect(checks.built_sources, "tests/unit/test_err.c: in no CMakeLists.txt")

    def test_a_source_that_is_not_built_is_refused(self):
        self.write("common/CMakeLists.txt",
                   "# base/str.c\nadd_library(docfinch_common base/substr.c other/base/str.c)\n")
        self.write("common/base/str.c")
        self.expect(checks.built_sources, "common/base/str.c: in no CMakeLists.txt")


class OpenEnds(Tree):
    def test_ordinary_words_are_fine(self):
        self.write("common/base/a.c", 'char name[] = "docfinch.XX' + 'XXXX";\n')
        self.expect(checks.open_ends)

    def test_each_mark_is_refused(self):
        for mark in checks.OPEN_ENDS:
            self.write("common/base/a.c", f"\n/* {mark}: later */\n")
            self.expect(checks.open_ends, f"common/base/a.c:2: {mark}")


class TextForms(Tree):
    def test_plain_text_is_fine(self):
        self.write("common/base/a.c", "int a;\n\n    int b;\n")
        self.expect(checks.text_forms)

    def test_tabs_blanks_and_a_missing_newline_are_refused(self):
        self.write("common/base/a.c", "\tint a;\nint b; \nint c;")
        self.expect(checks.text_forms, "common/base/a.c:1: a tab", "common/base/a.c:2: a tab",
                    "common/base/a.c: no newline")


class TopLevel(Tree):
    def fill(self):
        for name in checks.TOP_LEVEL | {".git", "build"}:
            os.mkdir(os.path.join(self.root, name))

    def test_the_known_entries_are_fine(self):
        self.fill()
        self.expect(checks.top_level)

    def test_a_new_and_a_missing_entry_are_refused(self):
        self.fill()
        os.rmdir(os.path.join(self.root, "LICENSE"))
        self.write("notes.txt")
        self.expect(checks.top_level, "notes.txt: not a top-level entry", "LICENSE: missing")


class SchemaDocumented(Tree):
    SCHEMA = """CREATE TABLE page (
    id INTEGER PRIMARY KEY,   -- a comment, with a comma
    title TEXT NOT NULL REFERENCES other,
    PRIMARY KEY (id, title)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE page_fts USING fts5 (
    body, links,
    content = '', tokenize = "ascii tokenchars '_'"
);
"""
    DOCUMENT = "# The file\n## `page`\n| `id` | number |\n| `title` | text |\n## `page_fts`\n`body`, `links`\n"

    def setUp(self):
        super().setUp()
        self.write("common/index/schema.sql", self.SCHEMA)

    def test_a_described_schema_is_fine(self):
        self.write("common/index/INDEX-FORMAT.md", self.DOCUMENT)
        self.expect(checks.schema_documented)

    def test_a_missing_document_is_refused(self):
        self.expect(checks.schema_documented, "common/index/INDEX-FORMAT.md: missing")

    def test_a_missing_table_and_a_missing_column_are_refused(self):
        document = self.DOCUMENT.replace("`title`", "title").replace("`page_fts`", "fts")
        self.write("common/index/INDEX-FORMAT.md", document)
        self.expect(checks.schema_documented, "common/index/INDEX-FORMAT.md: `title` of table `page`",
                    "common/index/INDEX-FORMAT.md: no heading names the table `page_fts`")


class MarkdownLinks(Tree):
    def test_links_that_lead_somewhere_are_fine(self):
        self.write("README.md",
                   "[a](docs/a.md#two-words-here) ![p](p.png) [w](https://x.invalid/) [self](#top)\n# Top\n")
        self.write("docs/a.md", "## Two words, here\n[up](../README.md)\n```\n[code](nowhere.md)\n```\n`[x](y)`\n")
        self.write("p.png")
        self.expect(checks.markdown_links)

    def test_links_that_lead_nowhere_are_refused(self):
        self.write("README.md", "[a](missing.md)\n[b](a.md#nothing)\n")
        self.write("a.md", "# Something\n")
        self.expect(checks.markdown_links, "README.md: link to missing.md", "README.md: link to a.md#nothing")


class Complete(unittest.TestCase):
    def test_every_check_has_a_test_that_makes_it_complain(self):
        with open(__file__, encoding="utf-8") as file:
            text = file.read()
        for check in checks.ALL:
            self.assertRegex(text, rf"expect\(checks\.{check.__name__}, ")


class Styles(Tree):
    def test_tokens_are_fine(self):
        self.write(checks.TOKENS, ":root { --ink: #123456; --text: 1rem; }")
        self.write("server/site/web/a.css", """/* color: #fff; */
#face:hover, a:not(.red) { color: var(--ink); background: none; font: 600 var(--text)/1.5 var(--sans); }
@media (min-width: 30rem) { b { font-size: var(--text-small); border-radius: 0 var(--round) inherit var(--pill) } }
button { font: inherit; outline: 2px solid Highlight; box-shadow: 0 0 0 1px var(--mark); }
""")
        self.expect(checks.style_tokens)

    def test_what_is_no_token_is_refused(self):
        self.write("server/site/widget/a.css", """a { color: #fff; }
b { box-shadow: 0 1px rgb(0 0 0 / 20%) } i { border: 1px solid white; }
@media print {
    p { font-size: 0.9rem; font: 1rem/1.5 var(--sans); border-radius: 0.3em; border-start-end-radius: 2px; }
}
""")
        start = "server/site/widget/a.css:"
        self.expect(checks.style_tokens, start + "1: color", start + "2: box-shadow", start + "2: border",
                    start + "4: font-size", start + "4: font:", start + "4: border-radius",
                    start + "4: border-start-end-radius")


if __name__ == "__main__":
    unittest.main()
