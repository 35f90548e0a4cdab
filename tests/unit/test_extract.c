/* indexer/extract: text, builder, extract. What whole pages give is in tests/golden. */
#include "common/base/utf8.h"
#include "indexer/extract/builder.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/text.h"
#include "indexer/input/page.h"
#include "tests/unit/unit.h"

static void a_line_has_single_spaces_and_no_permalink(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {" a \n\t b ", "a b"},
        {"Title\xC2\xB6", "Title"},
        {"Title \xC2\xB6\n", "Title"},
        {"Title #", "Title"},
        {"Title \xF0\x9F\x94\x97", "Title"},
        {"C#", "C#"},
        {"\xC2\xA7", "\xC2\xA7"},
        {"\xC2\xA7 4.2 Scope \xC2\xA7", "\xC2\xA7 4.2 Scope"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        buf_init(&out, 1000);
        text_write_line(&out, str_from(cases[i][0]));
        unit_expect(buf_str(&out), str_from(cases[i][1]), cases[i][0]);
        buf_free(&out);
    }
}

static void a_project_needs_a_version(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"Python 3.11.2 documentation", "Python", "3.11.2"},
        {"GNU Make v4.3", "GNU Make", "v4.3"},
        {"Some documentation", "", ""},
        {"3.11 news", "", ""},
        {"", "", ""},
        {"Two 1.0 and 2.0", "Two", "1.0"},
        {"x264 manual", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct extraction page = {.project = STR(""), .version = STR("")};
        arena_init(&page.arena);
        text_read_project(str_from(cases[i][0]), &page);
        unit_expect(page.project, str_from(cases[i][1]), cases[i][0]);
        unit_expect(page.version, str_from(cases[i][2]), cases[i][0]);
        arena_free(&page.arena);
    }
}

static void the_first_number_with_dots_is_a_version(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},    {"none", ""}, {"since Qt 5.3.", "5.3"}, {"introduced in 6", "6"}, {"1.2.3 or 4", "1.2.3"},
        {"...", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        unit_expect(text_version(str_from(cases[i][0])), str_from(cases[i][1]), cases[i][0]);
}

static void an_option_begins_with_a_dash_and_a_letter(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"-a", "-a"}, {"--all=WHEN", "--all"},    {"-o file", "-o"}, {"-a, --all", "-a"}, {"-a|--all", "-a"},
        {"-1", "-1"}, {"--color[=X]", "--color"},
    };
    static const char *const others[] = {"", "-", "--", "- a", "a", "---", "-=x"};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(text_is_option(str_from(cases[i][0])));
        unit_expect(text_option_name(str_from(cases[i][0])), str_from(cases[i][1]), cases[i][0]);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(text_is_option(str_from(others[i])));
}

static struct extraction page;

static void begin(struct builder *builder) {
    page = (struct extraction){.title = STR("")};
    arena_init(&page.arena);
    builder_init(builder, &page);
    page.entries[0].title = STR("Page");
}

static void open_entry(struct builder *builder, enum kind kind, int level, const char *title) {
    const struct builder_entry entry = {
        .kind = kind, .level = level, .anchor = str_from(title), .title = str_from(title), .name = STR("")};
    builder_open(builder, &entry);
}

static void expect_entry(size_t index, const char *title, const char *breadcrumbs, const char *text) {
    assert_true(index < page.entry_count);
    unit_expect(page.entries[index].title, str_from(title), title);
    unit_expect(page.entries[index].breadcrumbs, str_from(breadcrumbs), title);
    unit_expect(page.entries[index].text, str_from(text), title);
}

