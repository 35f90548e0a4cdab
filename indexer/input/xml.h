/* An XML file -> calls for its elements and text. libxml2's SAX interface with what hostile files could use shut off:
 * no files but the bytes themselves, no declarations of entities or attributes, bounded depth and attributes.
 *
 * Thread rule: page_setup() once before the first thread; then any number of threads. */
#ifndef DOCFINCH_INDEXER_INPUT_XML_H
#define DOCFINCH_INDEXER_INPUT_XML_H

#include "common/base/err.h"
#include "common/base/str.h"

#include <stdbool.h>

#define XML_MAX_TAG_ATTRIBUTES 200 /* libxml2 takes quadratic time */
#define XML_MAX_DEPTH 256          /* libxml2's own limit */

/* Names and values of an element's attributes in turn, NULL at the end. */
struct xml_attributes {
    const char *const *pairs;
};

/* What is called; each member may be NULL. Strings are borrowed for the call and in UTF-8. */
struct xml_handler {
    void *context;
    void (*start)(void *context, struct str name, struct xml_attributes attributes);
    void (*end)(void *context, struct str name);
    void (*text)(void *context, struct str text); /* a text may come in pieces */
};

/* Errors: ERR_FORMAT with the line where the XML is not well formed or declares entities; ERR_LIMIT. */
bool xml_read(struct str bytes, const struct xml_handler *handler, struct err *err);

/* "" when the element has no such attribute. */
struct str xml_attribute(struct xml_attributes attributes, const char *name);

#endif
