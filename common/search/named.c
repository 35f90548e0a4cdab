/* Doc sets that the query names: "python list comprehension" means those of Python. */
#include "common/search/answer.h"

#include "common/base/ascii.h"
#include "common/search/rank.h"

/* "python3" and "python-3.11" are called python. */
static struct str short_name(struct str name) {
    size_t end = 0;
    while (end < name.len && ascii_is_letter(name.ptr[end]))
        end++;
    return str_head(name, end);
}

static bool is_name(const struct docset *docset, struct str word) {
    return str_equal_nocase(docset->name, word) || str_equal_nocase(short_name(docset->name), word);
}

static bool is_named(const struct docset *docset, const struct query *query) {
    for (size_t i = 0; i < query->word_count; i++)
        if (is_name(docset, query->words[i].term))
            return true;
    return false;
}

bool answer_names_docset(const struct answer *answer, struct str word) {
    const struct corpus *corpus = answer->corpus;
    for (size_t i = 0; i < corpus->docset_count; i++)
        if (filter_allows_docset(&answer->filter, (uint16_t)corpus->docsets[i].id) &&
            is_name(&corpus->docsets[i], word))
            return true;
    return false;
}

void answer_find_named(struct answer *answer) {
    const struct corpus *corpus = answer->corpus;
    answer->is_named = NULL;
    if (corpus->docset_count < 2 || answer->filter.only_docset != NULL)
        return;
    bool *named = arena_alloc(answer->arena, corpus->docset_count + 1, sizeof *named);
    for (size_t i = 0; i < corpus->docset_count; i++) {
        named[corpus->docsets[i].id] = is_named(&corpus->docsets[i], answer->query);
        if (named[corpus->docsets[i].id])
            answer->is_named = named;
    }
}

double answer_docset_prior(const struct answer *answer, uint32_t entry) {
    uint16_t docset = answer->corpus->signals.docset[entry - 1];
    return rank_docset_prior(answer->is_named != NULL && answer->is_named[docset]);
}
