#include "indexer/input/xml.h"

#include "common/base/utf8.h"

#include <libxml/parser.h>

/* Bytes that the parser gets at a time. */
#define CHUNK_BYTES 65536

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    static const char *const none[] = {NULL};
    const struct xml_handler *handler = context;
    const struct xml_attributes given = {attributes ? (const char *const *)attributes : none};
    if (handler->start != NULL)
        handler->start(handler->context, str_from((const char *)name), given);
}

static void on_end(void *context, const xmlChar *name) {
    const struct xml_handler *handler = context;
    if (handler->end != NULL)
        handler->end(handler->context, str_from((const char *)name));
}

static void on_text(void *context, const xmlChar *text, int length) {
    const struct xml_handler *handler = context;
    if (handler->text != NULL && length > 0)
        handler->text(handler->context, str_make((const char *)text, (size_t)length));
}

struct str xml_attribute(struct xml_attributes attributes, const char *name) {
    for (size_t i = 0; attributes.pairs[i] != NULL; i += 2)
        if (strcmp(attributes.pairs[i], name) == 0)
            return str_from(attributes.pairs[i + 1]);
    return STR("");
}

/* Moves *at from the '<' of a tag to its '>' and counts what gives a value to an attribute. */
static size_t count_attributes(struct str xml, size_t *at) {
    size_t count = 0;
    char quote = '\0';
    for (; *at < xml.len; (*at)++) {
        char c = xml.ptr[*at];
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '>')
            break;
        else if (c == '"' || c == '\'')
            quote = c;
        else
            count += c == '=';
    }
    return count;
}

/* Moves *at from a '<' to the end of what it starts. */
static bool check_markup(struct str xml, size_t *at, struct err *err) {
    static const struct {
        struct str start, end;
    } others[] = {{{"<!--", 4}, {"-->", 3}}, {{"<![CDATA[", 9}, {"]]>", 3}}, {{"<?", 2}, {"?>", 2}}};
    struct str rest = str_from_offset(xml, *at);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_starts(rest, others[i].start)) {
            *at = str_find(xml, others[i].end, *at + others[i].start.len);
            return true;
        }
    size_t start = *at;
    if (count_attributes(xml, at) > XML_MAX_TAG_ATTRIBUTES)
        return err_set(err, ERR_LIMIT, "an element with more than %d attributes", XML_MAX_TAG_ATTRIBUTES);
    struct str tag = str_make(xml.ptr + start, *at - start);
    if (str_starts(tag, STR("<!")) && str_find_char(tag, '[', 0) < tag.len)
        return err_set(err, ERR_FORMAT, "it declares entities or attributes of its own");
    return true;
}

static bool check_all(struct str xml, struct err *err) {
    for (size_t at = str_find_char(xml, '<', 0); at < xml.len; at = str_find_char(xml, '<', at + 1))
        if (!check_markup(xml, &at, err))
            return false;
    return true;
}

/* xmlParseChunk() returns 0 until something is not well formed. */
static int parse_chunks(xmlParserCtxtPtr parser, struct str xml) {
    int code = 0;
    for (size_t at = 0; code == 0 && at < xml.len; at += CHUNK_BYTES) {
        struct str chunk = str_head(str_from_offset(xml, at), CHUNK_BYTES);
        code = xmlParseChunk(parser, chunk.ptr, (int)chunk.len, 0);
    }
    return code != 0 ? code : xmlParseChunk(parser, "", 0, 1);
}

bool xml_read(struct str bytes, const struct xml_handler *handler, struct err *err) {
    if (!utf8_valid(bytes) || str_find_char(bytes, '\0', 0) < bytes.len)
        return err_set(err, ERR_FORMAT, "it is not in UTF-8");
    if (!check_all(bytes, err))
        return false;
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax); /* SAX1, and no handler that could load or declare anything */
    sax.startElement = on_start;
    sax.endElement = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    struct xml_handler copy = *handler;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, &copy, NULL, 0, NULL);
    if (parser == NULL)
        return err_set(err, ERR_INTERNAL, "libxml2 gives no XML parser");
    /* NOENT, or "&amp;" in an attribute would come as "&#38;"; there are no other entities than XML's own. */
    xmlCtxtUseOptions(parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR |
                                  XML_PARSE_NOWARNING);
    int code = parse_chunks(parser, bytes);
    const xmlError *error = xmlCtxtGetLastError(parser);
    if (code != 0)
        err_set(err, ERR_FORMAT, "line %d: the XML is not well formed", error ? error->line : 0);
    xmlFreeParserCtxt(parser);
    return code == 0;
}
