/* search-index*.js of rustdoc: a script with an object per crate. Up to 1.68 it has these members:
 *
 *     t  what each item is: a number, or a letter from 'A' on
 *     n  its name
 *     q  the path of the module it is in; "" when that of the item before
 *     i  the item it belongs to: 0 for none, else a place in p, from 1 on
 *     p  [what, name] of the items that others belong to
 *
 * How an address is made of them is written in buildHrefAndPath() of search.js beside it. */
#include "indexer/oracle/reader.h"

#include "indexer/oracle/js.h"

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

static bool is_named(const struct oracle_source *source, struct str path) {
    (void)source;
    struct str name = index_file_name(path);
    return str_starts(name, STR("search-index")) && str_ends(name, STR(".js"));
}

static bool is_like(struct str bytes) {
    return str_starts(bytes, STR("var searchIndex"));
}

/* A number, or a letter where the types are letters; ITEM_TYPE_COUNT when it is neither. */
static size_t type_at(const json_t *list, size_t index) {
    struct str letters = js_string(list);
    json_int_t number = json_integer_value(json_array_get(list, index));
    if (json_is_string(list))
        number = index < letters.len ? letters.ptr[index] - 'A' : -1;
    else if (!json_is_integer(json_array_get(list, index)))
        number = -1;
    return number >= 0 && number < ITEM_TYPE_COUNT ? (size_t)number : ITEM_TYPE_COUNT;
}

/* false when there is an item it belongs to, but not in the list. */
static bool find_parent(const json_t *crate, size_t index, struct item *item) {
    json_int_t number = json_integer_value(json_array_get(json_object_get(crate, "i"), index));
    item->has_parent = number != 0;
    if (number <= 0)
        return number == 0;
    const json_t *parent = json_array_get(json_object_get(crate, "p"), (size_t)number - 1);
    item->parent_type = type_at(parent, 0);
    item->parent_name = js_string(json_array_get(parent, 1));
    return item->parent_type != ITEM_TYPE_COUNT && item->parent_name.len > 0;
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
    bool is_bare = item->type == ITEM_PRIMITIVE || item->type == ITEM_KEYWORD;
    write_folder(&rustdoc->page, item->path);
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

static bool add_crate(struct rustdoc *rustdoc, struct str crate_name, const json_t *crate, struct err *err) {
    const json_t *names = json_object_get(crate, "n"), *paths = json_object_get(crate, "q");
    struct item item = {.type = ITEM_CRATE, .name = crate_name};
    if (!json_is_array(names) || !json_is_array(paths) || !json_is_array(json_object_get(crate, "i")) ||
        json_array_size(paths) != json_array_size(names))
        return err_set(err, ERR_FORMAT, "its layout is not known, as that of rustdoc 1.69 and later");
    add_item(rustdoc, &item);
    for (size_t i = 0; i < json_array_size(names); i++) {
        struct str path = js_string(json_array_get(paths, i));
        item.path = path.len > 0 ? path : item.path;
        item.name = js_string(json_array_get(names, i));
        item.type = type_at(json_object_get(crate, "t"), i);
        if (item.type != ITEM_TYPE_COUNT && item.name.len > 0 && find_parent(crate, i, &item))
            add_item(rustdoc, &item);
    }
    return true;
}

static bool add_crates(struct rustdoc *rustdoc, json_t *crates, struct err *err) {
    const char *name;
    json_t *crate;
    json_object_foreach(crates, name, crate) {
        if (!add_crate(rustdoc, str_from(name), crate, err))
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
    struct buf literal;
    buf_init(&literal, ORACLE_MAX_BYTES);
    write_literal(&literal, input->bytes);
    json_t *crates = js_load(literal.len > 0 ? buf_str(&literal) : input->bytes, err);
    struct rustdoc rustdoc = {.out = out};
    buf_init(&rustdoc.name, KNOWN_MAX_PLACE_BYTES);
    buf_init(&rustdoc.page, KNOWN_MAX_PLACE_BYTES);
    buf_init(&rustdoc.anchor, KNOWN_MAX_PLACE_BYTES);
    bool ok = crates != NULL && add_crates(&rustdoc, crates, err);
    json_decref(crates);
    buf_free(&literal);
    buf_free(&rustdoc.name);
    buf_free(&rustdoc.page);
    buf_free(&rustdoc.anchor);
    return ok;
}

const struct index_reader reader_rustdoc = {"rustdoc index", is_named, is_like, read};
