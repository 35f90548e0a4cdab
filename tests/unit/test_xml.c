#include "common/base/buf.h"
#include "indexer/input/page.h"
#include "indexer/input/xml.h"
#include "tests/unit/unit.h"

#include <stdio.h>

static void on_start(void *context, struct str name, struct xml_attributes attributes) {
    struct str a = xml_attribute(attributes, "a");
    buf_addf(context, "<%.*s %.*s>", STR_ARG(name), STR_ARG(a));
}

static void on_end(void *context, struct str name) {
    buf_addf(context, "</%.*s>", STR_ARG(name));
}

static void on_text(void *context, struct str text) {
    buf_add(context, text);
}

static bool read_into(struct buf *out, struct str xml, struct err *err) {
    const struct xml_handler handler = {out, on_start, on_end, on_text};
    return xml_read(xml, &handler, err);
}

static void elements_and_text_come_in_order(void **state) {
    (void)state;
    static const struct {
        const char *xml, *calls;
    } cases[] = {
        {"<r><x b='2' a=\"1 &lt; &amp;2\"/>t&amp;&#228;</r>", "<r ><x 1 < &2></x>t&\xC3\xA4</r>"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!DOCTYPE r><r>\xC3\xA4</r>", "<r >\xC3\xA4</r>"},
        {"<r><!-- it's <no> x=1 --><![CDATA[<a & b='>]]><?pi x='?></r>", "<r ><a & b='></r>"},
        {"<r a='>'/>", "<r >></r>"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct err err = {0};
        buf_init(&out, 1000);
        assert_true(read_into(&out, str_from(cases[i].xml), &err));
        unit_expect(buf_str(&out), str_from(cases[i].calls), cases[i].xml);
        buf_free(&out);
    }
}

static void what_is_not_well_formed_is_refused(void **state) {
    (void)state;
    static const char *const cases[] = {"",         "text",        "<r>", "<r></s>",  "<r/><r/>", "<r>&nbsp;</r>",
                                        "<r a=1/>", "<r>\xFF</r>", "<r",  "<!-- <r/>"};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct err err = {0};
        buf_init(&out, 1000);
        unit_expect_number(read_into(&out, str_from(cases[i]), &err), 0, cases[i]);
        assert_int_equal(err.code, ERR_FORMAT);
        buf_free(&out);
    }
}

static void entities_cannot_be_declared(void **state) {
    (void)state;
    static const char *const cases[] = {
        "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>",
        "<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><r>&f;</r>",
        "<!DOCTYPE r [<!ATTLIST r a CDATA \"x\">]><r/>",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out;
        struct err err = {0};
        buf_init(&out, 1000);
        assert_false(read_into(&out, str_from(cases[i]), &err));
        unit_expect_err(&err, ERR_FORMAT, "declares");
        buf_free(&out);
    }
}

/* Reads the XML that `piece`, numbered, makes `count` times between start and end. */
static bool read_many(const char *const parts[3], int count, struct err *err) {
    struct buf xml, out;
    buf_init(&xml, 10000000);
    buf_init(&out, 10000000);
    buf_puts(&xml, parts[0]);
    for (int i = 0; i < count; i++) {
        buf_puts(&xml, parts[1]);
        if (parts[1][0] == ' ')
            buf_addf(&xml, "%d='>'", i);
    }
    buf_puts(&xml, parts[2]);
    bool ok = read_into(&out, buf_str(&xml), err);
    buf_free(&xml);
    buf_free(&out);
    return ok;
}

static void attributes_and_depth_are_bounded(void **state) {
    (void)state;
    static const char *const attributes[] = {"<r", " a", "/>"}, *const nested[] = {"<r>", "<x>", "</r>"};
    struct err err = {0};
    assert_true(read_many(attributes, XML_MAX_TAG_ATTRIBUTES, &err));
    assert_false(read_many(attributes, XML_MAX_TAG_ATTRIBUTES + 1, &err));
    unit_expect_err(&err, ERR_LIMIT, "attributes");
    assert_false(read_many(attributes, 200000, &err));
    err = (struct err){0};
    assert_false(read_many(nested, 100000, &err));
    unit_expect_err(&err, ERR_FORMAT, "well formed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_and_text_come_in_order),
        cmocka_unit_test(what_is_not_well_formed_is_refused),
        cmocka_unit_test(entities_cannot_be_declared),
        cmocka_unit_test(attributes_and_depth_are_bounded),
    };
    page_setup();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
