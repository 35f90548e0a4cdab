/* indexer/oracle: small indexes in the shape of each format, and what must be read from them. */
#include "common/base/buf.h"
#include "common/index/db.h"
#include "indexer/input/deflate.h"
#include "indexer/input/page.h"
#include "indexer/oracle/match.h"
#include "indexer/oracle/oracle.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_FILES 8

/* A doc set in memory. */
struct docset {
    struct corpus_file files[MAX_FILES]; /* sorted by path */
    struct str contents[MAX_FILES];
    size_t count;
};

static bool read_file(void *context, struct str path, struct str *bytes, struct err *err) {
    const struct docset *docset = context;
    for (size_t i = 0; i < docset->count; i++) {
        if (!str_equal(docset->files[i].path, path))
            continue;
        char *copy = malloc(docset->contents[i].len + 1);
        assert_non_null(copy);
        memcpy(copy, docset->contents[i].ptr, docset->contents[i].len);
        *bytes = str_make(copy, docset->contents[i].len);
        return true;
    }
    return err_set(err, ERR_IO, "no such file");
}

static void add_file(struct docset *docset, const char *path, struct str content) {
    assert_true(docset->count < MAX_FILES);
    docset->files[docset->count].path = str_from(path);
    docset->contents[docset->count++] = content;
}

static void read_docset(struct known *known, const struct docset *docset, struct digest *digest) {
    struct corpus_files files = {.files = (struct corpus_file *)(size_t)docset->files, .count = docset->count};
    const struct oracle_source source = {.docset = "test",
                                         .index = 3,
                                         .is_quiet = true,
                                         .files = &files,
                                         .context = (void *)(size_t)docset,
                                         .read = read_file};
    struct err err = {0};
    assert_true(oracle_read(known, &source, digest, &err));
}

/* A line per symbol: kind name path#anchor. */
static void expect_known(const struct docset *docset, const char *expected, const char *what) {
    struct known known;
    struct digest digest = {{0}};
    struct buf lines;
    known_init(&known);
    buf_init(&lines, 100000);
    read_docset(&known, docset, &digest);
    for (size_t i = 0; i < known.count; i++) {
        const struct known_symbol *symbol = &known.symbols[i];
        assert_int_equal(symbol->docset, 3);
        buf_addf(&lines, "%s %.*s %.*s#%.*s\n", kind_name(symbol->kind), STR_ARG(symbol->name), STR_ARG(symbol->path),
                 STR_ARG(symbol->anchor));
    }
    unit_expect(buf_str(&lines), str_from(expected), what);
    buf_free(&lines);
    known_free(&known);
}

static void expect_file(const char *path, struct str content, const char *expected) {
    struct docset docset = {.count = 0};
    add_file(&docset, path, content);
    expect_known(&docset, expected, path);
}

/* An inventory of version 2 with these lines. */
static struct str inventory_of(const char *lines) {
    struct str packed = deflate_bytes(str_from(lines));
    struct buf out;
    buf_init(&out, 100000);
    buf_puts(&out, "# Sphinx inventory version 2\n# Project: Birds\n# Version: 1.2\n"
                   "# The remainder of this file is compressed using zlib.\n");
    buf_add(&out, packed);
    free((char *)(size_t)packed.ptr);
    return buf_str(&out);
}

static void a_sphinx_inventory_has_a_line_per_object(void **state) {
    (void)state;
    struct str inventory = inventory_of("nest.build py:function 1 api.html#$ -\n"
                                        "nest py:module 0 api.html#module-$ -\n"
                                        "__init__ py:method 1 api.html#init__ -\n"
                                        "Grey Heron 2 cmake:generator 1 gen/Grey%20Heron%202.html#$ -\n"
                                        "command:fly cmake:command 1 command/fly.html#$ -\n"
                                        "fly.py.--height std:cmdoption 1 cli.html#cmdoption-fly-height -\n"
                                        "NEST_PATH std:envvar 1 cli.html#envvar-$ -\n"
                                        "egg std:term -1 words/#term-$ -\n"
                                        "wing c:functionParam 1 api.html#c.flap -\n"
                                        "a-label std:label -1 api.html#a-label A label\n"
                                        "api std:doc -1 api.html API\n"
                                        "outside py:data 1 ../other.html#$ -\n"
                                        "broken line\n"
                                        "nest.build py:function 1 api.html#$ -\n"
                                        "\xFF py:data 1 api.html#x -\n\n");
    expect_file("ref/objects.inv", inventory,
                "data outside other.html#outside\n"
                "method __init__ ref/api.html#init__\n"
                "module nest ref/api.html#module-nest\n"
                "function nest.build ref/api.html#nest.build\n"
                "option --height ref/cli.html#cmdoption-fly-height\n"
                "envvar NEST_PATH ref/cli.html#envvar-NEST_PATH\n"
                "command fly ref/command/fly.html#command:fly\n"
                "symbol Grey Heron 2 ref/gen/Grey Heron 2.html#Grey Heron 2\n"
                "term egg ref/words/index.html#term-egg\n");
    expect_file("ref/Objects.inv", inventory, "");
    for (size_t cut = 0; cut < inventory.len - 1; cut++)
        expect_file("objects.inv", str_head(inventory, cut), "");
    unit_free(inventory);
}

