/* Finds the machine-readable symbol indexes among the files of a doc set, by name and content, and reads them.
 *
 *     objects.inv                                           Sphinx, mkdocstrings
 *     module-, package-, type-, member-, tag-search-index.js  javadoc, from JDK 9 on
 *     search-index.js, search-index1.63.0.js                rustdoc, up to 1.90
 *     NAME.json beside NAME.html                            Node.js
 *     NAME.index                                            Qt (qdoc)
 *     NAME.tag, NAME.tag.xml                                Doxygen
 *     docSet.dsidx                                          Dash; that of a bundle too, beside its pages
 *
 * Each may be compressed as well, with ".gz" behind its name. What an index says is never trusted: a broken or
 * oversized one is warned about and left out, as a whole. */
#ifndef DOCFINCH_INDEXER_ORACLE_ORACLE_H
#define DOCFINCH_INDEXER_ORACLE_ORACLE_H

#include "common/base/err.h"
#include "common/index/digest.h"
#include "indexer/input/corpus.h"
#include "indexer/oracle/known.h"

#include <stdbool.h>
#include <stdint.h>

/* Largest index file, unpacked. */
#define ORACLE_MAX_BYTES ((size_t)64 << 20)

/* The files of a doc set. All borrowed. */
struct oracle_source {
    const char *docset; /* name, for messages */
    uint32_t index;     /* of the doc set */
    bool is_quiet;      /* no warnings */
    const struct corpus_files *files;
    void *context;
    bool (*read)(void *context, struct str path, struct str *bytes, struct err *err); /* *bytes is owned: free() */
};

/* Whether a file may be one, by its name alone. */
bool oracle_may_read(struct str path);

/* Reads the indexes in the order of their paths; their symbols go to the end of known->symbols, and what was read into
 * the digest, since it goes into the artifact. Errors: none but those of the digest. */
bool oracle_read(struct known *known, const struct oracle_source *source, struct digest *digest, struct err *err);

#endif
