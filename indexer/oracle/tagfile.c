/* A tag file of Doxygen (GENERATE_TAGFILE): a <compound> per class, namespace and file with its page in <filename>, in
 * it a <member> per function, variable and so on with its place in <anchorfile> and <anchor>.
 * https://www.doxygen.nl/manual/external.html */
#include "indexer/oracle/reader.h"

#include "indexer/input/xml.h"

#define HEAD_BYTES 1000

static const struct kind_word compounds[] = {
    {"class", KIND_CLASS},
    {"struct", KIND_STRUCT},
    {"union", KIND_UNION},
    {"interface", KIND_INTERFACE},
    {"protocol", KIND_INTERFACE},
    {"category", KIND_CLASS},
    {"exception", KIND_EXCEPTION},
    {"namespace", KIND_NAMESPACE},
    {"concept", KIND_TYPE},
    {"module", KIND_MODULE},
    {"enum", KIND_ENUM},
    {"singleton", KIND_CLASS},
    {NULL, KIND_COUNT},
};

static const struct kind_word members[] = {
    {"function", KIND_FUNCTION}, {"define", KIND_MACRO},         {"variable", KIND_VARIABLE}, {"typedef", KIND_TYPE},
    {"enumeration", KIND_ENUM},  {"enumvalue", KIND_ENUMERATOR}, {"property", KIND_PROPERTY}, {"signal", KIND_SIGNAL},
    {"slot", KIND_METHOD},       {"event", KIND_EVENT},          {NULL, KIND_COUNT},
};

/* The texts that are kept, of the compound and of the member that are open. */
enum tag_field { COMPOUND_NAME, COMPOUND_FILE, MEMBER_NAME, MEMBER_FILE, MEMBER_ANCHOR, TAG_FIELD_COUNT };

struct tags {
    struct known_file *out;
    struct buf fields[TAG_FIELD_COUNT];
    struct buf *text; /* the field that text goes to; NULL: none */
    struct buf place, name;
    size_t level;               /* open elements */
    enum kind compound, member; /* KIND_COUNT: not taken */
    bool is_file;               /* the compound is a file: its members have no scope */
};

static bool is_named(const struct oracle_source *source, struct str path) {
    (void)source;
    return str_ends(path, STR(".tag")) || str_ends(path, STR(".tag.xml")) || str_ends(path, STR(".tags")) ||
           str_is(str_file_name(path), "tagfile.xml");
}

static bool is_like(struct str bytes) {
    struct str head = str_head(bytes, HEAD_BYTES);
    return str_find(head, STR("<tagfile"), 0) < head.len;
}

/* Older versions leave the extension out. */
static void write_page(struct buf *out, struct str file) {
    buf_reset(out);
    buf_add(out, file);
    if (!str_ends(file, STR(".html")) && !str_ends(file, STR(".htm")) && !str_ends(file, STR(".xhtml")))
        buf_puts(out, ".html");
}

/* Whether all of what the fields should hold is there. */
static bool is_whole(const struct tags *tags, enum tag_field first, enum tag_field last) {
    for (int field = (int)first; field <= (int)last; field++)
        if (buf_failed(&tags->fields[field]))
            return false;
    return true;
}

static void add_symbol(struct tags *tags, enum kind kind, struct str file, struct str anchor) {
    write_page(&tags->place, file);
    if (file.len > 0 && !buf_failed(&tags->place) && !buf_failed(&tags->name))
        known_add(tags->out,
                  (struct known_symbol){
                      .name = buf_str(&tags->name), .path = buf_str(&tags->place), .anchor = anchor, .kind = kind});
}

static void add_compound(struct tags *tags) {
    buf_reset(&tags->name);
    buf_add(&tags->name, buf_str(&tags->fields[COMPOUND_NAME]));
    if (tags->compound != KIND_COUNT && !tags->is_file && is_whole(tags, COMPOUND_NAME, COMPOUND_FILE))
        add_symbol(tags, tags->compound, buf_str(&tags->fields[COMPOUND_FILE]), STR(""));
}

