/* NAME.json, which Node.js's doctool writes beside NAME.html: a tree of sections. Each has its heading in "textRaw", as
 * Markdown, and those in it in arrays: methods, classes, events, ... The anchor is made of the heading, as by getId()
 * in https://github.com/nodejs/node/blob/main/tools/doc/html.mjs (version 15 and later): of equal ones the second gets
 * "_1", the third "_2". The order in which that counts, that of the page, is nearly the one of the file: an array's own
 * order is, and one array of a section mostly ends before the next begins. */
#include "indexer/oracle/reader.h"

#include "common/base/ascii.h"
#include "indexer/oracle/js.h"

#include <stdio.h>

/* Bytes at the start in which the page's source is named. */
#define HEAD_BYTES 300

/* Sections inside one another. */
#define MAX_DEPTH 32

/* Arrays of sections, with what is in them; KIND_COUNT: no symbols. */
static const struct {
    const char *word;
    enum kind kind;
} lists[] = {
    {"modules", KIND_COUNT},       {"miscs", KIND_COUNT},    {"classes", KIND_CLASS},
    {"globals", KIND_VARIABLE},    {"methods", KIND_METHOD}, {"ctors", KIND_CONSTRUCTOR},
    {"classMethods", KIND_METHOD}, {"events", KIND_EVENT},   {"properties", KIND_PROPERTY},
};

struct nodejs {
    struct known_file *out;
    struct str page;  /* "fs", of fs.html */
    json_t *slugs;    /* slug -> how often it was met; owned */
    json_t *sections; /* hashes of the sections that were met; owned */
    struct buf place, anchor, name;
};

static struct str page_name(struct str path) {
    struct str name = str_file_name(path);
    return str_head(name, name.len - strlen(".json"));
}