static void headings_close_those_of_their_level_and_below(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    builder_text(&builder, STR("  intro\n text "));
    open_entry(&builder, KIND_SECTION, 2, "A");
    builder_text(&builder, STR("a"));
    open_entry(&builder, KIND_SECTION, 4, "A1");
    open_entry(&builder, KIND_SECTION, 3, "A2");
    builder_text(&builder, STR("a2"));
    open_entry(&builder, KIND_SECTION, 2, "B");
    builder_finish(&builder);
    assert_int_equal(page.entry_count, 5);
    expect_entry(0, "Page", "", "intro text");
    expect_entry(1, "A", "Page", "a");
    expect_entry(2, "A1", "Page\nA", "");
    expect_entry(3, "A2", "Page\nA", "a2");
    expect_entry(4, "B", "Page", "");
    extraction_free(&page);
}

static void another_name_shows_the_text_of_what_it_names(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    open_entry(&builder, KIND_SECTION, 2, "S");
    builder_close(&builder, 1);
    builder_id(&builder, STR("before"));
    builder_declare(&builder, &(const struct builder_entry){.kind = KIND_FUNCTION,
                                                            .level = BUILDER_SYMBOL_LEVEL,
                                                            .anchor = STR(""),
                                                            .title = STR("other"),
                                                            .name = STR("other"),
                                                            .signature = STR(""),
                                                            .since = STR("1.2")});
    builder_text(&builder, STR("of the page"));
    builder_finish(&builder);
    assert_int_equal(page.entry_count, 3);
    expect_entry(0, "Page", "", "of the page");
    expect_entry(2, "other", "Page", "of the page");
    unit_expect(page.entries[2].since, STR("1.2"), "since");
    assert_int_equal(page.ids[0].entry, 0);
    extraction_free(&page);
}

static void a_heading_inside_a_symbol_does_not_close_it(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    open_entry(&builder, KIND_SECTION, 2, "S");
    size_t outer = builder_enter(&builder);
    open_entry(&builder, KIND_CLASS, BUILDER_SYMBOL_LEVEL, "C");
    size_t inner = builder_enter(&builder);
    open_entry(&builder, KIND_METHOD, BUILDER_SYMBOL_LEVEL, "C.m");
    open_entry(&builder, KIND_SECTION, 1, "Notes");
    builder_text(&builder, STR("note"));
    builder_leave(&builder, inner);
    builder_text(&builder, STR("of C"));
    builder_leave(&builder, outer);
    builder_text(&builder, STR("of S"));
    builder_finish(&builder);
    expect_entry(1, "S", "Page", "of S");
    expect_entry(2, "C", "Page\nS", "of C");
    expect_entry(3, "C.m", "Page\nS\nC", "");
    expect_entry(4, "Notes", "Page\nS\nC\nC.m", "note");
    extraction_free(&page);
}

static void ids_before_a_heading_belong_to_it(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    builder_id(&builder, STR("top"));
    builder_text(&builder, STR("text"));
    builder_id(&builder, STR("before"));
    builder_id(&builder, STR("module-x"));
    builder_id(&builder, STR("near"));
    builder_id(&builder, STR(""));
    unit_expect(builder_pending_id(&builder, STR("")), STR("near"), "nearest");
    unit_expect(builder_pending_id(&builder, STR("module-")), STR("module-x"), "with a prefix");
    unit_expect(builder_pending_id(&builder, STR("top")), STR(""), "text was in between");
    open_entry(&builder, KIND_SECTION, 2, "A");
    builder_settle_ids(&builder);
    open_entry(&builder, KIND_SECTION, 3, "B");
    builder_finish(&builder);
    assert_int_equal(page.id_count, 4);
    assert_int_equal(page.ids[0].entry, 0);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(page.ids[i].entry, 1);
    extraction_free(&page);
}

static void more_entries_than_can_be_open_are_put_at_the_last_depth(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    for (int i = 0; i < 3 * BUILDER_MAX_OPEN; i++) {
        builder_enter(&builder);
        open_entry(&builder, KIND_METHOD, BUILDER_SYMBOL_LEVEL, "m");
    }
    builder_finish(&builder);
    assert_int_equal(page.entry_count, 1 + 3 * BUILDER_MAX_OPEN);
    for (size_t i = 1; i < page.entry_count; i++)
        assert_true(page.entries[i].depth <= BUILDER_MAX_OPEN && page.entries[i].parent < i);
    extraction_free(&page);
}

