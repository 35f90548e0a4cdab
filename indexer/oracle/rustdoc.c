/* search-index*.js of rustdoc: a script with what is in each crate. It has these members:
 *
 *     t  what each item is: a number, or a letter from 'A' on
 *     n  its name
 *     q  the path of the module it is in
 *     i  the item it belongs to: 0 for none, else a place in p, from 1 on
 *     p  [what, name] of the items that others belong to
 *
 * It came in three layouts:
 *
 *     up to 1.69       an object with the crates; q has a path for each item, "" when that of the item before
 *     1.70 to 1.75     q has a pair of an item's number and the path from there on
 *     1.76 to 1.90     a list of pairs of a crate's name and the crate; keywords and primitive types are numbered
 * first; later i is written as digits of base 16, and a name that is "" is that of the item before
 *
 * How an address is made of them is written in buildHrefAndPath() of search.js beside it, how they are read in its
 * buildIndex(). From 1.91 on the index is a folder search.index, in a layout that is not read here. */
#include "indexer/oracle/reader.h"

#include "indexer/oracle/js.h"

/* Numbers before that digits may refer to, and the largest one that is read. */
#define DIGITS_MET 16
#define DIGITS_MAX 0x7FFFFFFL

enum item_type {
    ITEM_MODULE = 0,
    ITEM_CRATE = 1,
    ITEM_IMPORT = 2,
    ITEM_FIELD = 12,
    ITEM_VARIANT = 13,
    ITEM_PRIMITIVE = 15,
    ITEM_KEYWORD = 21,
    ITEM_TYPE_COUNT = 26,
};

/* What pages and anchors are called, by type. */
static const struct {
    const char *word;
    enum kind kind;
} types[ITEM_TYPE_COUNT] = {
    {"mod", KIND_MODULE},
    {"externcrate", KIND_MODULE},
    {"import", KIND_SYMBOL},
    {"struct", KIND_STRUCT},
    {"enum", KIND_ENUM},
    {"fn", KIND_FUNCTION},
    {"type", KIND_TYPE},
    {"static", KIND_VARIABLE},
    {"trait", KIND_TRAIT},
    {"impl", KIND_SYMBOL},
    {"tymethod", KIND_METHOD},
    {"method", KIND_METHOD},
    {"structfield", KIND_FIELD},
    {"variant", KIND_ENUMERATOR},
    {"macro", KIND_MACRO},
    {"primitive", KIND_PRIMITIVE},
    {"associatedtype", KIND_TYPE},
    {"constant", KIND_CONSTANT},
    {"associatedconstant", KIND_CONSTANT},
    {"union", KIND_UNION},
    {"foreigntype", KIND_TYPE},
    {"keyword", KIND_KEYWORD},
    {"existential", KIND_TYPE},
    {"attr", KIND_MACRO},
    {"derive", KIND_MACRO},
    {"traitalias", KIND_TRAIT},
};

/* An item with what it belongs to. */
struct item {
    size_t type;
    struct str name, path; /* of the module, "std::collections" */
    bool has_parent;
    size_t parent_type;
    struct str parent_name;
};

struct rustdoc {
    struct known_file *out;
    struct buf name, page, anchor;
};

/* A list of numbers that is written as digits of base 16, '@' to 'O', of which the last one, '`' to 'o', ends a number;
 * its lowest bit is the sign. '0' to '?' stand for the number that was met so many before, 0 apart. */
struct digits {
    struct str text;
    size_t at;
    long met[DIGITS_MET];
    size_t met_count;
};

/* What is read of a crate, item by item. */
struct crate {
    const json_t *types, *names, *paths, *parents, *owners;
    struct digits digits; /* of the parents, when they are written so */
    bool has_pairs;       /* paths are pairs */
    bool is_renumbered;   /* keywords and primitive types are numbered first */
    bool is_broken;       /* a number could not be read */
    size_t next_path;     /* the pair that comes next */
};

