/* An index while it is read: the keywords found so far, and references from one phrase to another. For index_list.c and
 * index_table.c, which know how indexes are laid out.
 *
 * The phrase of a keyword has the terms from the general one to the most special, one per line, and a remark at the end
 * of a term, in parentheses, as a line of its own: "cell\nresizing", "path\n(data type)". A term with ", " in it is
 * several: "cells, of batteries". What an index sends the reader to with "see" or "see also" gets that phrase too: as a
 * name where the phrase has no places of its own and no special cases, else as a description. */
#ifndef DOCFINCH_INDEXER_EXTRACT_INDEX_READING_H
#define DOCFINCH_INDEXER_EXTRACT_INDEX_READING_H

#include "common/base/buf.h"
#include "indexer/extract/entry.h"
#include "indexer/extract/profile.h"

#include <stdbool.h>
#include <stddef.h>

/* Keywords of one page, and references; terms inside one another; bytes of a phrase: a longer one is left out. */
#define INDEX_MAX_KEYWORDS 500000
#define INDEX_MAX_DEPTH 4
#define INDEX_MAX_PHRASE_BYTES 200

/* Special cases that a head leads to which is an operator; of more, to none. */
#define INDEX_MAX_HEADED 8

/* Places of one term, and those that a reference is followed to: the first ones. */
#define INDEX_MAX_PLACES 32

/* "See" from one phrase to another. */
struct index_reference {
    struct str phrase, wanted;
};

/* An item of an index with an id, which references may name. */
struct index_item {
    struct str id, phrase;
};

struct index_reading {
    const struct page_view *view; /* borrowed, as the next two */
    const struct profile *profile;
    struct extraction *page;
    struct buf raw, line, path, fragment;
    struct buf phrases[INDEX_MAX_DEPTH + 1]; /* [d]: of the term that items at depth d are special cases of */
    struct index_reference *references;
    struct index_item *items;
    size_t reference_count, reference_capacity, item_count, item_capacity;
};

void index_reading_begin(struct index_reading *reading, const struct page_view *view, const struct profile *profile,
                         struct extraction *page);

/* Follows the references and frees. A page has one index, so that this is called once for it. */
void index_reading_end(struct index_reading *reading);

/* The line of text that is gathered piece by piece: starts it, adds to it, and gives it with single spaces, borrowed
 * until the next one is started. */
void index_reading_start_line(struct index_reading *reading);
void index_reading_add(struct index_reading *reading, struct str text);
struct str index_reading_line(struct index_reading *reading);

/* "path (data type)" -> "(data type)": what stands at the end in parentheses, behind a space, or is all there is. Empty
 * when there is nothing. Borrowed. */
struct str index_reading_remark(struct str term);

/* Puts a term at a depth below INDEX_MAX_DEPTH: in reading->phrases[depth + 1] without its remark, for its special
 * cases; whole into *phrase, which lives as long as the page. false when it is too long. */
bool index_reading_open(struct index_reading *reading, size_t depth, struct str term, struct str *phrase);

/* The phrase is a keyword of the place that a link leads to, if that is inside the doc set. */
void index_reading_add_place(struct index_reading *reading, struct str phrase, const struct node *link, bool is_name);

/* "See": phrase lives as long as the page, wanted is copied. */
void index_reading_add_reference(struct index_reading *reading, struct str phrase, struct str wanted);

/* Links to that id on this page are references to the phrase. Both live as long as the page. */
void index_reading_add_item(struct index_reading *reading, struct str id, struct str phrase);

/* An <a href>. */
bool index_reading_is_link(const struct node *node);

/* "battery, " -> "battery": a comma parts a term from what follows, unless it is the term. Borrowed. */
struct str index_reading_without_comma(struct str line);

#endif