static void an_inventory_of_version_1_is_plain(void **state) {
    (void)state;
    expect_file("objects.inv",
                STR("# Sphinx inventory version 1\n# Project: Birds\n# Version: 1.2\nnest mod api.html\n"
                    "nest.build function api.html\n"),
                "module nest api.html#module-nest\nfunction nest.build api.html#nest.build\n");
    expect_file("objects.inv", STR("# Sphinx inventory version 3\n# Project: x\n# Version: y\nz\n"), "");
}

static void javadoc_finds_the_module_of_a_package_beside_it(void **state) {
    (void)state;
    struct docset docset = {.count = 0};
    add_file(&docset, "api/member-search-index.js",
             STR("memberSearchIndex = [{\"p\":\"org.birds\",\"c\":\"Nest.Egg\",\"l\":\"hatch(Heat, int[])\","
                 "\"u\":\"hatch(org.birds.Heat,int[])\"},"
                 "{\"p\":\"org.birds\",\"c\":\"Nest.Egg\",\"l\":\"Egg()\",\"u\":\"%3Cinit%3E()\"},"
                 "{\"p\":\"org.birds\",\"c\":\"Nest\",\"l\":\"SIZE\"},"
                 "{\"p\":\"<Unnamed>\",\"c\":\"Loose\",\"l\":\"run()\",\"url\":\"run--\"},"
                 "7,{\"p\":5}];updateSearchResults();"));
    add_file(&docset, "api/module-search-index.js",
             STR("moduleSearchIndex = [{\"l\":\"birds.base\"}];updateSearchResults();"));
    add_file(&docset, "api/package-search-index.js",
             STR("packageSearchIndex = [{\"l\":\"All Packages\",\"u\":\"allpackages-index.html\"},"
                 "{\"m\":\"birds.base\",\"l\":\"org.birds\"}];updateSearchResults();"));
    add_file(&docset, "api/tag-search-index.js",
             STR("tagSearchIndex = [{\"l\":\"birds.home\",\"h\":\"class org.birds.Nest\",\"d\":\"System Property\","
                 "\"u\":\"birds.base/org/birds/Nest.html#birds.home\"},{\"l\":\"Serialized Form\",\"h\":\"\","
                 "\"u\":\"serialized-form.html\"}];"));
    add_file(&docset, "api/type-search-index.js",
             STR("typeSearchIndex = [{\"l\":\"All Classes\",\"u\":\"allclasses-index.html\"},"
                 "{\"p\":\"org.birds\",\"l\":\"Nest.Egg\"},{\"p\":\"<Unnamed>\",\"l\":\"Loose\"}];"));
    expect_known(&docset,
                 "method Loose.run api/Loose.html#run--\n"
                 "constructor org.birds.Nest.Egg.Egg api/birds.base/org/birds/Nest.Egg.html#<init>()\n"
                 "method org.birds.Nest.Egg.hatch api/birds.base/org/birds/Nest.Egg.html#hatch(org.birds.Heat,int[])\n"
                 "field org.birds.Nest.SIZE api/birds.base/org/birds/Nest.html#SIZE\n"
                 "module birds.base api/birds.base/module-summary.html#\n"
                 "package org.birds api/birds.base/org/birds/package-summary.html#\n"
                 "property birds.home api/birds.base/org/birds/Nest.html#birds.home\n"
                 "class Loose api/Loose.html#\n"
                 "class org.birds.Nest.Egg api/birds.base/org/birds/Nest.Egg.html#\n",
                 "javadoc");
}

