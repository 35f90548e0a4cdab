/* The readers of the index formats. Each gets one file whole and unpacked and adds its symbols. */
#ifndef DOCFINCH_INDEXER_ORACLE_READER_H
#define DOCFINCH_INDEXER_ORACLE_READER_H

#include "common/base/err.h"
#include "indexer/extract/kind_word.h"
#include "indexer/oracle/known.h"
#include "indexer/oracle/oracle.h"

#include <stdbool.h>

/* An index file. All borrowed. */
struct index_input {
    const struct oracle_source *source; /* for what stands beside it */
    struct str path;                    /* relative to the doc set's root, without ".gz" */
    bool is_beside_root;                /* the index of a Dash bundle: not in the doc set's root, but beside it */
    struct str bytes;
};

struct index_reader {
    const char *format; /* "Sphinx inventory" */

    /* Whether a file of that name may be one; the path is from the doc set's root and without ".gz". */
    bool (*is_named)(const struct oracle_source *source, struct str path);

    /* Whether its content begins like one. */
    bool (*is_like)(struct str bytes);

    /* Errors: ERR_FORMAT when the content is broken or of a layout that is not known. ERR_LIMIT. */
    bool (*read)(const struct index_input *input, struct known_file *out, struct err *err);
};

extern const struct index_reader reader_inventory;
extern const struct index_reader reader_javadoc;
extern const struct index_reader reader_rustdoc;
extern const struct index_reader reader_nodejs;
extern const struct index_reader reader_qdoc;
extern const struct index_reader reader_tagfile;
extern const struct index_reader reader_dash;

/* Reads a file beside the index, named without folder; unpacked. *bytes is owned: free(). */
bool index_read_beside(const struct index_input *input, struct str name, struct str *bytes, struct err *err);

#endif
