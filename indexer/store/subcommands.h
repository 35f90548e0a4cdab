/* Commands that are called through another: where a doc set has pages for `git` and `git-rebase`, people know the
 * second as "rebase" and type "git rebase". */
#ifndef DOCFINCH_INDEXER_STORE_SUBCOMMANDS_H
#define DOCFINCH_INDEXER_STORE_SUBCOMMANDS_H

#include "common/base/arena.h"
#include "indexer/extract/entry.h"
#include "indexer/store/names.h"

#include <stddef.h>
#include <stdint.h>

struct command_page {
    uint32_t docset, entry; /* ids */
    struct str key;         /* of its name */
};

struct subcommands {
    struct arena arena;
    struct command_page *pages; /* owned */
    size_t count, capacity;
};

void subcommands_init(struct subcommands *subcommands);
void subcommands_free(struct subcommands *subcommands);

/* Takes an entry when it is a command with a page of its own. */
void subcommands_add(struct subcommands *subcommands, const struct entry *entry, uint32_t id, uint32_t docset);

/* Adds the keys, once all entries are there. */
void subcommands_name(struct subcommands *subcommands, struct names *names);

#endif
