/* indexer/extract: element_shape, shaping, and what walker and builder make of them. */
#include "indexer/extract/builder.h"
#include "indexer/extract/extract.h"
#include "indexer/input/page.h"
#include "tests/unit/markup.h"
#include "tests/unit/unit.h"

#include <time.h>

#define PROCESSOR_SECONDS 5

static struct extraction page;

static void extract(const char *body) {
    struct buf html;
    struct err err = {0};
    buf_init(&html, (size_t)4 << 20);
    buf_addf(&html, "<html><head><title>T</title></head><body><main><h1>T</h1>%s</main></body></html>", body);
    page = (struct extraction){0};
    assert_true(extract_page_as(&page, NULL, STR("a.html"), buf_str(&html), &err));
    buf_free(&html);
}

static void expect_entry(size_t index, const char *want, const char *what) {
    struct buf out;
    buf_init(&out, 100000);
    assert_true(index < page.entry_count);
    markup_write(&out, (struct flow){page.entries[index].text, page.entries[index].code}, page.entries[index].shape);
    unit_expect(buf_str(&out), str_from(want), what);
    buf_free(&out);
}

static void expect_cases(const char *const cases[][2], size_t count) {
    for (size_t i = 0; i < count; i++) {
        extract(cases[i][0]);
        expect_entry(0, cases[i][1], cases[i][0]);
        extraction_free(&page);
    }
}