static void terms_that_share_a_description_show_it_once_indexed(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    size_t token = builder_enter(&builder);
    open_entry(&builder, KIND_TERM, BUILDER_SYMBOL_LEVEL, "one");
    builder_leave(&builder, token);
    token = builder_enter(&builder);
    open_entry(&builder, KIND_TERM, BUILDER_SYMBOL_LEVEL, "two");
    builder_text(&builder, STR("shared words"));
    builder_share(&builder, 1, 2);
    builder_leave(&builder, token);
    builder_finish(&builder);
    expect_entry(1, "one", "Page", "shared words");
    expect_entry(2, "two", "Page", "shared words");
    assert_int_equal(page.entries[1].term_count[FIELD_TEXT], 0);
    assert_int_equal(page.entries[2].term_count[FIELD_TEXT], 2);
    extraction_free(&page);
}

static void code_is_kept_as_it_is(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    builder_code(&builder, STR("  if x:\n    y  \n\n"));
    builder_code(&builder, STR(" \n "));
    builder_code(&builder, STR("z"));
    builder_finish(&builder);
    unit_expect(page.entries[0].code, STR("\x1e  if x:\n    y\x1ez"), "code");
    extraction_free(&page);
}

/* What is a mark in the sample itself becomes a space. */
static void code_knows_its_place_in_the_text(void **state) {
    (void)state;
    struct builder builder;
    begin(&builder);
    builder_code(&builder, STR("first"));
    builder_text(&builder, STR("one"));
    builder_break(&builder);
    builder_text(&builder, STR("two, as in "));
    builder_code(&builder, STR("a\x1e\x1f\x62"));
    builder_code(&builder, STR(" "));
    builder_text(&builder, STR(" three "));
    builder_code(&builder, STR("last"));
    builder_text(&builder, STR("gone"));
    builder_drop_line(&builder);
    builder_text(&builder, STR("four"));
    builder_break(&builder);
    builder_finish(&builder);
    unit_expect(page.entries[0].text, STR("one\ntwo, as in\nthree\nfour"), "text");
    unit_expect(page.entries[0].code,
                STR("\x1e"
                    "first\x1f\x1f\x1e"
                    "a  b\x1f\x1elast"),
                "code");
    assert_int_equal(page.entries[0].term_count[FIELD_CODE], 4);
    extraction_free(&page);
}

static void extract(struct str html) {
    struct err err = {0};
    assert_true(extract_page(&page, STR("d/p.html"), html, &err));
}

static void long_names_and_titles_are_cut_at_a_character(void **state) {
    (void)state;
    static const char *const forms[] = {
        "<h1>%s</h1>",
        "<title>%s</title>",
        "<h2 id=x>%s</h2>",
        "<a class=headerlink></a><div class=documentwrapper><dl class=\"cpp function\"><dt class=sig id=x>"
        "<span class=descname>%s</span>(a)</dt></dl>",
        "<dl><dt id=x>%s<dd>y</dl>",
        "<a href=q.html>%s</a>",
    };
    static const char *const pieces[] = {"x", "x\xC3\xA9\xC3\xA9", "\xF0\x9D\x94\x98"};
    for (size_t f = 0; f < COUNT_OF(forms); f++) {
        for (size_t p = 0; p < COUNT_OF(pieces); p++) {
            struct str text = unit_repeat(pieces[p], 5000), form = str_from(forms[f]);
            struct buf html;
            buf_init(&html, (size_t)1 << 20);
            size_t place = str_find(form, STR("%s"), 0);
            buf_add(&html, str_head(form, place));
            buf_add(&html, text);
            buf_add(&html, str_from_offset(form, place + 2));
            extract(buf_str(&html));
            for (size_t i = 0; i < page.entry_count; i++) {
                assert_true(page.entries[i].title.len <= ENTRY_MAX_TITLE_BYTES && utf8_valid(page.entries[i].title));
                assert_true(page.entries[i].name.len <= ENTRY_MAX_TITLE_BYTES && utf8_valid(page.entries[i].name));
                assert_true(page.entries[i].signature.len <= ENTRY_MAX_SIGNATURE_BYTES);
                assert_true(utf8_valid(page.entries[i].signature));
            }
            for (size_t i = 0; i < page.link_count; i++)
                assert_true(utf8_valid(page.links[i].text) && page.links[i].text.len > 0);
            extraction_free(&page);
            buf_free(&html);
            unit_free(text);
        }
    }
}

