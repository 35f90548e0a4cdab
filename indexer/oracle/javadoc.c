/* The search indexes of javadoc since JDK 9: scripts that assign an array of objects to a variable.
 *
 *     memberSearchIndex = [{"p":"java.util","c":"HashMap","l":"get(Object)","u":"get(java.lang.Object)"}, ...]
 *
 * p: package, c: type, l: label, u (url before JDK 15): place where it is not the label, m: module. How a page is found
 * is written in search.js beside them; the module of a package stands in package-search-index.js alone. */
#include "indexer/oracle/reader.h"

#include "indexer/oracle/js.h"

#include <stdlib.h>

#define UNNAMED "<Unnamed>"
#define PACKAGE_FILE "package-search-index.js"

struct javadoc {
    struct known_file *out;
    json_t *modules; /* package -> module; owned */
    struct buf name, place;
};

static bool is_named(const struct oracle_source *source, struct str path) {
    static const char *const names[] = {"module-search-index.js", PACKAGE_FILE, "type-search-index.js",
                                        "member-search-index.js", "tag-search-index.js"};
    (void)source;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(str_file_name(path), names[i]))
            return true;
    return false;
}

static bool is_like(struct str bytes) {
    struct str head = str_head(bytes, 100);
    return str_find(head, STR("SearchIndex"), 0) < head.len;
}

static struct str url_of(const json_t *item) {
    struct str url = js_member(item, "u");
    return url.len > 0 ? url : js_member(item, "url");
}

/* Writes the folder of a package, with its module in front: "java.base/java/util/". */
static void write_folder(const struct javadoc *javadoc, struct buf *out, const json_t *item, struct str package) {
    struct str module = js_member(item, "m");
    if (module.len == 0 && javadoc->modules != NULL)
        module = js_string(json_object_getn(javadoc->modules, package.ptr, package.len));
    if (module.len > 0) {
        buf_add(out, module);
        buf_putc(out, '/');
    }
    if (str_is(package, UNNAMED))
        return;
    for (size_t i = 0; i < package.len; i++)
        buf_putc(out, package.ptr[i] == '.' ? '/' : package.ptr[i]);
    buf_putc(out, '/');
}

static void write_qualified(struct buf *out, struct str package, struct str name) {
    if (!str_is(package, UNNAMED)) {
        buf_add(out, package);
        buf_putc(out, '.');
    }
    buf_add(out, name);
}

static void add(struct javadoc *javadoc, enum kind kind) {
    if (!buf_failed(&javadoc->name) && !buf_failed(&javadoc->place))
        known_add_href(javadoc->out, kind, buf_str(&javadoc->name), buf_str(&javadoc->place));
}

static void add_module(struct javadoc *javadoc, const json_t *item) {
    buf_add(&javadoc->name, js_member(item, "l"));
    buf_add(&javadoc->place, js_member(item, "l"));
    buf_puts(&javadoc->place, "/module-summary.html");
    add(javadoc, KIND_MODULE);
}

/* "All Packages" is listed among the packages, "All Classes" among the types, with a place of its own. */
static void add_package(struct javadoc *javadoc, const json_t *item) {
    struct str name = js_member(item, "l");
    if (url_of(item).len > 0)
        return;
    buf_add(&javadoc->name, name);
    write_folder(javadoc, &javadoc->place, item, name);
    buf_puts(&javadoc->place, "package-summary.html");
    add(javadoc, KIND_PACKAGE);
}

static void add_type(struct javadoc *javadoc, const json_t *item) {
    struct str package = js_member(item, "p"), name = js_member(item, "l"), url = url_of(item);
    if (package.len == 0)
        return;
    write_qualified(&javadoc->name, package, name);
    if (url.len > 0) {
        buf_add(&javadoc->place, url);
    } else {
        write_folder(javadoc, &javadoc->place, item, package);
        buf_add(&javadoc->place, name);
        buf_puts(&javadoc->place, ".html");
    }
    add(javadoc, KIND_CLASS);
}

/* The part of "Map.Entry" behind the last dot: what a constructor is called. */
static struct str last_part(struct str type) {
    size_t start = type.len;
    while (start > 0 && type.ptr[start - 1] != '.')
        start--;
    return str_from_offset(type, start);
}

static void add_member(struct javadoc *javadoc, const json_t *item) {
    struct str package = js_member(item, "p"), type = js_member(item, "c"), label = js_member(item, "l");
    struct str url = url_of(item), name = str_head(label, str_find_char(label, '(', 0));
    write_qualified(&javadoc->name, package, type);
    buf_putc(&javadoc->name, '.');
    buf_add(&javadoc->name, name);
    write_folder(javadoc, &javadoc->place, item, package);
    buf_add(&javadoc->place, type);
    buf_puts(&javadoc->place, ".html#");
    buf_add(&javadoc->place, url.len > 0 ? url : label);
    enum kind kind = name.len == label.len ? KIND_FIELD : KIND_METHOD;
    add(javadoc, kind == KIND_METHOD && str_equal(name, last_part(type)) ? KIND_CONSTRUCTOR : kind);
}

/* Of the terms that authors mark with @index and @systemProperty the properties are symbols. */
static void add_tag(struct javadoc *javadoc, const json_t *item) {
    if (!str_is(js_member(item, "d"), "System Property"))
        return;
    buf_add(&javadoc->name, js_member(item, "l"));
    buf_add(&javadoc->place, url_of(item));
    add(javadoc, KIND_PROPERTY);
}

static void add_items(struct javadoc *javadoc, const json_t *items, struct str file) {
    static const struct {
        const char *start;
        void (*add)(struct javadoc *javadoc, const json_t *item);
    } kinds[] = {
        {"module", add_module}, {"package", add_package}, {"type", add_type}, {"member", add_member}, {"tag", add_tag}};
    size_t index, which = 0;
    const json_t *item;
    while (!str_starts(file, str_from(kinds[which].start)) && which + 1 < sizeof kinds / sizeof *kinds)
        which++;
    json_array_foreach(items, index, item) {
        buf_reset(&javadoc->name);
        buf_reset(&javadoc->place);
        kinds[which].add(javadoc, item);
    }
}

/* Documentation without modules has none here either. */
static json_t *read_modules(const struct index_input *input) {
    struct str bytes = {NULL, 0};
    struct err ignored = {0};
    json_t *items = index_read_beside(input, STR(PACKAGE_FILE), &bytes, &ignored) ? js_load(bytes, &ignored) : NULL;
    json_t *modules = items != NULL ? json_loads("{}", 0, NULL) : NULL;
    size_t index;
    json_t *item;
    json_array_foreach(items, index, item) {
        json_t *module = json_object_get(item, "m");
        const char *package = json_string_value(json_object_get(item, "l"));
        if (json_is_string(module) && package != NULL && modules != NULL)
            json_object_set(modules, package, module);
    }
    json_decref(items);
    free((char *)(size_t)bytes.ptr);
    return modules;
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    json_t *items = js_load(input->bytes, err);
    if (items == NULL)
        return false;
    struct javadoc javadoc = {.out = out, .modules = read_modules(input)};
    buf_init(&javadoc.name, KNOWN_MAX_PLACE_BYTES);
    buf_init(&javadoc.place, KNOWN_MAX_PLACE_BYTES);
    add_items(&javadoc, items, str_file_name(input->path));
    buf_free(&javadoc.name);
    buf_free(&javadoc.place);
    json_decref(javadoc.modules);
    json_decref(items);
    return true;
}

const struct index_reader reader_javadoc = {"javadoc index", is_named, is_like, read};
