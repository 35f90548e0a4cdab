/* What libcyaml logs about a configuration file that it refuses, in words for whoever wrote the file.
 *
 * libcyaml says what is wrong in a line of its own terms ("Unexpected key: titel"), then where: the mappings and
 * sequences around it, from the inside to the outside, each with the line and column at which it was last. For a key
 * that is wrong those are of the value before it; the key is then looked for in the file. */
#ifndef DOCFINCH_INDEXER_COMPLAINT_H
#define DOCFINCH_INDEXER_COMPLAINT_H

#include "common/base/buf.h"
#include "common/base/str.h"

#include <stdbool.h>

/* Longer lines are cut. */
#define COMPLAINT_LINE_BYTES 300

/* Places that are kept, the innermost first; a configuration file has four. */
#define COMPLAINT_MAX_PLACES 4

struct complaint_place {
    char name[COMPLAINT_LINE_BYTES]; /* of the key; of an entry in a list, its number from 1 */
    bool is_entry;
    unsigned long line, column; /* from 1; 0: not known */
};

struct complaint {
    char what[COMPLAINT_LINE_BYTES]; /* empty: nothing was said */
    struct complaint_place places[COMPLAINT_MAX_PLACES];
    unsigned place_count;
};

/* The keys that there are, for messages: "name, path, title". */
struct complaint_keys {
    const char *of_file, *of_docset;
};

/* Takes one line of the log. */
void complaint_take(struct complaint *complaint, struct str line);

/* Appends ":LINE: what is wrong", to stand behind the file's name, or ": what is wrong" where the line is not known.
 * `reason` is what libcyaml calls the error; `text` is the file. */
void complaint_write(const struct complaint *complaint, const char *reason, const struct complaint_keys *keys,
                     struct str text, struct buf *out);

#endif
