/* Doc sets that the query names: "python list comprehension" means those of Python. */
#include "common/search/answer.h"

#include "common/search/rank.h"

static bool has_word(struct str text, struct str word) {
    for (struct str part; str_split(&text, ' ', &part);)
        if (str_equal_nocase(part, word))
            return true;
    return false;
}

static bool is_named(const struct docset *docset, const struct query *query) {
    for (size_t i = 0; i < query->word_count; i++) {
        struct str word = query->words[i].term;
        if (str_equal_nocase(docset->name, word) || has_word(docset->title, word))
            return true;
    }
    return false;
}

/* Words that all titles have, such as "documentation", name no doc set: they change nothing. */
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
