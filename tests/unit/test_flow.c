#include "common/base/buf.h"
#include "common/index/flow.h"
#include "tests/unit/unit.h"

/* Each part with a sign in front: '.' for a block, '#' for a sample. */
static void write_parts(struct buf *out, struct flow flow) {
    for (struct flow_part part; flow_next(&flow, &part);) {
        buf_putc(out, part.is_code ? '#' : '.');
        buf_add(out, part.bytes);
    }
}

static void expect_parts(struct flow flow, const char *parts) {
    struct buf out;
    buf_init(&out, 10000);
    write_parts(&out, flow);
    unit_expect(buf_str(&out), str_from(parts), "parts");
    buf_free(&out);
}

static void parts_come_in_the_order_of_the_page(void **state) {
    (void)state;
    static const struct {
        const char *text, *code, *parts;
    } cases[] = {
        {"", "", ""},
        {"a", "", ".a"},
        {"a\nb", "", ".a.b"},
        {"", "\x1ex", "#x"},
        {"", "\x1ex\x1ey", "#x#y"},
        {"a\nb\nc", "\x1ex\x1f\x1ey\x1f\x1f\x1ez", "#x.a#y.b.c#z"},
        {"a\nb", "\x1f\x1ex\n  y", ".a#x\n  y.b"},
        /* What no indexer of ours writes. */
        {"a", "\x1f\x1f\x1f\x1ex", ".a#x"},
        {"a\nb", "x\x1f", "#x.a.b"},
        {"a", "\x1e\x1e\x1f\x1e", ".a"},
        {"\n\na\n\nb\n", "\x1f\x1ex\x1f", ".a#x.b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_parts((struct flow){str_from(cases[i].text), str_from(cases[i].code)}, cases[i].parts);
}

/* Whatever the limit is: what is left of whole parts is their beginning, and as long as it may be. */
static void the_end_is_cut_off(void **state) {
    (void)state;
    static const char whole[] = ".ab#xyz#\u20ac.cd.e";
    const struct flow flow = {STR("ab\ncd\ne"), STR("\x1f\x1exyz\x1e\u20ac")};
    static const char *const left[] = {
        "",
        ".a",
        ".ab",
        ".ab#x",
        ".ab#xy",
        ".ab#xyz",
        ".ab#xyz",
        ".ab#xyz",
        ".ab#xyz#\u20ac",
        ".ab#xyz#\u20ac.c",
        ".ab#xyz#\u20ac.cd",
    };
    for (size_t limit = 0; limit < sizeof left / sizeof *left; limit++) {
        struct flow cut = flow;
        assert_true(flow_cut(&cut, limit));
        expect_parts(cut, left[limit]);
    }
    struct flow cut = flow;
    assert_false(flow_cut(&cut, 11));
    expect_parts(cut, whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_come_in_the_order_of_the_page),
        cmocka_unit_test(the_end_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