static void words_are_marked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<p>Use <code>open()</code> <em>now</em>, <b>always</b>.</p>",
         "Use {code open()} {emphasis now}, {strong always}."},
        {"<p><tt>a</tt><kbd>b</kbd><samp>c</samp><var>d</var><i>e</i><cite>f</cite><dfn>g</dfn><strong>h</strong></p>",
         "{code a}{code b}{code c}{emphasis d}{emphasis e}{emphasis f}{emphasis g}{strong h}"},
        {"<p><strong>Use <code>x</code></strong></p>", "{strong Use {code x}}"},
        {"<p>a<code> b\n c </code>d</p>", "a {code b c} d"},
        {"<p><em> </em><code></code>a</p>", "a"},
        {"<p><em>one<br>two</em> three</p>", "{emphasis one}\ntwo three"},
        {"<em><p>one</p><p>two</p></em>", "{emphasis one}\ntwo"},
        {"<p>a <em>b</em></p><pre>c</pre><p><em>d</em></p>", "a {emphasis b}\n[c]\n{emphasis d}"},
        {"<p><span class='versionmodified'>New:</span> <span class='x'>y</span></p>", "{strong New:} y"},
        {"<p>\u20ac <code>\U0001F426</code></p>", "\u20ac {code \U0001F426}"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

static void lists_have_items(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<p>x</p><ul><li>a</li><li><p>b</p><p>c</p></li></ul><p>y</p>",
         "x<list><item>a</item><item>b\nc</item></list>y"},
        {"<ol><li>a<ul><li>b</li></ul>c</li></ol>", "<numbers><item>a<list><item>b</item></list>c</item></numbers>"},
        {"<ul><li>a<pre>b</pre></li><li><pre>c</pre></li></ul>d", "<list><item>a\n[b]</item><item>[c]</item></list>d"},
        {"<ul></ul><ul><li></li></ul><ul><li>a</li></ul>", "<list><item>a</item></list>"},
        {"<ol reversed><li>a</li></ol>", "a"},
        {"<li>a</li>", "a"},
        {"<ul>a<li>b</li></ul>", "<list><item>a</item><item>b</item></list>"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

/* What is stressed over several blocks is so in the first. */
static void lists_and_tables_may_stand_in_words(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<b><ul><li>a</li><li>b</li></ul></b>c", "<list><item>{strong a}</item><item>b</item></list>c"},
        {"<b> <ul><li><i><code>a</code> b</i><br>c</li></ul></b>",
         "<list><item>{strong {emphasis {code a} b}}\nc</item></list>"},
        {"<i><table><tr><td>a</td><td>b</td></tr></table></i>",
         "<table><row><cell>{emphasis a} |cell>b</cell></row></table>"},
        {"<p>a</p><i><table><tr><td></td><td>b</td></tr></table></i>",
         "a<table><row><cell></cell><cell>{emphasis b}</cell></row></table>"},
        {"a<b>b<ol><li>c</li></ol></b>", "a{strong b}<numbers><item>c</item></numbers>"},
        {"<tt><ul><li><pre>a</pre></li></ul>b</tt>", "<list><item>[a]</item></list>b"},
        {"<em><div class='note'><p class='title'>a</p>b</div></em>", "<note><label>{emphasis a}</label>b</note>"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

static void lists_have_the_numbers_of_the_page(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<ol start=4><li>a</li><li>b</li></ol>", "<numbers><item 4>a</item><item>b</item></numbers>"},
        {"<ol start=1><li>a</li></ol>", "<numbers><item>a</item></numbers>"},
        {"<ol start=0> <li>a</li></ol>", "<numbers><item 0>a</item></numbers>"},
        {"<ol><li>a</li><li value=' -7th'>b</li></ol>", "<numbers><item>a</item><item -7>b</item></numbers>"},
        {"<ol start=9><li value=3>a</li></ol>", "<numbers><item 3>a</item></numbers>"},
        {"<ol start=x><li value='' >a</li><li value=1000000000>b</li></ol>",
         "<numbers><item>a</item><item>b</item></numbers>"},
        {"<ol start=3>\n<!-- --> <!-- --><li>a</li></ol>", "<numbers><item 3>a</item></numbers>"},
        {"<ul start=4><li value=4>a</li></ul>", "<list><item>a</item></list>"},
        {"<ol type=a><li>a<ol class='lowerroman simple'><li>b</li></ol></li></ol>",
         "<numbers a><item>a<numbers i><item>b</item></numbers></item></numbers>"},
        {"<ol type=A><li>a</li></ol><ol type=I><li>b</li></ol><ol type=1 class=upperroman><li>c</li></ol>",
         "<numbers A><item>a</item></numbers><numbers I><item>b</item></numbers><numbers><item>c</item></numbers>"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

static void tables_have_rows_and_cells(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<table><caption>C</caption><tr><th>a</th><th>b</th></tr><tr><td><code>c</code></td><td>d "
         "e</td></tr></table>f",
         "<table><caption>C</caption><row><head>a |head>b</head></row><row><cell>{code c} |cell>d "
         "e</cell></row></table>f"},
        {"<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></table>",
         "<table><row><cell>a</cell><cell>b\nc</cell></row></table>"},
        {"<table><tr><td>a</td><td>b<br>c</td></tr><tr><td>d</td></tr></table>",
         "<table><row><cell>a |cell>b\nc</cell></row><row><cell>d</cell></row></table>"},
        {"<table><tr><td>a</td><td><ul><li>b</li></ul></td></tr></table>",
         "<table><row><cell>a</cell><cell><list><item>b</item></list></cell></row></table>"},
        {"<table><tr><td>a</td><td><pre>b</pre></td></tr></table>",
         "<table><row><cell>a</cell><cell>[b]</cell></row></table>"},
        /* cells without text, and over several columns */
        {"<table><tr><th></th><th>a</th></tr><tr><td>b</td><td></td><td>c</td></tr></table>",
         "<table><row><cell></cell><head>a</head></row><row><cell>b|cell> |cell>c</cell></row></table>"},
        {"<table><tr><td>a</td><td></td></tr><tr><td><p>b</p></td><td></td></tr><tr><td>c</td></tr></table>",
         "<table><row><cell>a</cell><cell></cell></row><row><cell>b</cell><cell></cell></row><row><cell>c</cell></"
         "row></table>"},
        /* white space before the end of a cell */
        {"<table><tr><td>a </td><td></td><td>b\n</td><td></td></tr></table>",
         "<table><row><cell>a|cell> |cell>b</cell><cell></cell></row></table>"},
        {"<table><tr><td><pre>a</pre>b <em>c </em></td><td> </td><td>d</td></tr></table>",
         "<table><row><cell>[a]\nb {emphasis c}|cell> |cell>d</cell></row></table>"},
        {"<table><tr><td colspan=2>a</td><td>b</td></tr></table>",
         "<table><row><cell 2 1>a |cell>b</cell></row></table>"},
        /* what only arranges the page, and what cannot be shown as it is */
        {"<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb"},
        {"<table role=presentation><tr><td>a</td><td>b</td></tr></table>", "a b"},
        {"<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
         "a<table><row><cell>b |cell>c</cell></row></table>"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

static void the_last_cells_may_be_empty(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<table><tr><td>a</td><td></td><td></td></tr></table>",
         "<table><row><cell>a</cell><cell></cell><cell></cell></row></table>"},
        {"<table><tr><td>a</td><td><p>b</p></td></tr><tr><td><p>c</p></td><td></td></tr></table>",
         "<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell><cell></cell></row></table>"},
        {"<table><tr><td><pre>a</pre></td><td></td></tr></table>",
         "<table><row><cell>[a]</cell><cell></cell></row></table>"},
        {"<table><tr><td>a</td><td></td></tr></table><p>b</p>",
         "<table><row><cell>a</cell><cell></cell></row></table>b"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

static void cells_go_over_rows_and_columns(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<table><tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><td>c</td><td>d</td></tr></table>",
         "<table><row><head 1 2>a |head 2 1>b</head></row><row><cell>c |cell>d</cell></row></table>"},
        /* no more rows than there are in the group, and all of them */
        {"<table><thead><tr><th rowspan=9>a</th><th>b</th></tr></thead>"
         "<tr><td rowspan=0>c</td><td>d</td></tr><tr><td>e</td></tr></table>",
         "<table><row><head>a |head>b</head></row><row><cell 1 2>c "
         "|cell>d</cell></row><row><cell>e</cell></row></table>"},
        {"<table><tr><td colspan=1000>a</td><td colspan=x rowspan=-2>b</td></tr></table>",
         "<table><row><cell 64 1>a |cell>b</cell></row></table>"},
        /* a row without text, into which a cell goes on; others are left out */
        {"<table><tr><td rowspan=2>a</td><td rowspan=2>b</td></tr><tr></tr><tr><td>c</td><td>d</td></tr></table>",
         "<table><row><cell 1 2>a |cell 1 2>b</cell></row><row></row><row><cell>c |cell>d</cell></row></table>"},
        {"<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td></td></tr></table>",
         "<table><row><cell>a |cell 1 2>b</cell></row><row><cell></cell></row></table>"},
        {"<table><tr><td></td><td></td></tr><tr><td>a</td><td>b</td></tr><tr><td></td><td></td></tr></table>c",
         "<table><row><cell>a |cell>b</cell></row></table>c"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

/* 300 rows of a cell over all of them. */
static void spans_have_an_end(void **state) {
    (void)state;
    struct str rows = unit_repeat("<tr><td rowspan=300>a</td><td rowspan=300>b</td></tr>", 300);
    struct buf html;
    buf_init(&html, (size_t)1 << 20);
    buf_addf(&html, "<table>%s</table>", rows.ptr);
    extract(buf_str(&html).ptr);
    struct layout layout = {.flow = {page.entries[0].text, page.entries[0].code}, .bytes = page.entries[0].shape};
    struct layout_part part;
    assert_true(layout_next(&layout, &part));
    assert_int_equal(part.cell_count, 1);
    assert_int_equal(shape_rows(part.cells[0].value), SHAPE_MAX_ROWS);
    assert_int_equal(shape_columns(part.cells[0].value), 1);
    extraction_free(&page);
    buf_free(&html);
    unit_free(rows);
}

static void notes_have_labels(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"<div class='admonition note'><p class='admonition-title'>Note</p><p>a</p><pre>b</pre></div>c",
         "<note><label>Note</label>a\n[b]</note>c"},
        {"<div class='admonition warning'><p class='admonition-title'>Warning</p><ul><li>a</li></ul></div>",
         "<warning><label>Warning</label><list><item>a</item></list></warning>"},
        {"<div class='versionchanged'><p><span class='versionmodified'>Changed:</span> a</p></div>",
         "<change>{strong Changed:} a</change>"},
        {"<div class='deprecated'><p>Since 3.</p></div>", "<warning>Since 3.</warning>"},
        {"<div class='custom-block tip'><p class='custom-block-title'>TIP</p><p>a</p></div>",
         "<tip><label>TIP</label>a</tip>"},
        {"<div class='admonitionblock'><table><tr><td class='icon'><div class='title'>Note</div></td>"
         "<td class='content'>a</td></tr></table></div>",
         "<note><label>Note</label>a</note>"},
        {"<div class='admonitionblock'>\n<!-- --> <table><tr><td>a</td><td>b</td></tr></table></div>",
         "<note>a b</note>"},
        {"<div class='admonitionblock'><p>a</p><table><tr><td>b</td><td>c</td></tr></table></div>",
         "<note>a<table><row><cell>b |cell>c</cell></row></table></note>"},
        {"<dl class='section warning'><dt>Warning</dt><dd>a</dd></dl>", "<warning><label>Warning</label>a</warning>"},
        {"<dl class='section note'><div><dt>Note</dt><dd>a</dd></div></dl>", "<note><label>Note</label>a</note>"},
        {"<details class='note'><summary class='title'>More</summary><p>a</p></details>",
         "<note><label>More</label>a</note>"},
        {"<p class='title'>a</p><div class='notes'>b</div>", "a\nb"},
    };
    expect_cases(cases, COUNT_OF(cases));
}

/* The page is one of Sphinx, whose field lists have no entries. */
static void terms_without_entries_have_descriptions(void **state) {
    (void)state;
    extract("<div class='sphinxsidebar'></div><div class='body' role='main'><h1>P</h1><dl class='field-list simple'>"
            "<dt class='field-odd'>Parameters:</dt><dd class='field-odd'><p>a</p></dd>"
            "<dt class='field-even'>Returns:</dt><dd class='field-even'><p>b</p><p>c</p></dd></dl>d</div>");
    expect_entry(0,
                 "<terms><term>Parameters:</term><description>a</description><term>Returns:</term>"
                 "<description>b\nc</description></terms>d",
                 "fields");
    extraction_free(&page);
}

/* Shapes around entries belong to the entry in which they begin, and end in it. */
static void entries_have_shapes_of_their_own(void **state) {
    (void)state;
    extract("<ul><li>a</li><li><h2 id='two'>Two</h2><ul><li>b</li></ul>c</li></ul>d"
            "<dl><dt id='x'>x</dt><dt id='y'>y</dt><dd><ul><li>e</li></ul>f</dd></dl>");
    expect_entry(0, "<list><item>a</item></list>", "the page");
    expect_entry(1, "<list><item>b</item></list>c\nd", "a section in an item");
    assert_int_equal(page.entry_count, 4);
    expect_entry(2, "<list><item>e</item></list>f", "a term that shares the description");
    expect_entry(3, "<list><item>e</item></list>f", "the term that has it");
    extraction_free(&page);
}

static void the_text_stays_as_it_is(void **state) {
    (void)state;
    struct builder builder;
    page = (struct extraction){0};
    arena_init(&page.arena);
    builder_init(&builder, &page);
    struct builder_shape list = builder_begin(&builder, SHAPE_LIST, 0), item = builder_begin(&builder, SHAPE_ITEM, 0);
    builder_text(&builder, STR("a"));
    builder_break(&builder);
    builder_end(&builder, item);
    item = builder_begin(&builder, SHAPE_ITEM, 0);
    struct builder_shape gone = builder_begin(&builder, SHAPE_CODE, 0);
    builder_text(&builder, STR("gone, and longer than what follows"));
    builder_end(&builder, gone);
    builder_drop_line(&builder);
    builder_end(&builder, item);
    builder_end(&builder, list);
    builder_end(&builder, builder_begin(&builder, SHAPE_COUNT, 0));
    builder_text(&builder, STR("b"));
    builder_finish(&builder);
    unit_expect(page.entries[0].text, STR("a\nb"), "text");
    expect_entry(0, "<list><item>a</item></list>b", "a line that was dropped");
    extraction_free(&page);
}

/* A line is dropped twice: the first time it is empty, the second time what began before the first ends in it. */
static void what_ends_in_a_line_that_is_dropped_ends_before_it(void **state) {
    (void)state;
    struct builder builder;
    page = (struct extraction){0};
    arena_init(&page.arena);
    builder_init(&builder, &page);
    struct builder_shape note = builder_begin(&builder, SHAPE_NOTE, 0);
    builder_text(&builder, STR("a"));
    builder_break(&builder);
    builder_drop_line(&builder);
    struct builder_shape list = builder_begin(&builder, SHAPE_LIST, 0);
    builder_text(&builder, STR("gone"));
    builder_end(&builder, list);
    builder_end(&builder, note);
    builder_drop_line(&builder);
    builder_text(&builder, STR("b"));
    builder_finish(&builder);
    expect_entry(0, "<note>a</note>b", "a note and a list");
    extraction_free(&page);
}

#define LINES 1000000

static void lines_are_dropped_in_linear_time(void **state) {
    (void)state;
    struct builder builder;
    page = (struct extraction){0};
    arena_init(&page.arena);
    builder_init(&builder, &page);
    clock_t start = clock();
    for (int i = 0; i < LINES; i++) {
        struct builder_shape code = builder_begin(&builder, SHAPE_CODE, 0);
        builder_text(&builder, STR("a"));
        builder_end(&builder, code);
        if (i < SHAPING_MAX_RANGES)
            builder_break(&builder);
        builder_drop_line(&builder);
    }
    assert_true(clock() - start < PROCESSOR_SECONDS * CLOCKS_PER_SEC);
    builder_finish(&builder);
    assert_int_equal(page.entries[0].text.len, 2 * SHAPING_MAX_RANGES - 1);
    extraction_free(&page);
}

static void shapes_have_an_end(void **state) {
    (void)state;
    struct str codes = unit_repeat("<code>a</code> ", 40000);
    extract(codes.ptr);
    assert_true(page.entries[0].shape.len <= SHAPE_MAX_BYTES);
    assert_true(page.entries[0].shape.len > SHAPE_MAX_BYTES - 20);
    extraction_free(&page);
    unit_free(codes);
    struct str lists = unit_repeat("<ul><li>a", 100);
    extract(lists.ptr);
    struct buf out;
    buf_init(&out, 100000);
    markup_write(&out, (struct flow){page.entries[0].text, page.entries[0].code}, page.entries[0].shape);
    assert_true(out.len > 100);
    buf_free(&out);
    extraction_free(&page);
    unit_free(lists);
}

/* A class of 100,000 words around many elements, of which each would take some time to look through it. */
static void what_is_around_is_looked_at_once(void **state) {
    (void)state;
    static const struct {
        const char *before, *word, *behind_class, *child, *behind;
    } cases[] = {
        {"<dl class='section ", "a ", "'>", "<dt>a<dd>b", "</dl>"},
        {"<div class='", "a ", "'>", "<table><tr><td>a<td>b</table>", "</div>"},
        {"<div class='", "s ", "'>", "<h2>a</h2><h2>b</h2>", "</div>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str class = unit_repeat(cases[i].word, 100000), children = unit_repeat(cases[i].child, 10000);
        struct buf html;
        buf_init(&html, (size_t)2 << 20);
        buf_addf(&html, "%s%s%s%s%s", cases[i].before, class.ptr, cases[i].behind_class, children.ptr, cases[i].behind);
        clock_t start = clock();
        extract(buf_str(&html).ptr);
        assert_true(clock() - start < PROCESSOR_SECONDS * CLOCKS_PER_SEC);
        extraction_free(&page);
        buf_free(&html);
        unit_free(children);
        unit_free(class);
    }
}

static int set_up(void **state) {
    (void)state;
    page_setup();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_marked),
        cmocka_unit_test(lists_have_items),
        cmocka_unit_test(lists_and_tables_may_stand_in_words),
        cmocka_unit_test(lists_have_the_numbers_of_the_page),
        cmocka_unit_test(tables_have_rows_and_cells),
        cmocka_unit_test(the_last_cells_may_be_empty),
        cmocka_unit_test(cells_go_over_rows_and_columns),
        cmocka_unit_test(spans_have_an_end),
        cmocka_unit_test(notes_have_labels),
        cmocka_unit_test(terms_without_entries_have_descriptions),
        cmocka_unit_test(entries_have_shapes_of_their_own),
        cmocka_unit_test(the_text_stays_as_it_is),
        cmocka_unit_test(what_ends_in_a_line_that_is_dropped_ends_before_it),
        cmocka_unit_test(lines_are_dropped_in_linear_time),
        cmocka_unit_test(shapes_have_an_end),
        cmocka_unit_test(what_is_around_is_looked_at_once),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
