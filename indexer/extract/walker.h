/* Goes through the content of a page in document order and tells the builder what it meets. */
#ifndef DOCFINCH_INDEXER_EXTRACT_WALKER_H
#define DOCFINCH_INDEXER_EXTRACT_WALKER_H

#include "indexer/extract/builder.h"
#include "indexer/extract/outline.h"
#include "indexer/extract/profile.h"
#include "indexer/input/node.h"

struct walker {
    const struct profile *profile;
    struct builder *builder;
    const struct page_view *page;
    struct buf scratch; /* for titles, names and signatures */
    struct outline outline;
    bool has_h1;   /* the page's own heading was seen */
    bool is_begun; /* something was walked */
    bool in_list;  /* inside a list, which is no table of contents */
};

/* Walks everything inside main; outline_free() after the last one. The depth of the tree bounds the recursion:
 * PAGE_MAX_DEPTH. */
void walker_run(struct walker *walker, const struct node *main);

#endif