static void javadoc_without_modules_has_packages_at_its_root(void **state) {
    (void)state;
    expect_file("type-search-index.js", STR("typeSearchIndex = [{\"p\":\"org.birds\",\"l\":\"Nest\"}]"),
                "class org.birds.Nest org/birds/Nest.html#\n");
    expect_file("type-search-index.js", STR("typeSearchIndex = [{\"p\":\"org.birds\",\"l\":"), "");
    expect_file("type-search-index.js", STR("typeSearchIndex = "), "");
}

static void rustdoc_makes_addresses_of_types_and_parents(void **state) {
    (void)state;
    expect_file("search-index1.63.0.js",
                STR("var searchIndex = JSON.parse('{\\\n"
                    "\"birds\":{\"doc\":\"It\\'s a \\\\\"crate\\\\\"\",\"t\":[0,3,11,12,4,13,12,5,10,15,21,11,2,99],"
                    "\"n\":[\"nest\",\"Egg\",\"hatch\",\"age\",\"Bird\",\"Grey\",\"0\",\"fly\",\"lay\",\"u8\",\"if\","
                    "\"pow\",\"Owl\",\"odd\"],"
                    "\"q\":[\"birds\",\"birds::nest\",\"\",\"\",\"\",\"\",\"birds::nest::Bird\",\"birds\",\"\",\"std\","
                    "\"\",\"\",\"birds\",\"\"],"
                    "\"d\":[],\"i\":[0,0,1,1,0,2,3,0,4,0,0,5,0,0],\"f\":[],"
                    "\"p\":[[3,\"Egg\"],[4,\"Bird\"],[13,\"Grey\"],[8,\"Layer\"],[15,\"u8\"]]}\\\n"
                    "}');\nif (window.initSearch) {window.initSearch(searchIndex)};"),
                "function birds::fly birds/fn.fly.html#\n"
                "module birds birds/index.html#\n"
                "symbol birds::Owl birds/index.html#reexport.Owl\n"
                "enum birds::nest::Bird birds/nest/enum.Bird.html#\n"
                "enumerator birds::nest::Bird::Grey birds/nest/enum.Bird.html#variant.Grey\n"
                "field birds::nest::Bird::Grey::0 birds/nest/enum.Bird.html#variant.Grey.field.0\n"
                "module birds::nest birds/nest/index.html#\n"
                "struct birds::nest::Egg birds/nest/struct.Egg.html#\n"
                "method birds::nest::Egg::hatch birds/nest/struct.Egg.html#method.hatch\n"
                "field birds::nest::Egg::age birds/nest/struct.Egg.html#structfield.age\n"
                "method birds::Layer::lay birds/trait.Layer.html#tymethod.lay\n"
                "keyword if std/keyword.if.html#\n"
                "primitive u8 std/primitive.u8.html#\n"
                "method u8::pow std/primitive.u8.html#method.pow\n");
}

/* What the items of the next two tests are. */
static const char egg_symbols[] =
    "function birds::fly birds/fn.fly.html#\n"
    "module birds birds/index.html#\n"
    "keyword if birds/keyword.if.html#\n"
    "enum birds::nest::Bird birds/nest/enum.Bird.html#\n"
    "field birds::nest::Bird::Grey::wing birds/nest/enum.Bird.html#variant.Grey.field.wing\n"
    "module birds::nest birds/nest/index.html#\n"
    "struct birds::nest::Egg birds/nest/struct.Egg.html#\n"
    "type birds::nest::Egg::Shell birds/nest/struct.Egg.html#associatedtype.Shell\n"
    "method birds::nest::Egg::hatch birds/nest/struct.Egg.html#method.hatch\n"
    "method birds::nest::Egg::turn birds/nest/struct.Egg.html#method.turn\n"
    "primitive u8 birds/primitive.u8.html#\n"
    "method u8::pow birds/primitive.u8.html#method.pow\n";

static void rustdoc_from_1_70_on_has_pairs_of_paths(void **state) {
    (void)state;
    expect_file(
        "search-index.js",
        STR("var searchIndex = JSON.parse('{\\\n"
            "\"birds\":{\"doc\":\"\",\"t\":\"FAPVDELLLQM\","
            "\"n\":[\"fly\",\"nest\",\"u8\",\"if\",\"Egg\",\"Bird\",\"hatch\",\"turn\",\"pow\",\"Shell\",\"wing\"],"
            "\"q\":[[0,\"birds\"],[4,\"birds::nest\"],[8,\"birds\"],[9,\"birds::nest\"],[10,\"birds::nest::Bird\"],"
            "[11,\"core::fmt\"]],\"d\":[],\"i\":[0,0,0,0,0,0,1,1,2,1,3],\"f\":[],\"c\":[],"
            "\"p\":[[3,\"Egg\"],[15,\"u8\"],[13,\"Grey\"]],\"b\":[[6,\"impl-Egg\"]]}\\\n}');\n"),
        egg_symbols);
}

