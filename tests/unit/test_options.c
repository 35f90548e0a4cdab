#include "common/base/buf.h"
#include "indexer/help.h"
#include "indexer/options.h"
#include "indexer/pipeline.h"
#include "tests/unit/unit.h"

#define MAX_WORDS 40

/* Splits a command line at spaces, in place. */
static bool parse(struct options *options, char *line, struct err *err) {
    static char *words[MAX_WORDS + 2];
    int count = 0;
    words[count++] = line;
    for (char *at = line; *at != '\0'; at++) {
        if (*at != ' ')
            continue;
        *at = '\0';
        assert_true(count <= MAX_WORDS);
        words[count++] = at + 1;
    }
    words[count] = NULL;
    return options_parse(options, count, words, err);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"docfinch-index", "a command is missing"},
        {"docfinch-index bulid", "unknown command 'bulid'"},
        {"docfinch-index build", "nothing to index"},
        {"docfinch-index build x", "unexpected argument 'x'"},
        {"docfinch-index build --docset", "'--docset' needs a value"},
        {"docfinch-index build --docset python", "should be NAME=PATH"},
        {"docfinch-index build --docset python=", "should be NAME=PATH"},
        {"docfinch-index build --docset =x", "a name has letters"},
        {"docfinch-index build --docset a/b=x", "a name has letters"},
        {"docfinch-index build --docset .a=x", "a name has letters"},
        {"docfinch-index build --docset \xC3\xA9=x", "a name has letters"},
        {"docfinch-index build --docset a=x --docset a=y", "given twice"},
        {"docfinch-index build --title T --docset a=x", "--title says something of the --docset before it"},
        {"docfinch-index build --docset a=x --base-url example.org", "should start with https://"},
        {"docfinch-index build --docset a=x --base-url javascript:x", "should start with https://"},
        {"docfinch-index build --include x", "--include says something of the --docset before it"},
        {"docfinch-index build --docset a=x --language e_n", "should be a language tag"},
        {"docfinch-index build --docset a=x --language", "'--language' needs a value"},
        {"docfinch-index build --docset a=x --generator y", "--generator 'y': should be one of"},
        {"docfinch-index build --docset a=x --exclude /y", "--exclude '/y': should be a pattern"},
        {"docfinch-index build --docset a=x --docset b", "--docset 'b': should be NAME=PATH"},
        {"docfinch-index dump a --generator y", "--generator 'y': should be one of"},
        {"docfinch-index dump a --strict", "'--strict' is not an option of dump"},
        {"docfinch-index search a b -c x", "'-c' is not an option of search"},
        {"docfinch-index build --docset a=x -j 0", "a number from 1 to 64"},
        {"docfinch-index build --docset a=x -j 65", "a number from 1 to 64"},
        {"docfinch-index build --docset a=x -j two", "a number from 1 to 64"},
        {"docfinch-index build --docset a=x --json", "'--json' is not an option of build"},
        {"docfinch-index build --docset a=x --frob", "unknown option '--frob'"},
        {"docfinch-index build --docset a=x -x", "unknown option '-x'"},
        {"docfinch-index build -c x --config y", "'-c' is given twice: 'x' and 'y'"},
        {"docfinch-index dump a --no-strict", "'--no-strict' is not an option of dump"},
        {"docfinch-index build --no-strict=x", "takes no value"},
        {"docfinch-index build --quiet=yes", "takes no value"},
        {"docfinch-index build -o", "'-o' needs a value"},
        {"docfinch-index info", "a file is missing"},
        {"docfinch-index info a b", "unexpected argument 'b'"},
        {"docfinch-index info a --limit 3", "is not an option of info"},
        {"docfinch-index search", "a file is missing"},
        {"docfinch-index search a", "a query is missing"},
        {"docfinch-index info a b", "unexpected argument 'b'"},
        {"docfinch-index build a", "a folder is given as --docset NAME=a"},
        {"docfinch-index search a b --limit 0", "a number from 1 to 100"},
        {"docfinch-index search a b --limit 101", "a number from 1 to 100"},
        {"docfinch-index search a b -o x",
         "is not an option of search; a query that begins with a dash goes behind --"},
        {"docfinch-index search a --init", "unknown option '--init'; a query that begins with a dash goes behind --"},
        {"docfinch-index search a --limit", "'--limit' needs a value; a query that begins with a dash goes behind --"},
        {"docfinch-index info a --explain", "'--explain' is not an option of info"},
        {"docfinch-index dump", "a file is missing"},
        {"docfinch-index dump a --json", "'--json' is not an option of dump"},
        {"docfinch-index dump a -V", "'-V' is not an option of dump"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct options options;
        struct err err = {0};
        char line[200];
        assert_true(strlen(cases[i][0]) < sizeof line);
        memcpy(line, cases[i][0], strlen(cases[i][0]) + 1);
        unit_expect_number(parse(&options, line, &err), 0, cases[i][0]);
        unit_expect_err(&err, ERR_USAGE, cases[i][1]);
        options_free(&options);
    }
}

