/* What the terms of manual pages name: options, environment variables, settings. */
#ifndef DOCFINCH_INDEXER_EXTRACT_TERM_H
#define DOCFINCH_INDEXER_EXTRACT_TERM_H

#include "common/base/buf.h"
#include "common/base/str.h"
#include "indexer/extract/builder.h"
#include "indexer/input/node.h"

#include <stdbool.h>
#include <stddef.h>

/* More ways to write one thing are not told apart. */
#define TERM_MAX_SPELLINGS 16

/* The ways to write what a line names, without their arguments: "-F <file>, --file=<file>" -> "-F", "--file";
 * "--[no-]color" -> "--color", "--no-color"; "to_json, to_jsonb" -> both. Returns how many; 0 when the line is no list
 * of names. Borrowed from line or scratch, which must not move. */
size_t term_spellings(struct str line, struct buf *scratch, struct str spellings[TERM_MAX_SPELLINGS]);

/* Sets kind and name of a term whose title says that it is an option, a variable or a setting; false when it says
 * nothing of the kind. Of several spellings the name is the first long one. */
bool term_classify(const struct builder *builder, struct buf *scratch, struct builder_entry *entry);

/* Whether the element is only a link to another place: that place is what it names. */
bool term_is_link(const struct node *element);

#endif