static void rustdoc_from_1_76_on_has_a_list_of_crates_and_numbers_anew(void **state) {
    (void)state;
    static const char *const parents[] = {"[0,0,0,0,0,0,1,1,2,1,3]", "\"``````b0d1f\"", "\"``````@bbd1f\""};
    for (size_t i = 0; i < COUNT_OF(parents); i++) {
        struct buf script;
        buf_init(&script, 10000);
        buf_puts(&script, i == 0 ? "const" : "var");
        buf_addf(
            &script,
            " searchIndex = new Map(JSON.parse('[\\\n[\"empty\",{\"t\":\"\",\"n\":[],\"q\":[],\"i\":%s,\"p\":[]}],\\\n"
            "[\"birds\",{\"t\":\"HCBAFGNNNRO\","
            "\"n\":[\"fly\",\"nest\",\"u8\",\"if\",\"Egg\",\"Bird\",\"hatch\",\"turn\",\"pow\",\"Shell\",\"wing\"],"
            "\"q\":[[0,\"birds\"],[4,\"birds::nest\"],[8,\"birds\"],[9,\"birds::nest\"],[10,\"birds::nest::Bird\"]],"
            "\"i\":%s,\"p\":[[5,\"Egg\",0],[1,\"u8\"],[15,\"Grey\",4,4]]}]\\\n]'));\n",
            i == 0 ? "[]" : "\"\"", parents[i]);
        assert_false(buf_failed(&script));
        struct buf expected;
        buf_init(&expected, 10000);
        buf_puts(&expected, egg_symbols);
        buf_puts(&expected, "module empty empty/index.html#\n");
        expect_file("search-index-20250101-1.85.0.js", buf_str(&script), expected.data);
        buf_free(&expected);
        buf_free(&script);
    }
}

static void rustdoc_leaves_out_names_and_numbers_that_were_just_there(void **state) {
    (void)state;
    /* Two functions called "lay" and twenty owners: the last one, 20 * 2 = 40, needs two digits. */
    expect_file(
        "search-index.js",
        STR("var searchIndex = new Map(JSON.parse('[\\\n[\"birds\",{\"t\":\"HNNN\",\"n\":[\"lay\",\"\",\"sing\",\"\"],"
            "\"q\":[[0,\"birds\"]],\"i\":\"`Bhf1\",\"p\":[[5,\"A\"],[5,\"B\"],[5,\"C\"],[5,\"D\"],[5,\"E\"],[5,\"F\"],"
            "[5,\"G\"],[5,\"H\"],[5,\"I\"],[5,\"J\"],[5,\"K\"],[5,\"L\"],[5,\"M\"],[5,\"N\"],[5,\"O\"],[5,\"P\"],"
            "[5,\"Q\"],[5,\"R\"],[5,\"S\"],[5,\"T\"]]}]\\\n]'));"),
        "function birds::lay birds/fn.lay.html#\n"
        "module birds birds/index.html#\n"
        "method birds::C::sing birds/struct.C.html#method.sing\n"
        "method birds::T::lay birds/struct.T.html#method.lay\n"
        "method birds::T::sing birds/struct.T.html#method.sing\n");
}

