/* NAME.index, which Qt's qdoc writes beside the pages of a module: an element per class, function, enum and so on, each
 * with its place in "href". https://doc.qt.io/qt-6/22-qdoc-configuration-generalvariables.html#indexes */
#include "indexer/oracle/reader.h"

#include "indexer/input/xml.h"

/* Bytes at the start of a file in which its root element stands. */
#define HEAD_BYTES 1000

static const struct kind_word kinds[] = {
    {"namespace", KIND_NAMESPACE}, {"class", KIND_CLASS},          {"struct", KIND_STRUCT},
    {"union", KIND_UNION},         {"function", KIND_FUNCTION},    {"enum", KIND_ENUM},
    {"typedef", KIND_TYPE},        {"typealias", KIND_TYPE},       {"property", KIND_PROPERTY},
    {"variable", KIND_VARIABLE},   {"qmlclass", KIND_CLASS},       {"qmltype", KIND_CLASS},
    {"qmlvaluetype", KIND_TYPE},   {"qmlproperty", KIND_PROPERTY}, {NULL, KIND_COUNT},
};

/* What a function is by its attribute "meta"; plain ones depend on where they stand. */
static const struct kind_word functions[] = {
    {"macrowithparams", KIND_MACRO},
    {"macrowithoutparams", KIND_MACRO},
    {"constructor", KIND_CONSTRUCTOR},
    {"copy-constructor", KIND_CONSTRUCTOR},
    {"move-constructor", KIND_CONSTRUCTOR},
    {"signal", KIND_SIGNAL},
    {"slot", KIND_METHOD},
    {"destructor", KIND_METHOD},
    {"qmlmethod", KIND_METHOD},
    {"qmlsignal", KIND_SIGNAL},
    {NULL, KIND_COUNT},
};

/* Where the reader is. */
struct qdoc {
    struct known_file *out;
    size_t depth, hidden_depth; /* hidden_depth: of a class that has no page, nor has anything in it; 0: none */
    struct buf enum_scope;      /* of the current enum: "Qt::", in which its values live */
    struct buf enum_href;       /* empty: its values are not taken */
    struct buf value_name;
};

static bool is_named(const struct oracle_source *source, struct str path) {
    (void)source;
    return str_ends(path, STR(".index"));
}

static bool is_like(struct str bytes) {
    struct str head = str_head(bytes, HEAD_BYTES);
    return str_find(head, STR("<INDEX "), 0) < head.len;
}

/* Whether readers have neither it nor what is in it on a page. */
static bool is_hidden(struct xml_attributes attributes) {
    struct str status = xml_attribute(attributes, "status"), access = xml_attribute(attributes, "access");
    return str_is(status, "internal") || str_is(status, "ignored") || str_is(access, "private");
}

static bool is_public(struct xml_attributes attributes) {
    return str_is(xml_attribute(attributes, "documented"), "true") && !is_hidden(attributes);
}

static struct str full_name(struct xml_attributes attributes) {
    struct str name = xml_attribute(attributes, "fullname");
    return name.len > 0 ? name : xml_attribute(attributes, "name");
}

/* "Qt::AlignmentFlag" -> "Qt::" */
static struct str scope_of(struct str name) {
    while (name.len > 0 && !str_ends(name, STR("::")))
        name.len--;
    return name;
}

static enum kind kind_of(struct str element, struct xml_attributes attributes) {
    enum kind kind = kind_word_of(kinds, element, str_equal), known;
    if (kind != KIND_FUNCTION)
        return kind;
    known = kind_word_of(functions, xml_attribute(attributes, "meta"), str_equal);
    if (known != KIND_COUNT)
        return known;
    return scope_of(full_name(attributes)).len > 0 ? KIND_METHOD : KIND_FUNCTION;
}

static void begin_enum(struct qdoc *qdoc, struct str name, struct str href) {
    buf_reset(&qdoc->enum_scope);
    buf_reset(&qdoc->enum_href);
    buf_add(&qdoc->enum_scope, scope_of(name));
    buf_add(&qdoc->enum_href, href);
}

static void add_value(struct qdoc *qdoc, struct xml_attributes attributes) {
    struct str name = xml_attribute(attributes, "name");
    if (qdoc->enum_href.len == 0 || name.len == 0)
        return;
    buf_reset(&qdoc->value_name);
    buf_add(&qdoc->value_name, buf_str(&qdoc->enum_scope));
    buf_add(&qdoc->value_name, name);
    if (!buf_failed(&qdoc->enum_scope) && !buf_failed(&qdoc->value_name) && !buf_failed(&qdoc->enum_href))
        known_add_href(qdoc->out, KIND_ENUMERATOR, buf_str(&qdoc->value_name), buf_str(&qdoc->enum_href));
}

static void on_start(void *context, struct str element, struct xml_attributes attributes) {
    struct qdoc *qdoc = context;
    qdoc->depth++;
    if (qdoc->hidden_depth == 0 && is_hidden(attributes))
        qdoc->hidden_depth = qdoc->depth;
    if (qdoc->hidden_depth != 0)
        return;
    if (str_is(element, "value")) {
        add_value(qdoc, attributes);
        return;
    }
    enum kind kind = kind_of(element, attributes);
    if (kind == KIND_COUNT)
        return;
    struct str href = xml_attribute(attributes, "href"), name = full_name(attributes);
    bool is_taken = is_public(attributes) && href.len > 0;
    if (is_taken)
        known_add_href(qdoc->out, kind, name, href);
    if (kind == KIND_ENUM)
        begin_enum(qdoc, name, is_taken ? href : STR(""));
}

static void on_end(void *context, struct str element) {
    struct qdoc *qdoc = context;
    (void)element;
    if (qdoc->depth == qdoc->hidden_depth)
        qdoc->hidden_depth = 0;
    qdoc->depth--;
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    struct qdoc qdoc = {.out = out};
    buf_init(&qdoc.enum_scope, KNOWN_MAX_PLACE_BYTES);
    buf_init(&qdoc.enum_href, KNOWN_MAX_PLACE_BYTES);
    buf_init(&qdoc.value_name, KNOWN_MAX_PLACE_BYTES);
    bool ok = xml_read(input->bytes, &(struct xml_handler){.context = &qdoc, .start = on_start, .end = on_end}, err);
    buf_free(&qdoc.enum_scope);
    buf_free(&qdoc.enum_href);
    buf_free(&qdoc.value_name);
    return ok;
}

const struct index_reader reader_qdoc = {"qdoc index", is_named, is_like, read};
