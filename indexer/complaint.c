#include "indexer/complaint.h"

#include <limits.h>
#include <stdio.h>

static void keep(char kept[COMPLAINT_LINE_BYTES], struct str text) {
    snprintf(kept, COMPLAINT_LINE_BYTES, "%.*s", STR_ARG(text));
}

/* What stands between two texts; empty when it does not look so. */
static struct str between(struct str text, struct str before, struct str after) {
    size_t start = str_find(text, before, 0) + before.len;
    struct str rest = str_from_offset(text, start);
    size_t end = str_find(rest, after, 0);
    return end < rest.len ? str_head(rest, end) : STR("");
}

/* "in mapping field 'title' (line: 4, column: 10)", "in sequence entry '1' (...)", "in mapping (...)" */
static void take_place(struct complaint *complaint, struct str line) {
    if (complaint->place_count == COMPLAINT_MAX_PLACES)
        return;
    struct complaint_place *place = &complaint->places[complaint->place_count++];
    *place = (struct complaint_place){.is_entry = str_starts(line, STR("in sequence"))};
    keep(place->name, between(line, STR("'"), STR("' (line: ")));
    str_to_number(between(line, STR("(line: "), STR(",")), ULONG_MAX, &place->line);
    str_to_number(between(line, STR("column: "), STR(")")), ULONG_MAX, &place->column);
}

void complaint_take(struct complaint *complaint, struct str line) {
    static const struct str sender = {"Load: ", 6};
    line = str_trim(line);
    if (str_starts(line, sender))
        line = str_from_offset(line, sender.len);
    if (str_is(line, "Backtrace:"))
        return;
    if (str_starts(line, STR("in ")) && str_find(line, STR("(line: "), 0) < line.len)
        take_place(complaint, line);
    else if (complaint->what[0] == '\0')
        keep(complaint->what, line);
}

/* Whether a line has `key` as a key: behind nothing but spaces and what begins an entry or a mapping. Of a line that is
 * cut in front, the beginning may be within a value. */
static bool has_key(struct str line, bool is_cut, struct str key) {
    for (size_t at = str_find(line, key, 0); at < line.len; at = str_find(line, key, at + 1)) {
        struct str before = str_head(line, at), behind = str_from_offset(line, at + key.len);
        while (before.len > 0 && strchr(" \"'", before.ptr[before.len - 1]) != NULL)
            before.len--;
        while (behind.len > 0 && strchr(" \"'", behind.ptr[0]) != NULL)
            behind = str_from_offset(behind, 1);
        bool is_first = before.len == 0 ? !is_cut : strchr("-{,", before.ptr[before.len - 1]) != NULL;
        if (is_first && str_starts(behind, STR(":")))
            return true;
    }
    return false;
}

/* The innermost place: where libcyaml stopped. */
static struct complaint_place last_place(const struct complaint *complaint) {
    return complaint->place_count > 0 ? complaint->places[0] : (struct complaint_place){.line = 0};
}

/* The first line that has the key behind where libcyaml stopped; that line itself when there is none. */
static unsigned long line_of_key(const struct complaint *complaint, struct str text, struct str key) {
    struct complaint_place last = last_place(complaint);
    unsigned long number = 1;
    for (struct str rest = text, line; last.column > 0 && str_split(&rest, '\n', &line); number++) {
        struct str behind = number == last.line ? str_from_offset(line, last.column - 1) : line;
        if (number >= last.line && has_key(behind, behind.len < line.len, key))
            return number;
    }
    return last.line;
}

static void write_line(unsigned long line, struct buf *out) {
    if (line > 0)
        buf_addf(out, ":%lu: ", line);
    else
        buf_puts(out, ": ");
}

/* "'title'", "entry 2 of 'include'", "doc set 2", "the file" */
static void write_subject(const struct complaint *complaint, struct buf *out) {
    const struct complaint_place *inner = &complaint->places[0], *outer = &complaint->places[1];
    if (complaint->place_count == 0)
        buf_puts(out, "the file");
    else if (!inner->is_entry)
        buf_addf(out, "'%s'", inner->name);
    else if (complaint->place_count > 1 && strcmp(outer->name, "docsets") == 0)
        buf_addf(out, "doc set %s", inner->name);
    else
        buf_addf(out, "entry %s of '%s'", inner->name, complaint->place_count > 1 ? outer->name : "");
}

/* "Expecting STRING, got event: SEQUENCE_START" */
static void write_wrong_kind(const struct complaint *complaint, struct buf *out) {
    struct str what = str_from(complaint->what), wanted = between(what, STR("Expecting "), STR(","));
    bool is_list = str_ends(what, STR("SEQUENCE_START")), is_mapping = str_ends(what, STR("MAPPING_START"));
    write_subject(complaint, out);
    if (str_is(wanted, "ENUM"))
        buf_puts(out, " should be true or false");
    else if (str_is(wanted, "SEQUENCE"))
        buf_puts(out, " should be a list");
    else if (str_is(wanted, "MAPPING"))
        buf_puts(out, " should have keys with values, such as 'path: html'");
    else
        buf_addf(out, " should be a text%s", is_list ? ", not a list" : is_mapping ? ", not keys with values" : "");
}

