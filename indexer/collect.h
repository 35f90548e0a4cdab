/* Reads doc sets: every file through the extractor, in parallel, into a collection that knows all entries and links and
 * keeps their text in a spool. */
#ifndef DOCFINCH_INDEXER_COLLECT_H
#define DOCFINCH_INDEXER_COLLECT_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/index/digest.h"
#include "indexer/extract/entry.h"
#include "indexer/options.h"
#include "indexer/oracle/known.h"
#include "indexer/prove/progress.h"
#include "indexer/rank/graph.h"
#include "indexer/rank/keywords.h"
#include "indexer/rank/synonyms.h"
#include "indexer/store/spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The doc set's start page (index.html) and the pages it links to first: where its authors send a reader. */
#define COLLECT_MAX_ENTRY_POINTS 12

struct collected_docset {
    struct str name, title, version, language, base_url;
    struct str project, project_version; /* what its pages say they document; empty when they do not agree */
    bool has_many_projects;              /* they do not agree */
    struct str start_title;              /* of index.html */
    struct str page_version;             /* what pages without a project say, the same ... */
    bool has_many_versions;              /* for version */
    const char *generator;               /* profile of most pages */
    size_t page_count, entry_count;
    size_t kind_count[KIND_COUNT];
    struct str start_links[COLLECT_MAX_ENTRY_POINTS]; /* paths */
    size_t start_link_count;
    uint32_t entry_points[COLLECT_MAX_ENTRY_POINTS]; /* indexes of the pages' own entries */
    size_t entry_point_count;
};

struct collected_page {
    uint32_t docset;      /* index */
    uint32_t first_entry; /* index; the others follow in the order of the page */
    struct str path, title;
    uint64_t rank; /* as in pagerank.h */
};

/* What is needed of an entry before its turn to be written. */
struct collected_entry {
    struct spool_record record;
    uint32_t page; /* index */
    uint32_t links;
    uint16_t weight;
    uint16_t name_bytes; /* length of name or title: of equals the shorter stands first */
    uint8_t kind, depth;
    uint8_t factor;    /* percent of its score that it gets: 100 is usual */
    bool is_page;      /* the page's own entry */
    uint32_t known_as; /* number, from 1, of the symbol in `known` that it is; 0: none */
};

/* A page or asset that goes into the artifact as it is. */
struct collected_file {
    struct str name; /* docset/path */
    struct spool_record record;
    size_t size; /* bytes before compression; record.length when stored plain */
};

/* A file that is not, or not in full, in the artifact. */
struct skipped_file {
    struct str path, reason; /* docset/path */
    bool is_page;            /* a page that is not indexed */
    bool is_indexed;         /* a page that is indexed, within a limit that it met, or with a fault of its own */
    bool is_problem;         /* it met a limit or is damaged; otherwise it is left out because of what it is */
};

struct collection {
    struct arena arena;
    struct spool spool;
    struct graph graph;
    struct known known;       /* symbols that the doc sets' own indexes name */
    struct keywords keywords; /* what their index pages call places */
    struct collected_docset *docsets;
    struct synonyms *synonyms; /* of each doc set */
    struct collected_page *pages;
    struct collected_entry *entries; /* in the order of the pages, then of the page */
    struct collected_file *files;
    struct skipped_file *skipped;
    size_t docset_count, page_count, entry_count, file_count, skipped_count, problem_count, input_file_count;
    size_t page_capacity, entry_capacity, file_capacity, skipped_capacity;
    uint64_t term_count[FIELD_COUNT];   /* terms in the field, over all entries ... */
    uint64_t filled_count[FIELD_COUNT]; /* ... and entries that have it; links excepted */
    uint64_t input_bytes;               /* of HTML */
    struct digest digest;               /* of all input, the options that matter and the program version */
};

/* Fills the collection; weights and link counts are set. Errors: ERR_IO when a folder or file cannot be read,
 * ERR_FORMAT when a doc set has no HTML, and those of corpus_list(). A file that meets a limit or is damaged is left
 * out and listed in `skipped`; so is one that is too large to be stored and served. collection_free() also after false.
 */
bool collect(struct collection *collection, const struct options *options, struct progress *progress, struct err *err);
void collection_free(struct collection *collection);

#endif
