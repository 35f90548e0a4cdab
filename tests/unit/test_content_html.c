/* server/site: content_html, template_sides(). */
#include "server/site/content_html.h"
#include "server/site/template.h"
#include "tests/unit/unit.h"

#include "common/index/shape.h"

/* A block for each shape, "<code>...</code>", with a place for its value where it may have one. */
static void write_template(struct buf *out) {
    static const char *const others[] = {"block", "inner", "sample", "numbering", "number", "columns", "rows"};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        buf_addf(out, "<!--%s-->(%s {{inside}})<!--/%s-->", others[i], others[i], others[i]);
    for (int i = 0; i < SHAPE_COUNT; i++) {
        const char *name = shape_name((enum shape)i), *value = shape_has_values((enum shape)i) ? "{{value}}" : "";
        buf_addf(out, "<!--%s--><%s%s>{{inside}}</%s><!--/%s-->", name, name, value, name, name);
    }
}

static void write_content(struct buf *out, struct str pieces) {
    static const struct shape_range ranges[] = {
        {SHAPE_NUMBERS, 0, 1, 1}, {SHAPE_ITEM, 0, 1, 9},       {SHAPE_TABLE, 2, 12, 0}, {SHAPE_ROW, 2, 12, 0},
        {SHAPE_CELL, 2, 3, 65},   {SHAPE_CELL, 3, 3, 0},       {SHAPE_CELL, 4, 5, 0},   {SHAPE_CELL, 6, 9, 0},
        {SHAPE_CELL, 10, 12, 0},  {SHAPE_EMPHASIS, 12, 13, 0},
    };
    struct buf shape;
    buf_init(&shape, SHAPE_MAX_BYTES);
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        assert_true(shape_write(&shape, i > 0 ? ranges[i - 1].start : 0, &ranges[i]));
    const struct whole_entry entry = {
        .flow = {STR("a\nb < \u2003 d\ne&"), STR("\x1f\x1f\x1f\x1es")},
        .shape = buf_str(&shape),
    };
    content_html_write(out, pieces, &entry);
    buf_free(&shape);
}

/* A cell with white space that is not ASCII has text. */
static void parts_stand_in_the_elements_of_the_template(void **state) {
    (void)state;
    struct buf pieces, out;
    buf_init(&pieces, 10000);
    buf_init(&out, 10000);
    write_template(&pieces);
    write_content(&out, buf_str(&pieces));
    assert_false(buf_failed(&out));
    unit_expect(buf_str(&out),
                STR("<numbers(numbering a)><item(number 4)>(inner a)</item></numbers>"
                    "<table><row><cell(columns 2)(rows 2)>(inner b)</cell><cell></cell><cell>(inner &lt; )</cell>"
                    "<cell>(inner \u2003 )</cell><cell>(inner d)</cell></row></table>"
                    "(block <emphasis>e</emphasis>&amp;)(sample s)"),
                "content");
    buf_free(&pieces);
    buf_free(&out);
}

/* Breaks the n-th place or marker of the template that `what` begins; false when there are fewer. */
static bool break_place(struct buf *pieces, const char *what, size_t n) {
    size_t at = str_find(buf_str(pieces), str_from(what), 0);
    for (; n > 0 && at < pieces->len; n--)
        at = str_find(buf_str(pieces), str_from(what), at + 1);
    if (at == pieces->len)
        return false;
    pieces->data[at + 1] = 'X';
    return true;
}

static void a_template_that_lacks_something_fails(void **state) {
    (void)state;
    static const char *const places[] = {"{{inside}}", "{{value}}", "<!--"};
    size_t broken = 0;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        for (size_t n = 0;; n++) {
            struct buf pieces, out;
            buf_init(&pieces, 10000);
            buf_init(&out, 10000);
            write_template(&pieces);
            bool is_broken = break_place(&pieces, places[i], n);
            write_content(&out, buf_str(&pieces));
            assert_int_equal(buf_failed(&out), is_broken);
            buf_free(&pieces);
            buf_free(&out);
            if (!is_broken)
                break;
            broken++;
        }
    }
    assert_int_equal(broken, 3 * (7 + SHAPE_COUNT) + 4);
}

static void a_place_has_two_sides(void **state) {
    (void)state;
    struct buf out;
    buf_init(&out, 100);
    struct template_sides sides = template_sides(&out, STR("a{{b}}c{{d}}"), "d");
    unit_expect(sides.before, STR("a{{b}}c"), "before");
    unit_expect(sides.behind, STR(""), "behind");
    assert_false(buf_failed(&out));
    sides = template_sides(&out, STR("a{{b}}"), "c");
    unit_expect(sides.before, STR("a{{b}}"), "without the place");
    assert_true(buf_failed(&out));
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_stand_in_the_elements_of_the_template),
        cmocka_unit_test(a_template_that_lacks_something_fails),
        cmocka_unit_test(a_place_has_two_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