static void an_index_that_is_broken_adds_nothing(void **state) {
    (void)state;
    static const struct {
        const char *path, *content;
    } cases[] = {
        {"search-index.js", "var searchIndex = JSON.parse('{\\\n\"birds\":{\"t\":[3],\"n\":[\"Egg\"]}\\\n}');"},
        {"search-index.js", "var searchIndex = JSON.parse('{\\\n\"birds\":[[[[[[');"},
        {"search-index.js", "var searchIndex = JSON.parse('"},
        {"search-index.js", "var searchIndex = new Map(JSON.parse('[\\\n[\"birds\",{\"t\":\"F\",\"n\":[\"Egg\"],"
                            "\"q\":[[0,\"birds\"]],\"i\":\"\",\"p\":[]}]\\\n]'));"},
        {"search-index.js", "var searchIndex = new Map(JSON.parse('[\\\n[\"birds\",{\"t\":\"FF\",\"n\":[\"Egg\"],"
                            "\"q\":[[0,\"birds\"]],\"i\":\"`\",\"p\":[]}]\\\n]'));"},
        {"search-index.js", "var searchIndex = new Map(JSON.parse('[1,[],[[]],null]'));"},
        {"search.index/root.js", "rr_('{\"name\":{\"N\":\"a\"}}')"},
        {"birds.index", "<?xml version=\"1.0\"?><INDEX project=\"Birds\"><class name=\"Egg\""},
        {"birds.tag", "<tagfile><compound kind=\"class\"><name>Egg</name><filename>egg</filename></compound>"},
        {"docSet.dsidx", "SQLite format 3"},
        {"Birds.docset/Contents/Resources/docSet.dsidx", "SQLite format 3 and what is none"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_file(cases[i].path, str_from(cases[i].content), "");
}

static void an_index_must_have_the_content_of_one(void **state) {
    (void)state;
    expect_file("objects.inv", STR("nest.build py:function 1 api.html#$ -\n"), "");
    expect_file("book.index", STR("nest, 12\n"), "");
    expect_file("release.tag", STR("v1.2\n"), "");
    expect_file("search-index.js", STR("window.birds = 1;"), "");
    expect_file("other.inv", STR("# Sphinx inventory version 2\n"), "");
}

static const char nodejs_page[] =
    "{\"type\":\"module\",\"source\":\"doc/api/nest.md\",\"modules\":[{\"textRaw\":\"Nests\",\"name\":\"nest\","
    "\"type\":\"module\",\"classes\":[{\"textRaw\":\"Class: `nest.Egg`\",\"type\":\"class\",\"name\":\"nest.Egg\","
    "\"events\":[{\"textRaw\":\"Event: `'hatch'`\",\"type\":\"event\",\"name\":\"hatch\"}],"
    "\"methods\":[{\"textRaw\":\"`egg.turn([times][, fast])`\",\"type\":\"method\",\"name\":\"turn\"}],"
    "\"properties\":[{\"textRaw\":\"`egg.age` {number}\",\"name\":\"age\"}]},"
    "{\"textRaw\":\"Class: Bird\",\"type\":\"class\",\"name\":\"Bird\","
    "\"events\":[{\"textRaw\":\"Event: `'hatch'`\",\"type\":\"event\",\"name\":\"hatch\"}],"
    "\"ctors\":[{\"textRaw\":\"`new nest.Bird(size)`\",\"type\":\"ctor\",\"name\":\"nest.Bird\"}]}],"
    "\"methods\":[{\"textRaw\":\"`nest.build(path)`\",\"name\":\"build\",\"desc\":\"one\"}],"
    "\"miscs\":[{\"textRaw\":\"More\",\"name\":\"More\",\"type\":\"misc\","
    "\"methods\":[{\"textRaw\":\"`nest.build(path)`\",\"name\":\"build\",\"desc\":\"one\"}]}],"
    "\"modules\":[{\"textRaw\":\"Nest\",\"name\":\"nest\",\"type\":\"module\"}]}]}";

static void nodejs_makes_anchors_of_headings(void **state) {
    (void)state;
    struct docset docset = {.count = 0};
    add_file(&docset, "api/all.json", STR("{\"modules\":[{\"textRaw\":\"`nest.build()`\"}]}"));
    add_file(&docset, "api/nest.html", STR("<h1>Nests</h1>"));
    add_file(&docset, "api/nest.json", str_from(nodejs_page));
    expect_known(&docset,
                 "class Bird api/nest.html#class-bird\n"
                 "class nest.Egg api/nest.html#class-nestegg\n"
                 "property egg.age api/nest.html#eggage-number\n"
                 "method egg.turn api/nest.html#eggturntimes-fast\n"
                 "event nest.Egg.hatch api/nest.html#event-hatch\n"
                 "event Bird.hatch api/nest.html#event-hatch_1\n"
                 "function nest.build api/nest.html#nestbuildpath\n"
                 "module nest api/nest.html#nests\n"
                 "constructor nest.Bird api/nest.html#new-nestbirdsize\n",
                 "Node.js");
    expect_file("api/nest.json", str_from(nodejs_page), "");
}

static void qdoc_lists_what_is_documented(void **state) {
    (void)state;
    expect_file(
        "qtbirds/qtbirds.index",
        STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE QDOCINDEX>\n<INDEX project=\"QtBirds\">\n"
            "<namespace name=\"\" status=\"active\" access=\"public\">\n"
            "<class name=\"QEgg\" href=\"qegg.html\" status=\"active\" access=\"public\" documented=\"true\">\n"
            "<function name=\"QEgg\" fullname=\"QEgg::QEgg\" href=\"qegg.html#QEgg\" status=\"active\" "
            "access=\"public\""
            " documented=\"true\" meta=\"constructor\"/>\n"
            "<function name=\"turn\" fullname=\"QEgg::turn\" href=\"qegg.html#turn-1\" status=\"active\""
            " access=\"public\" documented=\"true\" meta=\"plain\"/>\n"
            "<function name=\"d\" fullname=\"QEgg::d\" href=\"qegg.html#d\" status=\"internal\" access=\"private\""
            " documented=\"true\" meta=\"plain\"/>\n"
            "<function name=\"x\" fullname=\"QEgg::x\" href=\"qegg.html#x\" status=\"active\" access=\"public\"/>\n"
            "<enum name=\"Color\" fullname=\"QEgg::Color\" href=\"qegg.html#Color-enum\" status=\"active\""
            " access=\"public\" documented=\"true\"><value name=\"Blue\" value=\"1\"/></enum>\n"
            "<enum name=\"Odd\" fullname=\"QEgg::Odd\" status=\"internal\"><value name=\"No\" value=\"1\"/></enum>\n"
            "</class>\n"
            "<function name=\"operator&lt;\" href=\"qegg.html#operator-lt\" status=\"active\" access=\"public\""
            " documented=\"true\" meta=\"plain\"/>\n"
            "<page name=\"eggs.html\" href=\"eggs.html\" status=\"active\" documented=\"true\"/>\n"
            "<typedef name=\"Far\" href=\"https://example.org/x.html\" status=\"active\" documented=\"true\"/>\n"
            "</namespace></INDEX>\n"),
        "class QEgg qtbirds/qegg.html#\n"
        "enumerator QEgg::Blue qtbirds/qegg.html#Color-enum\n"
        "enum QEgg::Color qtbirds/qegg.html#Color-enum\n"
        "constructor QEgg::QEgg qtbirds/qegg.html#QEgg\n"
        "function operator< qtbirds/qegg.html#operator-lt\n"
        "method QEgg::turn qtbirds/qegg.html#turn-1\n");
}

static void a_tag_file_has_compounds_and_members(void **state) {
    (void)state;
    expect_file(
        "birds.tag",
        STR("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<tagfile doxygen_version=\"1.9.4\">\n"
            "<compound kind=\"file\"><name>egg.h</name><filename>egg_8h.html</filename>\n"
            "<member kind=\"define\"><type>#define</type><name>EGG_MAX</name>"
            "<anchorfile>egg_8h.html</anchorfile><anchor>a1</anchor><arglist></arglist></member></compound>\n"
            "<compound kind=\"class\"><name>nest::Egg</name><filename>classnest_1_1Egg</filename>\n"
            "<templarg>T</templarg><base>Thing</base>\n"
            "<member kind=\"function\"><type>void</type><name>turn</name>"
            "<anchorfile>classnest_1_1Egg.html</anchorfile><anchor>b2</anchor><arglist>(int)</arglist></member>\n"
            "<member kind=\"enumeration\"><type></type><name>Color</name>"
            "<anchorfile>classnest_1_1Egg.html</anchorfile><anchor>c3</anchor><arglist></arglist>"
            "<enumvalue file=\"classnest_1_1Egg.html\" anchor=\"c3d\">Blue</enumvalue></member>\n"
            "<member kind=\"friend\"><name>Bird</name><anchorfile>classnest_1_1Egg.html</anchorfile></member>\n"
            "</compound>\n"
            "<compound kind=\"group\"><name>eggs</name><title>Eggs</title><filename>group__eggs.html</filename>"
            "<member kind=\"function\"><name>lay</name><anchorfile>group__eggs.html</anchorfile>"
            "<anchor>d4</anchor></member></compound>\n"
            "<compound kind=\"page\"><name>index</name><filename>index.html</filename></compound>\n"
            "</tagfile>\n"),
        "class nest::Egg classnest_1_1Egg.html#\n"
        "method nest::Egg::turn classnest_1_1Egg.html#b2\n"
        "enum nest::Egg::Color classnest_1_1Egg.html#c3\n"
        "macro EGG_MAX egg_8h.html#a1\n");
}

/* Owned: free() its ptr. */
static struct str database_of(const char *sql) {
    static char bytes[1 << 20];
    struct db db;
    struct err err = {0};
    remove(unit_path("docSet.dsidx"));
    assert_true(db_create(&db, &err) && db_exec(&db, sql, &err) && db_copy_to(&db, unit_path("docSet.dsidx"), &err));
    db_close(&db);
    FILE *file = fopen(unit_path("docSet.dsidx"), "rb");
    assert_non_null(file);
    size_t got = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return str_make(bytes, got);
}

static void a_dash_index_is_a_database(void **state) {
    (void)state;
    struct str index =
        database_of("CREATE TABLE searchIndex(id INTEGER PRIMARY KEY, name TEXT, type TEXT, path TEXT);"
                    "INSERT INTO searchIndex(name, type, path) VALUES ('nest.Egg', 'Class', "
                    "'api/egg.html#//apple_ref/cpp/Class/Egg'),"
                    "('turn', 'Method', '<dash_entry_name=turn><dash_entry_menuDescription=x%20y>api/egg.html#turn'),"
                    "('Start', 'Guide', 'start.html'), (NULL, 'Class', 'x.html'), ('x', 'Class', NULL)");
    expect_file("Birds.docset/Contents/Resources/docSet.dsidx", index,
                "class nest.Egg Birds.docset/Contents/Resources/Documents/api/egg.html#//apple_ref/cpp/Class/Egg\n"
                "method turn Birds.docset/Contents/Resources/Documents/api/egg.html#turn\n"
                "class x Birds.docset/Contents/Resources/Documents/index.html#\n");
}

static void a_database_that_does_more_than_hold_rows_is_refused(void **state) {
    (void)state;
    static const char *const schemas[] = {
        "CREATE TABLE other(x)",
        "CREATE TABLE t(name, type, path); INSERT INTO t VALUES ('x', 'Class', 'x.html');"
        "CREATE VIEW searchIndex AS SELECT * FROM t",
        "CREATE VIRTUAL TABLE searchIndex USING fts5(name, type, path);"
        "INSERT INTO searchIndex VALUES ('x', 'Class', 'x.html')",
        "CREATE TABLE searchIndex(name, type, path, big AS (zeroblob(900000000) || 1));"
        "CREATE TABLE searchIndex2(name)",
        "CREATE TABLE searchIndex(type, path, name AS (zeroblob(900000000)));"
        "INSERT INTO searchIndex VALUES ('Class', 'x.html')",
    };
    for (size_t i = 0; i < COUNT_OF(schemas); i++)
        expect_file("docSet.dsidx", database_of(schemas[i]), "");
}

/* A copy of `format` with `count` letters x where it has a '*'. Owned: free() its ptr. */
static struct str with_long_text(const char *format, int count) {
    struct buf out;
    buf_init(&out, 100000);
    for (const char *at = format; *at != '\0'; at++)
        for (int i = 0; i < (*at == '*' ? count : 1); i++)
            buf_putc(&out, *at == '*' ? 'x' : *at);
    assert_false(buf_failed(&out));
    return buf_str(&out);
}

static void what_is_too_long_is_passed_over_and_nothing_else(void **state) {
    (void)state;
    static const struct {
        const char *path, *content, *expected;
    } cases[] = {
        {"birds.tag",
         "<tagfile><compound kind=\"class\"><name>*</name><filename>egg</filename>"
         "<member "
         "kind=\"function\"><name>a</name><anchorfile>egg.html</anchorfile><anchor>b</anchor></member></compound>"
         "<compound kind=\"class\"><name>Egg</name><filename>*</filename></compound>"
         "<compound kind=\"class\"><name>Nest</name><filename>nest</filename>"
         "<member kind=\"function\"><name>a</name><anchorfile>nest.html</anchorfile><anchor>*</anchor></member>"
         "<member kind=\"function\"><name>b</name><anchorfile>*</anchorfile><anchor>b</anchor></member>"
         "<member kind=\"function\"><name>c</name><anchorfile>nest.html</anchorfile><anchor>c</anchor></member>"
         "</compound></tagfile>",
         "class Nest nest.html#\nmethod Nest::c nest.html#c\n"},
        {"birds.index",
         "<?xml version=\"1.0\"?><INDEX project=\"Birds\">"
         "<enum name=\"Color\" fullname=\"Egg::Color\" href=\"egg.html#Color\" status=\"active\" access=\"public\" "
         "documented=\"true\"><value name=\"*\"/><value name=\"Blue\"/></enum></INDEX>",
         "enumerator Egg::Blue egg.html#Color\nenum Egg::Color egg.html#Color\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str content = with_long_text(cases[i].content, KNOWN_MAX_PLACE_BYTES + 1);
        expect_file(cases[i].path, content, cases[i].expected);
        unit_free(content);
    }
    struct docset docset = {.count = 0};
    struct str content =
        with_long_text("{\"type\":\"module\",\"source\":\"doc/nest.md\",\"modules\":[{\"textRaw\":\"*\","
                       "\"name\":\"nest\",\"methods\":[{\"textRaw\":\"`nest.build()`\",\"name\":\"build\"}]}]}",
                       KNOWN_MAX_PLACE_BYTES + 1);
    add_file(&docset, "nest.html", STR("<h1>Nests</h1>"));
    add_file(&docset, "nest.json", content);
    expect_known(&docset, "function nest.build nest.html#nestbuild\n", "Node.js");
    unit_free(content);
}

static void what_is_read_goes_into_the_digest(void **state) {
    (void)state;
    struct docset docset = {.count = 0};
    struct known known;
    struct digest none = {{0}}, first = {{0}}, second = {{0}};
    known_init(&known);
    add_file(&docset, "birds.tag", STR("not an index"));
    read_docset(&known, &docset, &first);
    assert_memory_equal(&first, &none, sizeof none);
    docset.contents[0] = STR("<tagfile></tagfile>");
    read_docset(&known, &docset, &first);
    docset.contents[0] = STR("<tagfile> </tagfile>");
    read_docset(&known, &docset, &second);
    assert_memory_not_equal(&first, &none, sizeof none);
    assert_memory_not_equal(&first, &second, sizeof first);
    known_free(&known);
}

static void places_are_matched_by_page_and_anchor(void **state) {
    (void)state;
    static const struct {
        const char *path, *anchor;
        enum known_verdict verdict;
        uint32_t entry;
    } cases[] = {{"a.html", "x", KNOWN_NAME_DIFFERS, 1},
                 {"a.html", "", KNOWN_NAME_DIFFERS, 0},
                 {"a.html", "gone", KNOWN_ANCHOR_MISSING, 0},
                 {"gone.html", "x", KNOWN_PAGE_MISSING, KNOWN_NO_ENTRY}};
    struct graph graph;
    struct known known;
    struct known_file file;
    graph_init(&graph);
    known_init(&known);
    graph_add_target(&graph, graph_place(3, STR("a.html"), STR("")), 0, GRAPH_OWN);
    graph_add_target(&graph, graph_place(3, STR("a.html"), STR("x")), 1, GRAPH_OWN);
    graph_add_target(&graph, graph_place(1, STR("gone.html"), STR("x")), 2, GRAPH_OWN);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        known_file_begin(&file, &known, STR("index"), 3);
        known_add(&file, (struct known_symbol){.name = STR("name"),
                                               .path = str_from(cases[i].path),
                                               .anchor = str_from(cases[i].anchor)});
        known_file_end(&file, true);
    }
    assert_int_equal(known.count, COUNT_OF(cases));
    match_places(&known, &graph);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(known.symbols[i].verdict, cases[i].verdict);
        assert_int_equal(known.symbols[i].entry, cases[i].entry);
    }
    known_free(&known);
    graph_free(&graph);
}