static void a_page_with_very_many_headings_is_bounded(void **state) {
    (void)state;
    struct str html = unit_repeat("<h2>h</h2>t", ENTRY_MAX_PER_PAGE + 100);
    extract(html);
    assert_int_equal(page.entry_count, ENTRY_MAX_PER_PAGE);
    extraction_free(&page);
    unit_free(html);
}

static void a_page_is_called_by_its_heading_title_or_path(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<title>T</title><h1>H</h1>", "H"},
        {"<title> T \n U </title><p>x", "T U"},
        {"<title></title><h1> </h1><p>x", "d/p.html"},
        {"<p>x", "d/p.html"},
        {"", "d/p.html"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        extract(str_from(cases[i][0]));
        unit_expect(page.title, str_from(cases[i][1]), cases[i][0]);
        assert_int_equal(page.entry_count, 1);
        extraction_free(&page);
    }
}

static void a_page_that_redirects_has_no_entries(void **state) {
    (void)state;
    static const struct {
        const char *html;
        bool is_redirect;
    } cases[] = {
        {"<meta http-equiv=refresh content='0; url=x.html'>", true},
        {"<meta http-equiv=\"Refresh\" content=\"0;URL='x.html'\"><h1>Moved</h1>", true},
        {"<meta http-equiv=content-type content=text/html><meta http-equiv=refresh content='0; url=x'>", true},
        {"<meta http-equiv=content-type content=text/html><h1>x</h1>", false},
        {"<meta http-equiv=refresh content=300><h1>A page that loads itself again</h1>", false},
        {"<meta http-equiv=refresh content='0; url=p.html'><h1>So does this</h1>", false},
        {"<meta http-equiv=refresh content='60; url=x.html'><h1>To be read first</h1>", false},
        {"<noscript><meta http-equiv=refresh content='0; url=x.html'></noscript><h1>x</h1>", false},
        {"<h1>x</h1><p>http-equiv=refresh", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        extract(str_from(cases[i].html));
        unit_expect_number(page.skipped != NULL && strstr(page.skipped, "redirects") != NULL, cases[i].is_redirect,
                           cases[i].html);
        unit_expect_number((long long)page.entry_count, cases[i].is_redirect ? 0 : 1, cases[i].html);
        extraction_free(&page);
    }
}

static void a_refused_page_is_safe_to_free(void **state) {
    (void)state;
    struct err err = {0};
    struct str html = unit_repeat("x", PAGE_MAX_BYTES + 1);
    assert_false(extract_page(&page, STR("p.html"), html, &err));
    unit_expect_err(&err, ERR_LIMIT, "larger");
    extraction_free(&page);
    extraction_free(&page);
    unit_free(html);
}

static void a_redirect_knows_where_it_leads(void **state) {
    (void)state;
    static const struct {
        const char *content, *path, *fragment;
    } cases[] = {
        {"0; url=../new.html", "new.html", ""},
        {"0;URL='x.html#y'", "d/x.html", "y"},
        {"5; url = &quot;a/&quot;", "d/a/index.html", ""},
        {"0; url=https://example.org/", "", ""},
        {"0; url=", "", ""},
        {"0; url='", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf html;
        buf_init(&html, 1000);
        buf_addf(&html, "<meta http-equiv=refresh content=\"%s\"><h1>x</h1>", cases[i].content);
        extract(buf_str(&html));
        unit_expect(page.redirect.path, str_from(cases[i].path), cases[i].content);
        unit_expect(page.redirect.fragment, str_from(cases[i].fragment), cases[i].content);
        extraction_free(&page);
        buf_free(&html);
    }
}

static void pages_of_past_versions_are_known_by_their_titles(void **state) {
    (void)state;
    static const struct {
        const char *html;
        bool is_history;
    } cases[] = {
        {"<h1>What's New in Birds 2.1</h1><p>x", true},
        {"<h1>CHANGELOG</h1><p>x", true},
        {"<h1>News</h1><h2>Version 1.2</h2><h2>v1.1</h2><h2>1.0.3 (2020-01-02)</h2><h2>Before that</h2>", true},
        {"<h1>Birds</h1><h2>1.1 Nests</h2><h2>1.2 Eggs</h2><h2>1.3 Song</h2><h2>1.4 Flight</h2>", false},
        {"<h1>Log of changes</h1><h2>1.1</h2><p>x", false},
        {"<h1>Python 3.11 documentation</h1><p>x", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        extract(str_from(cases[i].html));
        unit_expect_number(page.is_history, cases[i].is_history, cases[i].html);
        extraction_free(&page);
    }
}

static void ids_and_breadcrumbs_are_bounded(void **state) {
    (void)state;
    struct buf html;
    struct str id = unit_repeat("i", ENTRY_MAX_ANCHOR_BYTES + 1), title = unit_repeat("t ", 200);
    buf_init(&html, (size_t)1 << 20);
    buf_addf(&html, "<h1>Page</h1><h2 id=\"%.*s\">Part</h2>", STR_ARG(id));
    for (int level = 3; level <= 6; level++)
        buf_addf(&html, "<h%d>%.*s %d</h%d>", level, STR_ARG(title), level, level);
    extract(buf_str(&html));
    assert_int_equal(page.entry_count, 6);
    unit_expect(page.entries[1].anchor, STR(ENTRY_TEXT_FRAGMENT "Part"), "an id that is too long is none");
    for (size_t i = 0; i < page.entry_count; i++) {
        assert_true(page.entries[i].breadcrumbs.len <= ENTRY_MAX_BREADCRUMB_BYTES);
        assert_true(i == 0 || str_starts(page.entries[i].breadcrumbs, STR("Page")));
    }
    extraction_free(&page);
    unit_free(id);
    unit_free(title);
    buf_free(&html);
}

static int setup(void **state) {
    (void)state;
    page_setup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_single_spaces_and_no_permalink),
        cmocka_unit_test(a_project_needs_a_version),
        cmocka_unit_test(the_first_number_with_dots_is_a_version),
        cmocka_unit_test(an_option_begins_with_a_dash_and_a_letter),
        cmocka_unit_test(another_name_shows_the_text_of_what_it_names),
        cmocka_unit_test(headings_close_those_of_their_level_and_below),
        cmocka_unit_test(a_heading_inside_a_symbol_does_not_close_it),
        cmocka_unit_test(ids_before_a_heading_belong_to_it),
        cmocka_unit_test(more_entries_than_can_be_open_are_put_at_the_last_depth),
        cmocka_unit_test(terms_that_share_a_description_show_it_once_indexed),
        cmocka_unit_test(code_is_kept_as_it_is),
        cmocka_unit_test(code_knows_its_place_in_the_text),
        cmocka_unit_test(long_names_and_titles_are_cut_at_a_character),
        cmocka_unit_test(a_page_with_very_many_headings_is_bounded),
        cmocka_unit_test(a_page_is_called_by_its_heading_title_or_path),
        cmocka_unit_test(a_page_that_redirects_has_no_entries),
        cmocka_unit_test(a_redirect_knows_where_it_leads),
        cmocka_unit_test(pages_of_past_versions_are_known_by_their_titles),
        cmocka_unit_test(ids_and_breadcrumbs_are_bounded),
        cmocka_unit_test(a_refused_page_is_safe_to_free),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
