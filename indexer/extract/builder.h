/* Puts the entries of a page together while the walker goes through it in document order: sections and symbols are
 * opened and closed, text goes to the innermost open one.
 *
 * Ids that stand before a heading without text in between belong to the entry that the heading opens. */
#ifndef DOCFINCH_INDEXER_EXTRACT_BUILDER_H
#define DOCFINCH_INDEXER_EXTRACT_BUILDER_H

#include "common/base/buf.h"
#include "indexer/extract/entry.h"
#include "indexer/extract/shaping.h"

#include <stdbool.h>

/* Entries open inside one another; more are put at this depth. */
#define BUILDER_MAX_OPEN 250

struct open_entry {
    uint32_t entry;
    int level; /* heading level 1 to 6; 7 for symbols, which only their own end closes */
};

/* Breadcrumbs of the entries inside one, and their terms. */
struct child_crumbs {
    struct str text, terms;
    size_t term_count;
    bool is_made;
};

struct builder_text {
    struct buf text, code;
    size_t placed_bytes; /* of the text: what the code has marks for */
    size_t sample_count;
    struct shaping shaping;
    struct child_crumbs crumbs;
};

struct builder {
    struct extraction *page;    /* borrowed */
    struct builder_text *texts; /* owned: one per entry */
    size_t entry_capacity, text_capacity, id_capacity, link_capacity;
    struct open_entry open[BUILDER_MAX_OPEN];
    size_t open_count;
    struct buf way;     /* owned: the way to the page */
    size_t pending_ids; /* ids at the end of page->ids that no text has followed */
    unsigned weight;    /* of entries that are opened: as in struct entry */
    size_t base;        /* open[] below this belongs to what is around the current symbol */
};

/* What a heading or definition says. Strings are borrowed for the call; those left out are empty. */
struct builder_entry {
    enum kind kind;
    int level; /* 1 to 6: closes open sections of this level and below it; BUILDER_SYMBOL_LEVEL: nests where it is */
    struct str anchor, title, name, signature;
    struct str since, deprecated; /* as in struct entry */
};

#define BUILDER_SYMBOL_LEVEL 7

/* Starts with the page's own entry open. page->arena must be initialised. */
void builder_init(struct builder *builder, struct extraction *page);

/* Moves the texts into the extraction, writes breadcrumbs and terms, frees the rest. */
void builder_finish(struct builder *builder);

void builder_open(struct builder *builder, const struct builder_entry *entry);

/* Closes open sections of this level and below it, as a heading would. */
void builder_close(struct builder *builder, int level);

/* Between the two, headings cannot close what was open before; builder_leave() closes what was opened since. The token
 * is for the builder alone; pairs nest. */
size_t builder_enter(struct builder *builder);
void builder_leave(struct builder *builder, size_t token);

/* The index of the innermost open entry. */
uint32_t builder_current_index(const struct builder *builder);

/* Text with any white space; runs of it become one space. */
void builder_text(struct builder *builder, struct str text);

/* The text so far and what follows are different blocks. */
void builder_break(struct builder *builder);

/* Takes back the text of the innermost open entry since the last break. */
void builder_drop_line(struct builder *builder);

/* Whether any entry so far has text, code or a signature. */
bool builder_has_text(const struct builder *builder);

/* A code sample, kept as it is, where it stands: the text so far and what follows are different blocks. */
void builder_code(struct builder *builder, struct str code);

/* What is said between the two of the entry that is open now has that shape; SHAPE_COUNT: none. The value is that of
 * struct shape_range. Pairs nest. Blocks begin and end by themselves: builder_break(). */
struct builder_shape {
    uint32_t entry;
    size_t number;
};
struct builder_shape builder_begin(struct builder *builder, enum shape shape, unsigned value);
void builder_end(struct builder *builder, struct builder_shape begun);

/* What the page says of the innermost open entry: the version in which it came, and that it should not be used any more
 * (in which version, or empty). The first one counts. */
void builder_since(struct builder *builder, struct str version);
void builder_deprecated(struct builder *builder, struct str version);

/* How the innermost open entry is declared, in one line, where its heading did not say so. The first one counts. */
void builder_signature(struct builder *builder, struct str signature);

void builder_id(struct builder *builder, struct str id);

/* The id nearest before here without text in between; empty when there is none. With a prefix, the nearest that starts
 * with it. */
struct str builder_pending_id(const struct builder *builder, struct str prefix);

/* The ids so far stay with the entries they were given to, whatever heading comes next. */
void builder_settle_ids(struct builder *builder);

/* Entries first..described - 1 are described by the text of `described` (index): they show it without being indexed
 * under it. */
void builder_share(struct builder *builder, uint32_t first, uint32_t described);

/* A symbol that is only declared here, or another name of the innermost open entry: an entry inside that has no text of
 * its own and shows the one around it. */
void builder_declare(struct builder *builder, const struct builder_entry *entry);

void builder_link(struct builder *builder, const struct link *link);

/* Takes the page's own heading: its kind (a section's is that of a page), anchor, title and name. */
void builder_title_page(struct builder *builder, const struct builder_entry *heading);

/* What the page itself is, beside what its heading says: the kind, and the strings that are not empty. */
void builder_describe_page(struct builder *builder, const struct builder_entry *page);

/* Gives the page another title; the one it has becomes text of the page. */
void builder_retitle_page(struct builder *builder, struct str title);

/* Titles above the page, as it shows them: it is found by them, as what is on it is by its breadcrumbs. */
void builder_way(struct builder *builder, struct str title);

#endif