static bool is_named(const struct oracle_source *source, struct str path) {
    (void)source;
    struct str name = str_file_name(path), folder = str_head(path, path.len - name.len);
    bool is_root = str_starts(name, STR("root")) && str_ends(folder, STR("search.index/"));
    return (str_starts(name, STR("search-index")) || is_root) && str_ends(name, STR(".js"));
}

static bool is_partitioned(struct str bytes) {
    return str_starts(bytes, STR("rr_('"));
}

static bool is_like(struct str bytes) {
    return str_starts(bytes, STR("var searchIndex")) || str_starts(bytes, STR("const searchIndex")) ||
           is_partitioned(bytes);
}

/* Numbers of the first layouts; ITEM_TYPE_COUNT for what is none. */
static size_t type_numbered(const struct crate *crate, json_int_t number) {
    if (crate->is_renumbered && number >= 0 && number < ITEM_TYPE_COUNT) {
        if (number < 2)
            return number == 0 ? ITEM_KEYWORD : ITEM_PRIMITIVE;
        number -= 2;
        number += number >= ITEM_PRIMITIVE;
        number += number >= ITEM_KEYWORD;
    }
    return number >= 0 && number < ITEM_TYPE_COUNT ? (size_t)number : ITEM_TYPE_COUNT;
}

/* A number, or a letter where the types are letters. */
static size_t type_at(const struct crate *crate, const json_t *list, size_t index) {
    struct str letters = js_string(list);
    json_int_t number = -1;
    if (json_is_string(list) && index < letters.len)
        number = letters.ptr[index] - 'A';
    else if (json_is_integer(json_array_get(list, index)))
        number = json_integer_value(json_array_get(list, index));
    return type_numbered(crate, number);
}

/* -1 where the text is broken or ends. */
static long read_digits(struct digits *digits) {
    long number = 0;
    for (; digits->at < digits->text.len; digits->at++) {
        char c = digits->text.ptr[digits->at];
        if (c < '@' || c > 'o' || number > DIGITS_MAX)
            return -1;
        number = number * 16 + (c & 15);
        if (c < '`')
            continue;
        digits->at++;
        return number % 2 == 0 ? number / 2 : -1;
    }
    return -1;
}

static long next_number(struct digits *digits) {
    char c = digits->at < digits->text.len ? digits->text.ptr[digits->at] : '\0';
    if (c == '`' || (c >= '0' && c <= '?')) {
        digits->at++;
        size_t before = (size_t)(c - '0');
        return c == '`' ? 0 : before < digits->met_count ? digits->met[before] : -1;
    }
    long number = read_digits(digits);
    memmove(&digits->met[1], &digits->met[0], (DIGITS_MET - 1) * sizeof *digits->met);
    digits->met[0] = number;
    digits->met_count += digits->met_count < DIGITS_MET;
    return number;
}

/* Of each item in turn; false when there is an item it belongs to, but not in the list. */
static bool next_parent(struct crate *crate, size_t index, struct item *item) {
    json_int_t number = json_is_string(crate->parents) ? next_number(&crate->digits)
                                                       : json_integer_value(json_array_get(crate->parents, index));
    item->has_parent = number != 0;
    crate->is_broken = crate->is_broken || number < 0;
    if (number <= 0)
        return number == 0;
    const json_t *parent = json_array_get(crate->owners, (size_t)number - 1);
    item->parent_type = type_at(crate, parent, 0);
    item->parent_name = js_string(json_array_get(parent, 1));
    return item->parent_type != ITEM_TYPE_COUNT && item->parent_name.len > 0;
}

/* The same for the path; an item without one is where the item before is. */
static void next_path(struct crate *crate, size_t index, struct str *path) {
    struct str found = crate->has_pairs ? STR("") : js_string(json_array_get(crate->paths, index));
    for (; crate->has_pairs && crate->next_path < json_array_size(crate->paths); crate->next_path++) {
        const json_t *pair = json_array_get(crate->paths, crate->next_path);
        json_int_t number = json_integer_value(json_array_get(pair, 0));
        if (number > (json_int_t)index)
            break;
        if (number == (json_int_t)index)
            found = js_string(json_array_get(pair, 1));
    }
    if (found.len > 0)
        *path = found;
}

