#include "common/base/buf.h"
#include "common/search/syntax.h"
#include "tests/unit/unit.h"

/* A documentation of two doc sets, python and git, with functions, classes and an option -name. */
static bool is_one_of(struct str name, const char *const names[], size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(name, str_from(names[i])))
            return true;
    return false;
}

static bool has_kind(void *context, struct str name) {
    static const char *const kinds[] = {"function", "class", "fn"};
    (void)context;
    return is_one_of(name, kinds, COUNT_OF(kinds));
}

static bool has_docset(void *context, struct str name) {
    static const char *const names[] = {"python", "py", "git"};
    (void)context;
    return is_one_of(name, names, COUNT_OF(names));
}

static bool has_name(void *context, struct str name) {
    (void)context;
    return str_is(name, "-name");
}

static const struct syntax_scope scope = {has_kind, has_docset, has_name, NULL};

/* "x-word" for an exclusion, "k-function" for a kind, "d-git" for a doc set, '!' in front of what is negated; then what
 * is looked for. */
static void print_clauses(struct str text, const struct syntax_scope *with, struct buf *out) {
    struct clause clauses[SYNTAX_MAX_CLAUSES];
    size_t count = syntax_read(text, with, clauses), at = 0;
    for (size_t i = 0; i < count; i++)
        buf_addf(out, "%s%c-%.*s ", clauses[i].is_negated ? "!" : "", "xkd"[clauses[i].type],
                 STR_ARG(clauses[i].value));
    buf_putc(out, '|');
    for (size_t i = 0; i <= count; i++) {
        size_t end = i < count ? clauses[i].start : text.len;
        struct str between = str_trim(str_make(text.ptr + at, end - at));
        buf_puts(out, between.len > 0 ? " " : "");
        buf_add(out, between);
        at = i < count ? clauses[i].end : end;
    }
}

struct pair {
    const char *text, *want;
};

static void expect_pairs(const struct pair pairs[], size_t count, const struct syntax_scope *with) {
    for (size_t i = 0; i < count; i++) {
        struct buf out;
        buf_init(&out, 10000);
        print_clauses(str_from(pairs[i].text), with, &out);
        unit_expect(buf_str(&out), str_from(pairs[i].want), pairs[i].text);
        buf_free(&out);
    }
}

static void filters_name_what_the_documentation_has(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"kind:function open", "k-function | open"},
        {"open KIND:Function in:py", "k-Function d-py | open"},
        {"in:python in:git kind:class x", "d-python d-git k-class | x"},
        {"-kind:class -in:git x", "!k-class !d-git | x"},
        {"fn:open", "k-fn | open"},
        {"fn: open", "k-fn | open"},
        {"class:Path.open", "k-class | Path.open"},
        {"kind:function", "k-function |"},
        {"fn:", "k-fn |"},
    };
    expect_pairs(pairs, COUNT_OF(pairs), &scope);
}

static void what_is_no_filter_is_a_word(void **state) {
    (void)state;
    static const char *const texts[] = {
        "kind:nonsense x",
        "kind: function",
        "kind:",
        "in:",
        "in: python",
        "in:rust x",
        "std::vector",
        "http://x",
        "fn::open",
        "class://x",
        "mod:x",
        ":",
        "a:b",
        "kind:fn:x",
        "\"in:git\"",
        "x\"kind:class\"",
        "enum:x",
        "function:x",
        "-",
        "--",
        "- -",
        "\"",
        "-\"",
        "-\"\" x",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct clause clauses[SYNTAX_MAX_CLAUSES];
        unit_expect_number((long long)syntax_read(str_from(texts[i]), &scope, clauses), 0, texts[i]);
    }
}

static void a_dash_excludes_a_word_beside_others(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"path -windows", "x-windows | path"},
        {"-windows path", "x-windows | path"},
        {"path -os.path -std::vector -Array#each", "x-os.path x-std::vector x-Array#each | path"},
        {"loop -\"event loop\" x", "x-event loop | loop x"},
        {"loop -\"a\"b", "x-a | loop b"},
        {"loop -\"-name\"", "x--name | loop"},
        {"x -\xC3\xA9t\xC3\xA9", "x-\xC3\xA9t\xC3\xA9 | x"},
        {":= -arrow", "x-arrow | :="},
        {"\"two words\" -three", "x-three | \"two words\""},
        {"\"two -words\"", "| \"two -words\""},
        {"kind:class x -y1", "k-class x-y1 | x"},
    };
    expect_pairs(pairs, COUNT_OF(pairs), &scope);
}

static void options_are_looked_for(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"-rf", "| -rf"}, /* nothing else is looked for */
        {"-rf --force -q", "| -rf --force -q"},
        {"rm -rf --force", "x-rf | rm --force"}, /* two dashes never exclude */
        {"--verbose", "| --verbose"},
        {"git add -p", "| git add -p"},     /* one letter */
        {"find -name x", "| find -name x"}, /* an option that is documented */
        {"tail -20 x", "| tail -20 x"},     /* a number */
        {"cc -DX=1 -I/usr -l(x)", "| cc -DX=1 -I/usr -l(x)"},
        {"a - b", "| a - b"},
        {"a ->b -=c -$d", "| a ->b -=c -$d"},
        {"-one -two", "| -one -two"},
        {"kind:class -one", "k-class | -one"},
        {"-\"one two\"", "| -\"one two\""},
    };
    expect_pairs(pairs, COUNT_OF(pairs), &scope);
}

static void without_a_scope_there_are_exclusions_only(void **state) {
    (void)state;
    static const struct pair pairs[] = {
        {"kind:class in:git fn:x -name", "x-name | kind:class in:git fn:x"},
    };
    expect_pairs(pairs, COUNT_OF(pairs), NULL);
}

static void clauses_are_bounded(void **state) {
    (void)state;
    struct str text = unit_repeat("-word x \"", 1000);
    struct clause clauses[SYNTAX_MAX_CLAUSES];
    assert_true(syntax_read(text, &scope, clauses) <= SYNTAX_MAX_CLAUSES);
    unit_free(text);
    text = unit_repeat("-word x ", 1000);
    assert_int_equal(syntax_read(text, &scope, clauses), SYNTAX_MAX_CLAUSES);
    unit_free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_name_what_the_documentation_has),   cmocka_unit_test(what_is_no_filter_is_a_word),
        cmocka_unit_test(a_dash_excludes_a_word_beside_others),      cmocka_unit_test(options_are_looked_for),
        cmocka_unit_test(without_a_scope_there_are_exclusions_only), cmocka_unit_test(clauses_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