/* Whether the doc set has that file; they are sorted. */
static bool has_file(const struct oracle_source *source, struct str path) {
    size_t low = 0, high = source->files->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(source->files->files[middle].path, path);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool is_named(const struct oracle_source *source, struct str path) {
    if (!str_ends(path, STR(".json")))
        return false;
    struct buf page;
    buf_init(&page, KNOWN_MAX_PLACE_BYTES);
    buf_add(&page, str_head(path, path.len - strlen(".json")));
    buf_puts(&page, ".html");
    bool found = !buf_failed(&page) && has_file(source, buf_str(&page));
    buf_free(&page);
    return found;
}

static bool is_like(struct str bytes) {
    struct str head = str_head(bytes, HEAD_BYTES);
    return str_starts(bytes, STR("{")) && str_find(head, STR("\"source\":"), 0) < head.len &&
           str_find(head, STR(".md\""), 0) < head.len;
}

/* Appends the slug of a heading: lower case, of other characters than letters and digits only '-' and '_' stay. */
static void write_slug(struct buf *out, struct str heading) {
    for (size_t i = 0; i < heading.len; i++) {
        char c = heading.ptr[i];
        if (ascii_is_word(c) || c == '-')
            buf_putc(out, ascii_lower(c));
        else if (c == ' ')
            buf_putc(out, '-');
    }
}

/* Counts one more of a key; how many there were before. */
static json_int_t count_up(json_t *counts, struct str key) {
    json_t *known = json_object_getn(counts, key.ptr, key.len);
    json_int_t count = json_integer_value(known);
    if (known != NULL)
        json_integer_set(known, count + 1);
    else
        json_object_setn_new(counts, key.ptr, key.len, json_integer(1));
    return count;
}

/* Writes the anchor of the next section with this heading. */
static void write_anchor(struct nodejs *nodejs, struct str heading) {
    buf_reset(&nodejs->anchor);
    write_slug(&nodejs->anchor, heading);
    json_int_t before = count_up(nodejs->slugs, buf_str(&nodejs->anchor));
    if (before > 0)
        buf_addf(&nodejs->anchor, "_%lld", (long long)before);
}

/* What is in a section of type misc is listed once more in the section around it. */
static bool is_copy(struct nodejs *nodejs, const json_t *section, struct str owner) {
    char key[32];
    unsigned long long hash = str_hash(js_member(section, "textRaw"), str_hash(owner, 0));
    hash = str_hash(js_member(section, "desc"), hash);
    int length = snprintf(key, sizeof key, "%llx", hash);
    return count_up(nodejs->sections, str_make(key, (size_t)length)) > 0;
}

/* "Static method: `Buffer.from(array)`" -> "Buffer.from" */
static struct str name_in(struct str heading) {
    size_t tick = str_find_char(heading, '`', 0), colon = str_find(heading, STR(": "), 0);
    if (tick < heading.len)
        heading = str_from_offset(heading, tick + 1);
    else if (colon < heading.len)
        heading = str_from_offset(heading, colon + 2);
    heading = str_head(heading, str_find_char(heading, '`', 0));
    if (str_starts(heading, STR("new ")))
        heading = str_from_offset(heading, 4);
    return str_head(heading, str_find_char(heading, '(', 1));
}

/* A module is called by its page, an event by its class: "'close'" of http.Server becomes "http.Server.close". */
static void write_name(struct nodejs *nodejs, const json_t *section, enum kind kind, struct str owner) {
    buf_reset(&nodejs->name);
    if (kind == KIND_MODULE) {
        buf_add(&nodejs->name, nodejs->page);
        return;
    }
    if (kind == KIND_EVENT && owner.len > 0) {
        buf_add(&nodejs->name, owner);
        buf_putc(&nodejs->name, '.');
    }
    buf_add(&nodejs->name, kind == KIND_EVENT || kind == KIND_CLASS ? js_member(section, "name")
                                                                    : name_in(js_member(section, "textRaw")));
}

static void add_symbol(struct nodejs *nodejs, const json_t *section, enum kind kind, struct str owner) {
    write_name(nodejs, section, kind, owner);
    if (!buf_failed(&nodejs->name) && !buf_failed(&nodejs->anchor) && !buf_failed(&nodejs->place))
        known_add(nodejs->out, (struct known_symbol){.name = buf_str(&nodejs->name),
                                                     .path = buf_str(&nodejs->place),
                                                     .anchor = buf_str(&nodejs->anchor),
                                                     .kind = kind});
}

/* The first section of fs.html is the module fs, whatever its heading says; others are only sections. */
static enum kind module_kind(const struct nodejs *nodejs, const json_t *section, int depth) {
    return depth == 0 && str_equal(js_member(section, "name"), nodejs->page) ? KIND_MODULE : KIND_COUNT;
}

static void add_sections(struct nodejs *nodejs, const json_t *parent, struct str owner, int depth);

static void add_section(struct nodejs *nodejs, const json_t *section, enum kind kind, struct str owner, int depth) {
    struct str heading = js_member(section, "textRaw");
    if (heading.len == 0 || depth >= MAX_DEPTH || is_copy(nodejs, section, owner))
        return;
    write_anchor(nodejs, heading);
    if (kind == KIND_COUNT)
        kind = module_kind(nodejs, section, depth);
    if (kind == KIND_METHOD && owner.len == 0)
        kind = KIND_FUNCTION;
    if (kind == KIND_VARIABLE && str_starts(heading, STR("Class: ")))
        kind = KIND_CLASS;
    if (kind != KIND_COUNT)
        add_symbol(nodejs, section, kind, owner);
    add_sections(nodejs, section, kind == KIND_CLASS ? js_member(section, "name") : owner, depth + 1);
}

/* The arrays in the order of the file. */
static void add_sections(struct nodejs *nodejs, const json_t *parent, struct str owner, int depth) {
    const char *key;
    json_t *list, *section;
    size_t index;
    json_object_foreach((json_t *)(size_t)parent, key, list) {
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
            if (strcmp(key, lists[i].word) == 0)
                json_array_foreach(list, index, section) add_section(nodejs, section, lists[i].kind, owner, depth);
    }
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    json_t *root = js_load(input->bytes, err);
    if (root == NULL)
        return false;
    struct nodejs nodejs = {.out = out, .page = page_name(input->path)};
    nodejs.slugs = json_loads("{}", 0, NULL);
    nodejs.sections = json_loads("{}", 0, NULL);
    buf_init(&nodejs.place, KNOWN_MAX_PLACE_BYTES);
    buf_init(&nodejs.anchor, KNOWN_MAX_PLACE_BYTES);
    buf_init(&nodejs.name, KNOWN_MAX_PLACE_BYTES);
    buf_add(&nodejs.place, nodejs.page);
    buf_puts(&nodejs.place, ".html");
    add_sections(&nodejs, root, STR(""), 0);
    buf_free(&nodejs.place);
    buf_free(&nodejs.anchor);
    buf_free(&nodejs.name);
    json_decref(nodejs.slugs);
    json_decref(nodejs.sections);
    json_decref(root);
    return true;
}

const struct index_reader reader_nodejs = {"Node.js index", is_named, is_like, read};
