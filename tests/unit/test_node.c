#include "indexer/input/node.h"
#include "indexer/input/page.h"
#include "tests/unit/unit.h"

static struct arena arena;

static const struct node *parse(const char *html) {
    struct node *root = NULL;
    struct err err = {0};
    assert_true(page_parse(&root, str_from(html), &arena, &err));
    return root;
}

static void element_names_become_tags(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum tag tag;
    } cases[] = {{"a", TAG_A},     {"address", TAG_BLOCK},   {"ul", TAG_BLOCK},  {"tr", TAG_TR},
                 {"h6", TAG_H6},   {"section", TAG_SECTION}, {"wbr", TAG_OTHER}, {"", TAG_OTHER},
                 {"A", TAG_OTHER}, {"zzz", TAG_OTHER}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        unit_expect_number(node_tag(str_from(cases[i].name)), cases[i].tag, cases[i].name);
}

static void attributes_are_found_by_name(void **state) {
    (void)state;
    const struct node *p = node_find_tag(parse("<p ID=x CLASS='one two' hidden title=\"a&amp;b\">t"), TAG_P);
    unit_expect(node_attribute(p, "id"), STR("x"), "id");
    unit_expect(node_attribute(p, "title"), STR("a&b"), "title");
    unit_expect(node_attribute(p, "none"), STR(""), "none");
    assert_true(node_has_attribute(p, "hidden") && !node_has_attribute(p, "none"));
    assert_true(node_has_class(p, "two") && !node_has_class(p, "tw") && !node_has_class(p, "one two"));
}

static void every_part_of_a_rule_must_hold(void **state) {
    (void)state;
    const struct node *p = node_find_tag(parse("<p id=i class='c d' role=main>t"), TAG_P);
    static const struct {
        struct node_rule rule;
        bool matches;
    } cases[] = {
        {{.name = "p"}, true},
        {{.name = "div"}, false},
        {{.class = "c"}, true},
        {{.name = "p", .class = "x"}, false},
        {{.id = "i", .class = "d"}, true},
        {{.id = "j"}, false},
        {{.attribute = "role"}, true},
        {{.attribute = "role", .value = "main"}, true},
        {{.attribute = "role", .value = "search"}, false},
        {{.attribute = "lang"}, false},
        {{.name = NULL}, true},
    };
    struct node_rule rules[COUNT_OF(cases)];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        unit_expect_number(node_matches(p, &cases[i].rule), cases[i].matches, "rule");
        rules[i] = cases[i].rule;
    }
    assert_true(node_matches_any(p, rules, COUNT_OF(rules)));
    assert_false(node_matches_any(p, rules + 1, 1) || node_matches_any(p, rules, 0));
}

static void walking_goes_in_document_order_and_stays_inside(void **state) {
    (void)state;
    const struct node *body = node_find_tag(parse("<body><div>a<b>c</b></div><p>d"), TAG_BODY);
    const struct node *div = node_find_tag(body, TAG_DIV);
    struct buf seen;
    buf_init(&seen, 100);
    for (const struct node *node = node_next(div, div); node != NULL; node = node_next(node, div))
        if (node->tag == TAG_TEXT)
            buf_add(&seen, node->text);
    unit_expect(buf_str(&seen), STR("ac"), "text inside");
    buf_free(&seen);
    assert_ptr_equal(node_after(div, body), node_find_tag(body, TAG_P));
    assert_null(node_after(div, div));
    assert_null(node_find_tag(div, TAG_P));
}

static void headings_and_blocks_are_told_apart(void **state) {
    (void)state;
    const struct node *root = parse("<h3>x</h3><span> \n<i></i></span><p><b>y");
    assert_int_equal(node_heading_level(node_find_tag(root, TAG_H3)), 3);
    assert_int_equal(node_heading_level(node_find_tag(root, TAG_P)), 0);
    assert_true(node_is_block(node_find_tag(root, TAG_P)) && !node_is_block(node_find_tag(root, TAG_SPAN)));
    assert_true(node_is_blank(node_find_tag(root, TAG_SPAN)) && !node_is_blank(node_find_tag(root, TAG_P)));
}

static void text_leaves_out_what_a_rule_names(void **state) {
    (void)state;
    static const struct node_rule skip[] = {{.name = "a", .class = "headerlink"}, {.id = "no"}};
    struct buf out;
    buf_init(&out, 1000);
    const struct node *root = parse("<h1>One<br>two <b id=no>x<i>y</i></b><a class=headerlink>z</a> end</h1>");
    node_write_text(node_find_tag(root, TAG_H1), skip, COUNT_OF(skip), &out);
    unit_expect(buf_str(&out), STR("One\ntwo  end"), "text");
    buf_free(&out);
}

static int begin(void **state) {
    (void)state;
    page_setup();
    arena_init(&arena);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(element_names_become_tags),
        cmocka_unit_test(attributes_are_found_by_name),
        cmocka_unit_test(every_part_of_a_rule_must_hold),
        cmocka_unit_test(walking_goes_in_document_order_and_stays_inside),
        cmocka_unit_test(headings_and_blocks_are_told_apart),
        cmocka_unit_test(text_leaves_out_what_a_rule_names),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
