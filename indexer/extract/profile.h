/* A profile knows how one family of generators marks up its pages: which part is content, what in it is not, and what
 * its headings, definitions and other elements mean. The walker does the rest. */
#ifndef DOCFINCH_INDEXER_EXTRACT_PROFILE_H
#define DOCFINCH_INDEXER_EXTRACT_PROFILE_H

#include "indexer/extract/author.h"
#include "indexer/extract/builder.h"
#include "indexer/extract/entry.h"
#include "indexer/extract/furniture.h"
#include "indexer/input/node.h"

#include <stdbool.h>
#include <stddef.h>

/* A page before it is walked, as questions about it as a whole look at it. All borrowed. */
struct page_view {
    struct str path;         /* relative to the doc set's root */
    const struct node *root; /* the whole tree */
    const struct node *html; /* the elements of that name; root where there is none */
    const struct node *head;
    const struct node *body;
    struct str generator; /* content of <meta name="generator">; empty when absent */
    struct author_marks marks;
    struct furniture furniture; /* for profiles that leave it out */
};

/* What an element of the content is. */
enum verdict {
    VERDICT_TEXT, /* no entry: read as a part of what is around it */
    VERDICT_SKIP, /* left out */
    VERDICT_HEAD, /* opens an entry and is its heading: what is inside is not read again */
    VERDICT_BODY, /* opens an entry and is its text */
};

/* An element of the content while the page is walked. All borrowed. */
struct place {
    const struct page_view *page;
    const struct node *node; /* the element */
    const struct node *list; /* of a dt: the dl around it; otherwise NULL */
    struct builder *builder; /* what was found so far */
    struct buf *scratch;     /* for strings that must be put together; does not move */
};

/* The hooks below get an entry that is filled in as the generic profile would have it and change what they know better.
 * Strings may be borrowed from the page, the builder's page or the scratch. An entry with an empty anchor gets a text
 * fragment from its title line. The title is given as one line without permalink signs. */
struct profile {
    const char *name;

    /* Whether a page is of this family. */
    bool (*detect)(const struct page_view *page);

    /* Where the content is: the first rule that an element matches. */
    const struct node_rule *main_rules;
    size_t main_rule_count;

    /* Elements inside it that are not content. */
    const struct node_rule *skip_rules;
    size_t skip_rule_count;

    /* Those of them that list what other pages hold, or draw instead of saying: left out too, but the text of a page
     * that has no other. May be NULL. */
    const struct node_rule *contents_rules;
    size_t contents_rule_count;

    /* Whether furniture.h is asked for what else is not content; the walker leaves it out where `element` says so. */
    bool has_furniture;

    /* Why the page as a whole is left out ("a list of all classes"): static text, or NULL when it is not. May be NULL.
     */
    const char *(*skip_page)(const struct page_view *page);

    /* A heading h1 to h6: kind, level, anchor and title are set. VERDICT_BODY is as VERDICT_HEAD. The first one of
     * level 1, before any other entry, titles the page: its kind and name become the page's. May be NULL:
     * VERDICT_HEAD. */
    enum verdict (*heading)(const struct place *place, struct builder_entry *entry);

    /* A definition term: kind is KIND_TERM, the level BUILDER_SYMBOL_LEVEL (the entry ends with its description), the
     * anchor may be empty. VERDICT_BODY is as VERDICT_HEAD, VERDICT_SKIP leaves out its description too. May be NULL:
     * as the generic profile has it. */
    enum verdict (*term)(const struct place *place, struct builder_entry *entry);

    /* Any other element; only the anchor is set, to its own id. With a level of 1 to 6 the entry stays open as a
     * heading's does; with BUILDER_SYMBOL_LEVEL, for VERDICT_BODY only, it ends with the element. May be NULL:
     * VERDICT_TEXT. Asked for every element: look at the tag first. */
    enum verdict (*element)(const struct place *place, struct builder_entry *entry);

    /* Reads the project's name and version from the page. May be NULL. */
    void (*read_project)(const struct page_view *view, struct extraction *page);

    /* Reads the keywords of an index on the page, whether the page is left out or not: see index_reading.h. May be
     * NULL.
     */
    void (*read_index)(const struct page_view *view, struct extraction *page);
};

extern const struct profile profile_asciidoc;
extern const struct profile profile_docbook;
extern const struct profile profile_docusaurus;
extern const struct profile profile_doxygen;
extern const struct profile profile_generic;
extern const struct profile profile_godoc;
extern const struct profile profile_javadoc;
extern const struct profile profile_jsdoc;
extern const struct profile profile_man;
extern const struct profile profile_mdbook;
extern const struct profile profile_mdn;
extern const struct profile profile_mediawiki;
extern const struct profile profile_mkdocs;
extern const struct profile profile_nodejs;
extern const struct profile profile_qdoc;
extern const struct profile profile_rustdoc;
extern const struct profile profile_sphinx;
extern const struct profile profile_sqlite;
extern const struct profile profile_texinfo;
extern const struct profile profile_typedoc;
extern const struct profile profile_vitepress;

void page_view_init(struct page_view *view, struct str path, const struct node *root);

/* The last part of the page's path. */
struct str page_view_file(const struct page_view *view);

/* The profile that fits the page; the generic one when no other does. */
const struct profile *profile_detect(const struct page_view *page);

/* The element that holds the content: what the page's author marked for search, else by the profile's rules, else by
 * the generic ones, else the root. */
const struct node *profile_main(const struct profile *profile, const struct page_view *page);

/* The next element that holds content, when the author marked several, or when there are several articles; NULL when
 * there is none. */
const struct node *profile_next_main(const struct node *main, const struct node *root);

/* Whether the walker leaves the element out: by the profile's rules or by those for every page. */
bool profile_skips(const struct profile *profile, const struct node *element);

/* Appends the element's text as one line, without what the profile skips and permalink signs, and returns it: borrowed
 * from out, which must not move. */
struct str profile_line(const struct profile *profile, const struct node *element, struct buf *out);

/* Appends the anchor of a place that has no id, and returns it: the browser looks for the line's first words
 * (https://wicg.github.io/scroll-to-text-fragment/). Borrowed from out, which must not move. */
struct str profile_fragment(struct str line, struct buf *out);

/* The page's own entry, as far as it is known. */
const struct entry *place_page_entry(const struct place *place);

/* Whether nothing on the page has a title yet, so that this heading is its own. */
bool place_is_first(const struct place *place);

/* Whether that heading is the page's own, whatever its level, because the title in the head begins with it, or is
 * empty.
 */
bool place_names_page(const struct place *place, struct str title);

/* The profile of that name; NULL when there is none. */
const struct profile *profile_named(struct str name);

/* Appends all names, separated by ", ". */
void profile_write_names(struct buf *out);

#endif
