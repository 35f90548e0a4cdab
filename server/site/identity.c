#include "server/site/identity.h"

#include "common/base/utf8.h"

#include <stddef.h>

static const struct docset *only_docset(const struct corpus *corpus) {
    size_t count;
    const struct docset *docsets = corpus_docsets(corpus, &count);
    return count == 1 ? docsets : NULL;
}

static bool is_short(struct str name) {
    size_t characters = 0;
    for (size_t at = 0; at < name.len && characters <= IDENTITY_SHORT_MAX_CHARACTERS; characters++)
        (void)utf8_next(name, &at);
    return characters > 0 && characters <= IDENTITY_SHORT_MAX_CHARACTERS;
}

struct str identity_title(const struct corpus *corpus) {
    const struct docset *docset = only_docset(corpus);
    return docset != NULL ? utf8_head(docset->title, IDENTITY_TITLE_MAX_BYTES) : STR("Documentation search");
}

struct str identity_short_name(const struct corpus *corpus) {
    const struct docset *docset = only_docset(corpus);
    if (docset != NULL && is_short(docset->title))
        return docset->title;
    return docset != NULL && is_short(docset->name) ? docset->name : STR(IDENTITY_OF_SEVERAL);
}
