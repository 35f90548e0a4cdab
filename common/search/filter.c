#include "common/search/filter.h"

#include "common/index/kind.h"

#define MAX_KINDS_PER_FORM 4

/* What people call the kinds for short: as rustdoc's search has it, and others in the same manner. */
static const struct {
    struct str form;
    enum kind kinds[MAX_KINDS_PER_FORM];
    size_t count;
} short_forms[] = {
    {{"fn", 2}, {KIND_FUNCTION, KIND_METHOD, KIND_CONSTRUCTOR}, 3},
    {{"func", 4}, {KIND_FUNCTION, KIND_METHOD, KIND_CONSTRUCTOR}, 3},
    {{"class", 5}, {KIND_CLASS}, 1},
    {{"struct", 6}, {KIND_STRUCT}, 1},
    {{"enum", 4}, {KIND_ENUM}, 1},
    {{"trait", 5}, {KIND_TRAIT}, 1},
    {{"macro", 5}, {KIND_MACRO}, 1},
    {{"mod", 3}, {KIND_MODULE, KIND_NAMESPACE, KIND_PACKAGE}, 3},
    {{"const", 5}, {KIND_CONSTANT, KIND_ENUMERATOR, KIND_DATA}, 3},
    {{"var", 3}, {KIND_VARIABLE, KIND_DATA}, 2},
    {{"attr", 4}, {KIND_ATTRIBUTE, KIND_PROPERTY, KIND_FIELD, KIND_MEMBER}, 4},
    {{"opt", 3}, {KIND_OPTION, KIND_SETTING}, 2},
    {{"env", 3}, {KIND_ENVVAR}, 1},
    {{"cmd", 3}, {KIND_COMMAND}, 1},
    {{"op", 2}, {KIND_OPERATOR}, 1},
};

#define FORM_COUNT (sizeof short_forms / sizeof *short_forms)

/* FORM_COUNT when it is none. */
static size_t find_form(struct str name) {
    size_t i = 0;
    while (i < FORM_COUNT && !str_equal_nocase(short_forms[i].form, name))
        i++;
    return i;
}

bool filter_is_short_kind(struct str name) {
    return find_form(name) < FORM_COUNT;
}

/* Whether a kind, by its name, is what was asked for. */
static bool is_kind(struct str kind, struct str asked) {
    size_t form = find_form(asked);
    for (size_t i = 0; form < FORM_COUNT && i < short_forms[form].count; i++)
        if (str_is(kind, kind_name(short_forms[form].kinds[i])))
            return true;
    return str_equal_nocase(kind, asked);
}

bool filter_has_kind(const struct corpus *corpus, struct str name) {
    for (size_t i = 0; i < corpus->docset_count; i++)
        for (size_t j = 0; j < corpus->docsets[i].kind_count; j++)
            if (is_kind(corpus->docsets[i].kinds[j].kind, name))
                return true;
    return false;
}

static bool begins_with(struct str name, struct str prefix) {
    return name.len >= prefix.len && str_equal_nocase(str_head(name, prefix.len), prefix);
}

bool filter_has_docset(const struct corpus *corpus, struct str name) {
    for (size_t i = 0; i < corpus->docset_count; i++)
        if (begins_with(corpus->docsets[i].name, name))
            return true;
    return false;
}

/* Marks the doc set of that name, else all whose names begin so. */
static void mark_docsets(const struct corpus *corpus, struct str name, bool marks[], bool mark) {
    size_t whole = 0;
    while (whole < corpus->docset_count && !str_equal_nocase(corpus->docsets[whole].name, name))
        whole++;
    for (size_t i = 0; i < corpus->docset_count; i++)
        if (whole < corpus->docset_count ? i == whole : begins_with(corpus->docsets[i].name, name))
            marks[i + 1] = mark;
}

static void mark_kinds(const struct corpus *corpus, struct str name, bool marks[], bool mark) {
    for (size_t i = 0; i < corpus->kind_count; i++)
        if (is_kind(corpus->kinds[i], name))
            marks[i + 1] = mark;
}

/* What the clauses of one type leave: what they name, or all where they only say what not; then less the latter. NULL
 * when there are none. */
static bool *set_of_clauses(const struct corpus *corpus, const struct query *query, enum clause_type type,
                            struct arena *arena) {
    size_t count = type == CLAUSE_KIND ? corpus->kind_count : corpus->docset_count, clauses = 0;
    bool all = true;
    for (size_t i = 0; i < query->clause_count; i++) {
        clauses += query->clauses[i].type == type;
        all = all && (query->clauses[i].type != type || query->clauses[i].is_negated);
    }
    if (clauses == 0)
        return NULL;
    bool *marks = arena_alloc(arena, count + 1, sizeof *marks);
    for (size_t i = 1; i <= count; i++)
        marks[i] = all;
    for (int negated = 0; negated < 2; negated++)
        for (size_t i = 0; i < query->clause_count; i++) {
            const struct clause *clause = &query->clauses[i];
            if (clause->type == type && clause->is_negated == (negated != 0))
                (type == CLAUSE_KIND ? mark_kinds : mark_docsets)(corpus, clause->value, marks, negated == 0);
        }
    return marks;
}

/* An option leaves at most one, by its id; 0: none of that name. */
static bool *intersect(bool *marks, size_t count, size_t id, struct arena *arena) {
    bool *left = arena_alloc(arena, count + 1, sizeof *left);
    left[id] = id > 0 && (marks == NULL || marks[id]);
    return left;
}

/* The only id that is marked; 0 when none is, or several are. */
static size_t only_mark(const bool marks[], size_t count) {
    size_t only = 0, marked = 0;
    for (size_t i = 1; i <= count; i++) {
        only = marks[i] ? i : only;
        marked += marks[i];
    }
    return marked == 1 ? only : 0;
}

void filter_set(struct filter *filter, const struct corpus *corpus, const struct query *query, struct arena *arena) {
    const struct query_options *options = &query->options;
    *filter = (struct filter){
        .docsets = set_of_clauses(corpus, query, CLAUSE_DOCSET, arena),
        .kinds = set_of_clauses(corpus, query, CLAUSE_KIND, arena),
    };
    filter->asked_docsets = filter->docsets;
    filter->asked_kinds = filter->kinds;
    if (options->docset.len > 0) {
        const struct docset *docset = corpus_find_docset(corpus, options->docset);
        filter->docsets = intersect(filter->docsets, corpus->docset_count, docset ? (size_t)docset->id : 0, arena);
    }
    if (options->kind.len > 0)
        filter->kinds = intersect(filter->kinds, corpus->kind_count, corpus_find_kind(corpus, options->kind), arena);
    size_t only = filter->docsets != NULL ? only_mark(filter->docsets, corpus->docset_count) : 0;
    filter->only_docset = only > 0 ? &corpus->docsets[only - 1] : NULL;
}