/* Moves the last part of a path out of it: "std::fmt" -> "std", "fmt". */
static struct str cut_last(struct str *path) {
    size_t start = path->len;
    while (start > 0 && path->ptr[start - 1] != ':')
        start--;
    struct str last = str_from_offset(*path, start);
    *path = str_head(*path, start >= 2 ? start - 2 : 0);
    return last;
}

static void write_folder(struct buf *out, struct str path) {
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] != ':')
            buf_putc(out, path.ptr[i]);
        else if (i > 0 && path.ptr[i - 1] == ':')
            buf_putc(out, '/');
    }
    buf_puts(out, path.len > 0 ? "/" : "");
}

/* "std::collections::HashMap"; an empty part is left out. */
static void write_name(struct buf *out, struct str part) {
    if (part.len == 0)
        return;
    buf_puts(out, out->len > 0 ? "::" : "");
    buf_add(out, part);
}

static void place_member(struct rustdoc *rustdoc, const struct item *item) {
    struct str path = item->path, page = item->parent_name;
    const char *page_type = types[item->parent_type].word;
    buf_addf(&rustdoc->anchor, "%s.%.*s", types[item->type].word, STR_ARG(item->name));
    if (item->type == ITEM_FIELD && item->parent_type == ITEM_VARIANT) {
        /* The path ends with the enum that the variant is in. */
        page = cut_last(&path);
        page_type = "enum";
        buf_reset(&rustdoc->anchor);
        buf_addf(&rustdoc->anchor, "variant.%.*s.field.%.*s", STR_ARG(item->parent_name), STR_ARG(item->name));
    }
    write_folder(&rustdoc->page, path);
    buf_addf(&rustdoc->page, "%s.%.*s.html", page_type, STR_ARG(page));
    write_name(&rustdoc->name, item->parent_type == ITEM_PRIMITIVE ? STR("") : item->path);
    write_name(&rustdoc->name, item->parent_name);
    write_name(&rustdoc->name, item->name);
}

static void place_own_page(struct rustdoc *rustdoc, const struct item *item) {
    bool is_bare = item->type == ITEM_PRIMITIVE || item->type == ITEM_KEYWORD || item->type == ITEM_CRATE;
    write_folder(&rustdoc->page, item->type == ITEM_CRATE ? STR("") : item->path);
    if (item->type == ITEM_MODULE || item->type == ITEM_CRATE)
        buf_addf(&rustdoc->page, "%.*s/index.html", STR_ARG(item->name));
    else if (item->type == ITEM_IMPORT)
        buf_puts(&rustdoc->page, "index.html");
    else
        buf_addf(&rustdoc->page, "%s.%.*s.html", types[item->type].word, STR_ARG(item->name));
    if (item->type == ITEM_IMPORT)
        buf_addf(&rustdoc->anchor, "reexport.%.*s", STR_ARG(item->name));
    write_name(&rustdoc->name, is_bare ? STR("") : item->path);
    write_name(&rustdoc->name, item->name);
}

static void add_item(struct rustdoc *rustdoc, const struct item *item) {
    buf_reset(&rustdoc->name);
    buf_reset(&rustdoc->page);
    buf_reset(&rustdoc->anchor);
    if (item->has_parent)
        place_member(rustdoc, item);
    else
        place_own_page(rustdoc, item);
    if (!buf_failed(&rustdoc->name) && !buf_failed(&rustdoc->page) && !buf_failed(&rustdoc->anchor))
        known_add(rustdoc->out, (struct known_symbol){.name = buf_str(&rustdoc->name),
                                                      .path = buf_str(&rustdoc->page),
                                                      .anchor = buf_str(&rustdoc->anchor),
                                                      .kind = types[item->type].kind});
}

