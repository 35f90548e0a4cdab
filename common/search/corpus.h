/* Inside of struct corpus, for the files of this folder; everybody else uses engine.h. */
#ifndef DOCFINCH_COMMON_SEARCH_CORPUS_H
#define DOCFINCH_COMMON_SEARCH_CORPUS_H

#include "common/base/arena.h"
#include "common/index/db.h"
#include "common/index/image.h"
#include "common/search/engine.h"
#include "common/search/frequent.h"
#include "common/search/signals.h"
#include "common/search/vocabulary.h"

/* A folder of documentation rarely has more pages than this; a page number above it is damage. */
#define CORPUS_MAX_PAGES 50000000

struct meta_value {
    struct str key, value;
};

struct corpus_page {
    struct str path; /* from the doc set's root */
    uint16_t docset; /* docset.id; 0 when the artifact has no such page */
};

struct corpus {
    struct image image;
    struct arena arena; /* of all strings and lists here */
    struct meta_value *meta;
    size_t meta_count, meta_capacity;
    struct str *kinds; /* kinds[i]: kind.name of id i + 1 */
    size_t kind_count, kind_capacity;
    struct docset *docsets; /* docsets[i].id is i + 1 */
    size_t docset_count, docset_capacity;
    struct corpus_page *pages; /* pages[i]: page i + 1 */
    size_t page_count;
    bool has_pages;       /* the artifact carries the pages themselves */
    struct str base_path; /* of their addresses */
    struct signals signals;
    struct frequent frequent;
    struct vocabulary vocabulary; /* terms of titles, or of several entries */
};

/* The path of a page; empty when the artifact has no such page. */
struct str corpus_page_path(const struct corpus *corpus, int64_t page);

/* The doc set of a page, NULL when the artifact has no such page. */
const struct docset *corpus_docset_of_page(const struct corpus *corpus, int64_t page);

/* A kind's name by its id and its id by its name; empty and 0 when there is none. */
struct str corpus_kind_name(const struct corpus *corpus, int64_t id);
uint16_t corpus_find_kind(const struct corpus *corpus, struct str name);

#endif
