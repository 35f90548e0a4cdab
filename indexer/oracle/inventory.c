/* objects.inv, as Sphinx and mkdocstrings write it: four lines, then a zlib stream with a line per object:
 *
 *     asyncio.create_task py:function 1 library/asyncio-task.html#$ -
 *
 * "$" at the end of the place stands for the name. https://sphobjinv.readthedocs.io/en/stable/syntax.html describes
 * version 2; version 1 has its lines plain, as "name type page". */
#include "indexer/oracle/reader.h"

#include "indexer/input/deflate.h"

#include <stdlib.h>

static const struct kind_word kinds[] = {
    {"function", KIND_FUNCTION},
    {"func", KIND_FUNCTION},
    {"decorator", KIND_FUNCTION},
    {"method", KIND_METHOD},
    {"meth", KIND_METHOD},
    {"classmethod", KIND_METHOD},
    {"staticmethod", KIND_METHOD},
    {"class", KIND_CLASS},
    {"exception", KIND_EXCEPTION},
    {"exc", KIND_EXCEPTION},
    {"attribute", KIND_ATTRIBUTE},
    {"attr", KIND_ATTRIBUTE},
    {"property", KIND_PROPERTY},
    {"data", KIND_DATA},
    {"module", KIND_MODULE},
    {"mod", KIND_MODULE},
    {"package", KIND_PACKAGE},
    {"macro", KIND_MACRO},
    {"type", KIND_TYPE},
    {"alias", KIND_TYPE},
    {"concept", KIND_TYPE},
    {"struct", KIND_STRUCT},
    {"union", KIND_UNION},
    {"enum", KIND_ENUM},
    {"enumerator", KIND_ENUMERATOR},
    {"member", KIND_MEMBER},
    {"var", KIND_VARIABLE},
    {"variable", KIND_VARIABLE},
    {"command", KIND_COMMAND},
    {"cmdoption", KIND_OPTION},
    {"option", KIND_OPTION},
    {"confval", KIND_OPTION},
    {"envvar", KIND_ENVVAR},
    {"opcode", KIND_OPCODE},
    {"pdbcommand", KIND_COMMAND},
    {"token", KIND_TOKEN},
    {"directive", KIND_DIRECTIVE},
    {"role", KIND_DIRECTIVE},
    {"term", KIND_TERM},
    {NULL, KIND_COUNT},
};

static bool is_named(const struct oracle_source *source, struct str path) {
    (void)source;
    return str_is(str_file_name(path), "objects.inv");
}

static bool is_like(struct str bytes) {
    return str_starts(bytes, STR("# Sphinx inventory version "));
}

/* Labels, documents and equations are places, not symbols; parameters have no place of their own. */
static bool is_symbol(struct str domain, struct str role) {
    bool is_place = str_is(domain, "std") && (str_is(role, "label") || str_is(role, "doc"));
    return !is_place && !str_is(domain, "math") && !str_ends(role, STR("Param"));
}

/* An option is listed as "program.--option", and names of CMake's domain as "role:name". */
static struct str plain_name(struct str role, struct str name) {
    if (str_starts(name, role) && str_starts(str_from_offset(name, role.len), STR(":")))
        return str_from_offset(name, role.len + 1);
    if (!str_is(role, "cmdoption"))
        return name;
    for (size_t dot = str_find_char(name, '.', 1); dot + 1 < name.len; dot = str_find_char(name, '.', dot + 1))
        if (strchr("-+/", name.ptr[dot + 1]) != NULL)
            return str_from_offset(name, dot + 1);
    return name;
}

static void add_object(struct known_file *out, struct str type, struct str name, struct str href) {
    size_t colon = str_find_char(type, ':', 0);
    struct str domain = str_head(type, colon), role = str_from_offset(type, colon + 1);
    if (!is_symbol(domain, role))
        return;
    enum kind kind = kind_word_of(kinds, role, str_equal);
    known_add_href(out, kind == KIND_COUNT ? KIND_SYMBOL : kind, plain_name(role, name), href);
}

static bool is_integer(struct str word) {
    unsigned long number;
    return str_to_number(str_starts(word, STR("-")) ? str_from_offset(word, 1) : word, 1000000, &number);
}

/* The next word of the line behind *at; empty at its end. */
static struct str next_word(struct str line, size_t *at) {
    while (*at < line.len && line.ptr[*at] == ' ')
        (*at)++;
    size_t start = *at;
    *at = str_find_char(line, ' ', start);
    return str_make(line.ptr + start, *at - start);
}

/* "name with spaces domain:role 1 page.html#$ title": the name ends before the first such pair of type and priority. */
static void add_line(struct known_file *out, struct str line, struct buf *href) {
    size_t at = 0;
    next_word(line, &at);
    for (size_t name_end = at; at < line.len; name_end = at) {
        struct str type = next_word(line, &at);
        size_t behind = at;
        if (str_find_char(type, ':', 1) >= type.len || !is_integer(next_word(line, &behind)))
            continue;
        struct str name = str_head(line, name_end), place = next_word(line, &behind);
        buf_reset(href);
        buf_add(href, str_ends(place, STR("$")) ? str_head(place, place.len - 1) : place);
        buf_add(href, str_ends(place, STR("$")) ? name : STR(""));
        if (!buf_failed(href))
            add_object(out, type, name, buf_str(href));
        return;
    }
}

/* "name type page.html" */
static void add_old_line(struct known_file *out, struct str line, struct buf *href) {
    size_t at = 0;
    struct str name = next_word(line, &at), type = next_word(line, &at), page = next_word(line, &at);
    bool is_module = str_is(type, "mod");
    buf_reset(href);
    buf_add(href, page);
    buf_puts(href, is_module ? "#module-" : "#");
    buf_add(href, name);
    enum kind kind = kind_word_of(kinds, type, str_equal);
    if (!buf_failed(href) && page.len > 0)
        known_add_href(out, kind == KIND_COUNT ? KIND_SYMBOL : kind, name, buf_str(href));
}

static void add_lines(struct known_file *out, struct str lines, bool is_old) {
    struct str line;
    struct buf href;
    buf_init(&href, KNOWN_MAX_PLACE_BYTES);
    while (str_split(&lines, '\n', &line))
        (is_old ? add_old_line : add_line)(out, str_trim(line), &href);
    buf_free(&href);
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    struct str rest = input->bytes, version, line, lines;
    str_split(&rest, '\n', &version);
    version = str_trim(version);
    bool is_old = str_ends(version, STR(" 1"));
    if (!is_old && !str_ends(version, STR(" 2")))
        return err_set(err, ERR_FORMAT, "'%.*s' is not known", STR_ARG(str_head(version, 80)));
    for (int i = 0; i < (is_old ? 2 : 3); i++)
        if (!str_split(&rest, '\n', &line))
            return err_set(err, ERR_FORMAT, "it ends in its head");
    if (rest.ptr == NULL)
        rest = STR("");
    if (is_old) {
        add_lines(out, rest, true);
        return true;
    }
    if (!inflate_bytes(rest, ORACLE_MAX_BYTES, &lines, err))
        return false;
    add_lines(out, lines, false);
    free((char *)(size_t)lines.ptr);
    return true;
}

const struct index_reader reader_inventory = {"Sphinx inventory", is_named, is_like, read};
