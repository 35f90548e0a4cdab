#include "common/search/syntax.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/search/filter.h"
#include "common/text/fold.h"

/* A text on its way through: pieces between white space, which stays inside "quotes". */
struct reading {
    struct str text;
    const struct syntax_scope *scope;
    struct clause *clauses;
    size_t count;
    bool has_sought; /* something that is neither filter nor exclusion nor option */
};

/* Behind the piece that begins at start: the first white space outside quotes, or the end of what -"..." excludes. A
 * quote that is not closed is none. */
static size_t piece_end(struct str text, size_t start) {
    bool is_excluded_phrase = str_starts(str_from_offset(text, start), STR("-\""));
    for (size_t at = start; at < text.len; at++) {
        if (ascii_is_space(text.ptr[at]))
            return at;
        size_t close = text.ptr[at] == '"' ? str_find_char(text, '"', at + 1) : text.len;
        if (close < text.len && is_excluded_phrase)
            return close + 1;
        if (close < text.len)
            at = close;
    }
    return text.len;
}

static bool has_prefix(struct str piece, struct str prefix, struct str *rest) {
    if (piece.len < prefix.len || !str_equal_nocase(str_head(piece, prefix.len), prefix))
        return false;
    *rest = str_from_offset(piece, prefix.len);
    return true;
}

/* "kind:function", "in:python", "-in:git". */
static bool read_filter(const struct reading *reading, struct str piece, struct clause *clause) {
    const struct syntax_scope *scope = reading->scope;
    if (scope == NULL)
        return false;
    clause->is_negated = piece.len > 0 && piece.ptr[0] == '-';
    piece = str_from_offset(piece, clause->is_negated);
    clause->end = clause->start + clause->is_negated + piece.len;
    if (has_prefix(piece, STR("kind:"), &clause->value)) {
        clause->type = CLAUSE_KIND;
        return clause->value.len > 0 && scope->has_kind(scope->context, clause->value);
    }
    clause->type = CLAUSE_DOCSET;
    return has_prefix(piece, STR("in:"), &clause->value) && clause->value.len > 0 &&
           scope->has_docset(scope->context, clause->value);
}

/* "fn:", "fn:open": the word behind it is looked for. "mod::name" is a path. */
static bool read_short_filter(const struct reading *reading, struct str piece, struct clause *clause) {
    size_t colon = str_find_char(piece, ':', 0);
    bool is_path = colon + 1 < piece.len && (piece.ptr[colon + 1] == ':' || piece.ptr[colon + 1] == '/');
    if (reading->scope == NULL || colon == piece.len || is_path)
        return false;
    clause->type = CLAUSE_KIND;
    clause->is_negated = false;
    clause->value = str_head(piece, colon);
    clause->end = clause->start + colon + 1;
    return filter_is_short_kind(clause->value) && reading->scope->has_kind(reading->scope->context, clause->value);
}

/* What may be a name: "word", "os.path", "std::vector", "Array#each". */
static bool is_plain(struct str word) {
    for (size_t at = 0; at < word.len;) {
        size_t before = at;
        uint32_t code = utf8_next(word, &at);
        if (!fold_is_word(code) && strchr(".-:#", word.ptr[before]) == NULL)
            return false;
    }
    return true;
}

static bool read_exclusion(const struct reading *reading, struct str piece, struct clause *clause) {
    const struct syntax_scope *scope = reading->scope;
    clause->type = CLAUSE_EXCLUDED;
    clause->is_negated = false;
    clause->end = clause->start + piece.len;
    if (piece.len < 3 || piece.ptr[0] != '-')
        return false;
    clause->value = str_from_offset(piece, 1);
    if (piece.ptr[1] == '"') {
        clause->value = str_make(piece.ptr + 2, piece.len - 3);
        return piece.len > 3 && piece.ptr[piece.len - 1] == '"';
    }
    size_t at = 0;
    uint32_t first = utf8_next(clause->value, &at);
    if (!fold_is_word(first) || ascii_is_digit(clause->value.ptr[0]) || !is_plain(clause->value))
        return false;
    return scope == NULL || !scope->has_name(scope->context, piece);
}

/* Something is looked for that cannot be an option: more than quotes, and no dash in front. */
static bool is_sought(struct str piece) {
    for (size_t i = 0; i < piece.len && piece.ptr[0] != '-'; i++)
        if (piece.ptr[i] != '"')
            return true;
    return false;
}

static void read_piece(struct reading *reading, size_t start, size_t end) {
    struct str piece = str_make(reading->text.ptr + start, end - start);
    struct clause clause = {.start = start};
    bool has_room = reading->count < SYNTAX_MAX_CLAUSES;
    if (has_room && (read_filter(reading, piece, &clause) || read_short_filter(reading, piece, &clause) ||
                     read_exclusion(reading, piece, &clause))) {
        reading->clauses[reading->count++] = clause;
        start = clause.end;
    }
    reading->has_sought = reading->has_sought || is_sought(str_make(reading->text.ptr + start, end - start));
}

/* Where nothing else is looked for, nothing is excluded. */
static void drop_exclusions(struct reading *reading) {
    size_t kept = 0;
    for (size_t i = 0; i < reading->count; i++)
        if (reading->clauses[i].type != CLAUSE_EXCLUDED)
            reading->clauses[kept++] = reading->clauses[i];
    reading->count = kept;
}

size_t syntax_read(struct str text, const struct syntax_scope *scope, struct clause clauses[SYNTAX_MAX_CLAUSES]) {
    struct reading reading = {.text = text, .scope = scope, .clauses = clauses};
    for (size_t at = 0; at < text.len;) {
        if (ascii_is_space(text.ptr[at])) {
            at++;
            continue;
        }
        size_t end = piece_end(text, at);
        read_piece(&reading, at, end);
        at = end;
    }
    if (!reading.has_sought)
        drop_exclusions(&reading);
    return reading.count;
}