static void add_member(struct tags *tags) {
    bool is_taken = tags->member != KIND_COUNT && (tags->is_file || tags->compound != KIND_COUNT) &&
                    tags->fields[MEMBER_NAME].len > 0;
    bool is_method = tags->member == KIND_FUNCTION && !tags->is_file && tags->compound != KIND_NAMESPACE;
    buf_reset(&tags->name);
    if (!tags->is_file) {
        buf_add(&tags->name, buf_str(&tags->fields[COMPOUND_NAME]));
        buf_puts(&tags->name, "::");
    }
    buf_add(&tags->name, buf_str(&tags->fields[MEMBER_NAME]));
    if (is_taken && is_whole(tags, COMPOUND_NAME, COMPOUND_NAME) && is_whole(tags, MEMBER_NAME, MEMBER_ANCHOR))
        add_symbol(tags, is_method ? KIND_METHOD : tags->member, buf_str(&tags->fields[MEMBER_FILE]),
                   buf_str(&tags->fields[MEMBER_ANCHOR]));
}

static void begin_compound(struct tags *tags, struct str kind) {
    tags->compound = kind_word_of(compounds, kind, str_equal);
    tags->is_file = str_is(kind, "file");
    buf_reset(&tags->fields[COMPOUND_NAME]);
    buf_reset(&tags->fields[COMPOUND_FILE]);
}

static void begin_member(struct tags *tags, struct str kind) {
    tags->member = kind_word_of(members, kind, str_equal);
    for (int field = MEMBER_NAME; field <= MEMBER_ANCHOR; field++)
        buf_reset(&tags->fields[field]);
}

/* The field that an element at this level fills. */
static struct buf *field_named(struct tags *tags, struct str element) {
    static const struct {
        size_t level;
        const char *element;
        enum tag_field field;
    } fields[] = {
        {3, "name", COMPOUND_NAME},     {3, "filename", COMPOUND_FILE}, {4, "name", MEMBER_NAME},
        {4, "anchorfile", MEMBER_FILE}, {4, "anchor", MEMBER_ANCHOR},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].level == tags->level && str_is(element, fields[i].element))
            return &tags->fields[fields[i].field];
    return NULL;
}

static void on_start(void *context, struct str element, struct xml_attributes attributes) {
    struct tags *tags = context;
    tags->level++;
    if (tags->level == 2)
        begin_compound(tags, xml_attribute(attributes, "kind"));
    else if (tags->level == 3 && str_is(element, "member"))
        begin_member(tags, xml_attribute(attributes, "kind"));
    tags->text = field_named(tags, element);
}

static void on_end(void *context, struct str element) {
    struct tags *tags = context;
    if (tags->level == 3 && str_is(element, "member"))
        add_member(tags);
    else if (tags->level == 2)
        add_compound(tags);
    tags->level--;
    tags->text = NULL;
}

static void on_text(void *context, struct str text) {
    const struct tags *tags = context;
    if (tags->text != NULL)
        buf_add(tags->text, text);
}

static bool read(const struct index_input *input, struct known_file *out, struct err *err) {
    struct tags tags = {.out = out, .compound = KIND_COUNT, .member = KIND_COUNT};
    for (int i = 0; i < TAG_FIELD_COUNT; i++)
        buf_init(&tags.fields[i], KNOWN_MAX_PLACE_BYTES);
    buf_init(&tags.place, KNOWN_MAX_PLACE_BYTES);
    buf_init(&tags.name, KNOWN_MAX_PLACE_BYTES);
    const struct xml_handler handler = {&tags, on_start, on_end, on_text};
    bool ok = xml_read(input->bytes, &handler, err);
    for (int i = 0; i < TAG_FIELD_COUNT; i++)
        buf_free(&tags.fields[i]);
    buf_free(&tags.place);
    buf_free(&tags.name);
    return ok;
}

const struct index_reader reader_tagfile = {"Doxygen tag file", is_named, is_like, read};