static bool open_crate(struct crate *crate, const json_t *object, bool is_listed, struct err *err) {
    *crate = (struct crate){
        .types = json_object_get(object, "t"),
        .names = json_object_get(object, "n"),
        .paths = json_object_get(object, "q"),
        .parents = json_object_get(object, "i"),
        .owners = json_object_get(object, "p"),
        .is_renumbered = is_listed,
    };
    crate->digits.text = js_string(crate->parents);
    crate->has_pairs = json_is_array(json_array_get(crate->paths, 0));
    size_t count = json_array_size(crate->names);
    bool has_parents = json_is_string(crate->parents) || json_array_size(crate->parents) == count;
    bool has_types = js_string(crate->types).len == count || json_array_size(crate->types) == count;
    if (!json_is_array(crate->names) || !json_is_array(crate->paths) || !has_parents || !has_types ||
        (!crate->has_pairs && json_array_size(crate->paths) != count))
        return err_set(err, ERR_FORMAT, "its layout is not known");
    return true;
}

static bool add_crate(struct rustdoc *rustdoc, struct str crate_name, const json_t *object, bool is_listed,
                      struct err *err) {
    struct item item = {.type = ITEM_CRATE, .name = crate_name};
    struct crate crate;
    if (!open_crate(&crate, object, is_listed, err))
        return false;
    add_item(rustdoc, &item);
    item.name = STR("");
    for (size_t i = 0; i < json_array_size(crate.names); i++) {
        struct str name = js_string(json_array_get(crate.names, i));
        item.name = name.len > 0 || !is_listed ? name : item.name;
        item.type = type_at(&crate, crate.types, i);
        next_path(&crate, i, &item.path);
        if (next_parent(&crate, i, &item) && item.type != ITEM_TYPE_COUNT && item.name.len > 0)
            add_item(rustdoc, &item);
    }
    return !crate.is_broken || err_set(err, ERR_FORMAT, "its numbers are broken");
}

static bool add_crates(struct rustdoc *rustdoc, json_t *crates, struct err *err) {
    const char *name;
    json_t *crate;
    size_t index;
    json_object_foreach(crates, name, crate) {
        if (!add_crate(rustdoc, str_from(name), crate, false, err))
            return false;
    }
    json_array_foreach(crates, index, crate) {
        if (!add_crate(rustdoc, js_string(json_array_get(crate, 0)), json_array_get(crate, 1), true, err))
            return false;
    }
    return true;
}

/* The JSON stands in a string literal: JSON.parse('{\⏎"std":{...}}'). Undoes the escapes of that string. */
static void write_literal(struct buf *out, struct str script) {
    size_t start = str_find(script, STR("JSON.parse('"), 0);
    for (size_t i = start + 12; i < script.len && script.ptr[i] != '\''; i++) {
        if (script.ptr[i] == '\\' && ++i < script.len && script.ptr[i] == '\n')
            continue;
        if (i < script.len)
            buf_putc(out, script.ptr[i]);
    }
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    if (is_partitioned(input->bytes))
        return err_set(err, ERR_FORMAT, "its layout, that of rustdoc from 1.91 on, is not known");
    struct buf literal;
    buf_init(&literal, ORACLE_MAX_BYTES);
    write_literal(&literal, input->bytes);
    json_t *crates = js_load(literal.len > 0 ? buf_str(&literal) : input->bytes, err);
    struct rustdoc rustdoc = {.out = out};
    buf_init(&rustdoc.name, KNOWN_MAX_PLACE_BYTES);
    buf_init(&rustdoc.page, KNOWN_MAX_PLACE_BYTES);
    buf_init(&rustdoc.anchor, KNOWN_MAX_PLACE_BYTES);
    bool ok = crates != NULL && !buf_failed(&literal) && add_crates(&rustdoc, crates, err);
    json_decref(crates);
    buf_free(&literal);
    buf_free(&rustdoc.name);
    buf_free(&rustdoc.page);
    buf_free(&rustdoc.anchor);
    return ok;
}

const struct index_reader reader_rustdoc = {"rustdoc index", is_named, is_like, read};