int main(void) {
    struct err err = {0};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sphinx_inventory_has_a_line_per_object),
        cmocka_unit_test(an_inventory_of_version_1_is_plain),
        cmocka_unit_test(javadoc_finds_the_module_of_a_package_beside_it),
        cmocka_unit_test(javadoc_without_modules_has_packages_at_its_root),
        cmocka_unit_test(rustdoc_makes_addresses_of_types_and_parents),
        cmocka_unit_test(rustdoc_from_1_70_on_has_pairs_of_paths),
        cmocka_unit_test(rustdoc_from_1_76_on_has_a_list_of_crates_and_numbers_anew),
        cmocka_unit_test(rustdoc_leaves_out_names_and_numbers_that_were_just_there),
        cmocka_unit_test(an_index_that_is_broken_adds_nothing),
        cmocka_unit_test(an_index_must_have_the_content_of_one),
        cmocka_unit_test(nodejs_makes_anchors_of_headings),
        cmocka_unit_test(qdoc_lists_what_is_documented),
        cmocka_unit_test(a_tag_file_has_compounds_and_members),
        cmocka_unit_test(a_dash_index_is_a_database),
        cmocka_unit_test(a_database_that_does_more_than_hold_rows_is_refused),
        cmocka_unit_test(what_is_too_long_is_passed_over_and_nothing_else),
        cmocka_unit_test(what_is_read_goes_into_the_digest),
        cmocka_unit_test(places_are_matched_by_page_and_anchor),
    };
    page_setup();
    if (!db_setup(&err))
        return 1;
    return cmocka_run_group_tests(tests, unit_make_folder, unit_remove_folder);
}