/* Where the doc set begins that is complained of; 0: it is none. */
static unsigned long line_of_docset(const struct complaint *complaint) {
    for (unsigned i = 0; i < complaint->place_count; i++)
        if (complaint->places[i].is_entry)
            return complaint->places[i].line;
    return 0;
}

static void write_unknown_key(const struct complaint *complaint, struct str key, const struct complaint_keys *keys,
                              struct str text, struct buf *out) {
    bool is_in_docset = line_of_docset(complaint) > 0;
    write_line(line_of_key(complaint, text, key), out);
    buf_addf(out, "unknown key '%.*s'; %s may have %s", STR_ARG(key), is_in_docset ? "a doc set" : "the file",
             is_in_docset ? keys->of_docset : keys->of_file);
}

/* What a message begins with, and how it is said here: what stands behind it is the key or value. */
enum meaning {
    MEANING_UNKNOWN_KEY,
    MEANING_TWICE,
    MEANING_MISSING_KEY,
    MEANING_WRONG_KIND,
    MEANING_NO_TRUTH,
    MEANING_TOO_LONG,
    MEANING_EMPTY,
    MEANING_TOO_MANY,
    MEANING_NO_YAML,
    MEANING_DOCUMENTS,
    MEANING_OTHER,
};

static enum meaning meaning_of(struct str what, struct str *rest) {
    static const struct str begins[MEANING_OTHER] = {
        [MEANING_UNKNOWN_KEY] = {"Unexpected key: ", 16},
        [MEANING_TWICE] = {"Mapping field already seen: ", 28},
        [MEANING_MISSING_KEY] = {"Missing required mapping field: ", 32},
        [MEANING_WRONG_KIND] = {"Expecting ", 10},
        [MEANING_NO_TRUTH] = {"Invalid ENUM value: ", 20},
        [MEANING_TOO_LONG] = {"STRING length > ", 16},
        [MEANING_EMPTY] = {"STRING length < 1:", 18},
        [MEANING_TOO_MANY] = {"Excessive entries (", 19},
        [MEANING_NO_YAML] = {"libyaml: ", 9},
        [MEANING_DOCUMENTS] = {"Ignoring documents after first in stream", 40},
    };
    for (int i = 0; i < MEANING_OTHER; i++) {
        if (!str_starts(what, begins[i]))
            continue;
        *rest = str_from_offset(what, begins[i].len);
        return (enum meaning)i;
    }
    *rest = what;
    return MEANING_OTHER;
}

/* The list is around the last entry that it may have. */
static void write_too_many(const struct complaint *complaint, struct str rest, struct buf *out) {
    unsigned list = complaint->place_count > 1 && complaint->places[0].is_entry ? 1 : 0;
    write_line(complaint->places[list].line, out);
    buf_addf(out, "'%s' has more than %.*s entries", complaint->places[list].name,
             STR_ARG(str_head(rest, str_find_char(rest, ' ', 0))));
}

/* Of a value that is there at the place. */
static void write_wrong_value(const struct complaint *complaint, enum meaning meaning, struct str rest,
                              struct buf *out) {
    write_line(last_place(complaint).line, out);
    if (meaning == MEANING_WRONG_KIND) {
        write_wrong_kind(complaint, out);
        return;
    }
    write_subject(complaint, out);
    if (meaning == MEANING_NO_TRUTH)
        buf_addf(out, " should be true or false, not '%.*s'", STR_ARG(rest));
    else if (meaning == MEANING_TOO_LONG)
        buf_addf(out, " is longer than %.*s bytes", STR_ARG(str_head(rest, str_find_char(rest, ':', 0))));
    else if (meaning == MEANING_EMPTY)
        buf_puts(out, " is empty");
}

static void write_other(const struct complaint *complaint, const char *reason, struct buf *out) {
    write_line(last_place(complaint).line, out);
    if (strcmp(reason, "YAML alias unsupported") == 0)
        buf_puts(out, "an alias ('*' and a name) cannot be used here");
    else
        buf_addf(out, "what follows cannot be used here (%s)", complaint->what[0] != '\0' ? complaint->what : reason);
}

void complaint_write(const struct complaint *complaint, const char *reason, const struct complaint_keys *keys,
                     struct str text, struct buf *out) {
    struct str rest;
    enum meaning meaning = meaning_of(str_from(complaint->what), &rest);
    switch (meaning) {
    case MEANING_UNKNOWN_KEY: write_unknown_key(complaint, rest, keys, text, out); break;
    case MEANING_TWICE:
        write_line(line_of_key(complaint, text, rest), out);
        buf_addf(out, "'%.*s' is given twice", STR_ARG(rest));
        break;
    case MEANING_MISSING_KEY:
        write_line(line_of_docset(complaint), out);
        buf_addf(out, "a doc set without '%.*s'", STR_ARG(rest));
        break;
    case MEANING_TOO_MANY: write_too_many(complaint, rest, out); break;
    case MEANING_NO_YAML:
        write_line(last_place(complaint).line, out);
        buf_addf(out, "cannot be read as YAML from here on: %.*s", STR_ARG(rest));
        break;
    case MEANING_DOCUMENTS: buf_puts(out, ": a second document, which '---' begins, cannot be used here"); break;
    case MEANING_OTHER: write_other(complaint, reason, out); break;
    default: write_wrong_value(complaint, meaning, rest, out);
    }
}