static void a_build_is_read_as_given(void **state) {
    (void)state;
    struct options options;
    struct err err = {0};
    char line[] = "docfinch-index build --docset a=/x=y --title T --base-url https://a/ --include c/ --include d "
                  "--exclude e --docset b-1.0=z --language en --generator generic --strict -o f.db -j 64 -q";
    assert_true(parse(&options, line, &err));
    assert_int_equal(options.command, COMMAND_BUILD);
    assert_int_equal(options.docset_count, 2);
    assert_string_equal(options.docsets[0].name, "a");
    assert_string_equal(options.docsets[0].path, "/x=y");
    assert_string_equal(options.docsets[0].title, "T");
    assert_string_equal(options.docsets[0].base_url, "https://a/");
    assert_string_equal(options.docsets[1].name, "b-1.0");
    assert_null(options.docsets[1].title);
    assert_int_equal(options.docsets[0].include.count, 2);
    assert_string_equal(options.docsets[0].include.patterns[1], "d");
    assert_string_equal(options.docsets[0].exclude.patterns[0], "e");
    assert_int_equal(options.docsets[1].include.count, 0);
    assert_string_equal(options.docsets[1].language, "en");
    assert_string_equal(options.docsets[1].generator, "generic");
    assert_string_equal(options.output, "f.db");
    assert_int_equal(options.jobs, PIPELINE_MAX_WORKERS);
    assert_true(options.quiet && options.strict && !options.embed_pages && !options.json);
    options_free(&options);
}

static void what_is_not_given_has_its_default(void **state) {
    (void)state;
    struct options options;
    struct err err = {0};
    char build[] = "docfinch-index build --docset a=x", search[] = "docfinch-index search f.db -- -word and more";
    assert_true(parse(&options, build, &err));
    assert_string_equal(options.output, "docs.db");
    assert_true(options.jobs >= 1 && options.jobs <= PIPELINE_MAX_WORKERS);
    options_free(&options);
    assert_true(parse(&options, search, &err));
    assert_string_equal(options.input, "f.db");
    assert_string_equal(options.query, "-word and more");
    assert_int_equal(options.limit, 10);
    options_free(&options);
}

static void what_is_on_or_off_is_as_said_last(void **state) {
    (void)state;
    static const struct {
        const char *line;
        bool embed_pages, strict;
    } cases[] = {
        {"docfinch-index build --docset a=x", false, false},
        {"docfinch-index build --docset a=x --embed-pages --strict", true, true},
        {"docfinch-index build --docset a=x --no-embed-pages --no-strict", false, false},
        {"docfinch-index build --docset a=x --embed-pages --strict --no-embed-pages --no-strict", false, false},
        {"docfinch-index build --docset a=x --no-strict --no-embed-pages --strict --embed-pages", true, true},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct options options;
        struct err err = {0};
        char line[200];
        memcpy(line, cases[i].line, strlen(cases[i].line) + 1);
        assert_true(parse(&options, line, &err));
        unit_expect_number(options.embed_pages, cases[i].embed_pages, cases[i].line);
        unit_expect_number(options.strict, cases[i].strict, cases[i].line);
        options_free(&options);
    }
}

static void help_and_version_are_asked_for_in_every_way(void **state) {
    (void)state;
    static const struct {
        const char *line;
        enum command command, help_for;
    } cases[] = {
        {"docfinch-index --help", COMMAND_HELP, COMMAND_NONE},
        {"docfinch-index -h", COMMAND_HELP, COMMAND_NONE},
        {"docfinch-index help", COMMAND_HELP, COMMAND_NONE},
        {"docfinch-index --version", COMMAND_VERSION, COMMAND_NONE},
        {"docfinch-index -V", COMMAND_VERSION, COMMAND_NONE},
        {"docfinch-index build --help", COMMAND_HELP, COMMAND_BUILD},
        {"docfinch-index search -h", COMMAND_HELP, COMMAND_SEARCH},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct options options;
        struct err err = {0};
        char line[200];
        memcpy(line, cases[i].line, strlen(cases[i].line) + 1);
        assert_true(parse(&options, line, &err));
        unit_expect_number(options.command, cases[i].command, cases[i].line);
        unit_expect_number(options.help_for, cases[i].help_for, cases[i].line);
        assert_non_null(strstr(help_text(options.help_for), "Usage: docfinch-index"));
        options_free(&options);
    }
}

static void doc_sets_are_bounded(void **state) {
    (void)state;
    struct options options;
    struct err err = {0};
    static char names[OPTIONS_MAX_DOCSETS + 1][20];
    static char *words[2 * (OPTIONS_MAX_DOCSETS + 1) + 3];
    static char program[] = "docfinch-index", command[] = "build", flag[] = "--docset";
    for (int extra = 0; extra <= 1; extra++) {
        int count = 0;
        words[count++] = program;
        words[count++] = command;
        for (int i = 0; i < OPTIONS_MAX_DOCSETS + extra; i++) {
            struct buf name;
            buf_init(&name, sizeof names[0] - 1);
            buf_addf(&name, "d%d=x", i);
            memcpy(names[i], name.data, name.len + 1);
            buf_free(&name);
            words[count++] = flag;
            words[count++] = names[i];
        }
        words[count] = NULL;
        unit_expect_number(options_parse(&options, count, words, &err), extra == 0, err.message);
        options_free(&options);
    }
    unit_expect_err(&err, ERR_USAGE, "more than 1000 doc sets");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(a_build_is_read_as_given),
        cmocka_unit_test(what_is_not_given_has_its_default),
        cmocka_unit_test(what_is_on_or_off_is_as_said_last),
        cmocka_unit_test(help_and_version_are_asked_for_in_every_way),
        cmocka_unit_test(doc_sets_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
