#include "indexer/extract/index_reading.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/name.h"
#include "common/text/tokens.h"
#include "indexer/extract/link.h"
#include "indexer/extract/text.h"

#include <stdlib.h>

#define LINE_MAX_BYTES 2000
#define KEY_MAX_BYTES (20 * INDEX_MAX_PHRASE_BYTES) /* some characters fold to eighteen */

void index_reading_begin(struct index_reading *reading, const struct page_view *view, const struct profile *profile,
                         struct extraction *page) {
    *reading = (struct index_reading){.view = view, .profile = profile, .page = page};
    buf_init(&reading->raw, LINE_MAX_BYTES);
    buf_init(&reading->line, 2 * LINE_MAX_BYTES);
    buf_init(&reading->path, LINE_MAX_BYTES);
    buf_init(&reading->fragment, LINE_MAX_BYTES);
    for (size_t i = 0; i <= INDEX_MAX_DEPTH; i++)
        buf_init(&reading->phrases[i], INDEX_MAX_PHRASE_BYTES);
}

void index_reading_start_line(struct index_reading *reading) {
    buf_reset(&reading->raw);
}

void index_reading_add(struct index_reading *reading, struct str text) {
    buf_add(&reading->raw, utf8_head(text, reading->raw.max_bytes - reading->raw.len));
}

struct str index_reading_line(struct index_reading *reading) {
    buf_reset(&reading->line);
    text_write_line(&reading->line, buf_str(&reading->raw));
    return buf_str(&reading->line);
}

bool index_reading_is_link(const struct node *node) {
    return node->tag == TAG_A && node_has_attribute(node, "href");
}

struct str index_reading_without_comma(struct str line) {
    while (line.len > 1 && str_ends(line, STR(",")))
        line = str_trim(str_head(line, line.len - 1));
    return line;
}

struct str index_reading_remark(struct str term) {
    int depth = 0;
    for (size_t i = term.len; i-- > 0 && str_ends(term, STR(")"));) {
        depth += term.ptr[i] == ')';
        depth -= term.ptr[i] == '(';
        if (depth == 0)
            return i == 0 || term.ptr[i - 1] == ' ' ? str_from_offset(term, i) : STR("");
    }
    return STR("");
}

static void add_line(struct buf *phrase, struct str line) {
    if (line.len == 0)
        return;
    if (phrase->len > 0)
        buf_putc(phrase, '\n');
    buf_add(phrase, line);
}

static void add_terms(struct buf *phrase, struct str terms) {
    for (size_t comma = str_find(terms, STR(", "), 0); comma < terms.len; comma = str_find(terms, STR(", "), 0)) {
        add_line(phrase, str_trim(str_head(terms, comma)));
        terms = str_from_offset(terms, comma + 1);
    }
    add_line(phrase, str_trim(terms));
}

bool index_reading_open(struct index_reading *reading, size_t depth, struct str term, struct str *phrase) {
    struct buf *terms = &reading->phrases[depth + 1], whole;
    struct str remark = index_reading_remark(term);
    if (remark.len == term.len && depth == 0)
        remark = STR("");
    buf_reset(terms);
    buf_add(terms, buf_str(&reading->phrases[depth]));
    add_terms(terms, str_trim(str_head(term, term.len - remark.len)));
    buf_init(&whole, INDEX_MAX_PHRASE_BYTES);
    buf_add(&whole, buf_str(terms));
    add_line(&whole, remark);
    *phrase = arena_copy(&reading->page->arena, buf_str(buf_failed(&whole) ? terms : &whole));
    buf_free(&whole);
    return !buf_failed(terms);
}

/* Keywords of one phrase stand in a row: its key is made once. */
static struct str key_of(struct extraction *page, struct str phrase) {
    const struct keyword *last = page->keyword_count > 0 ? &page->keywords[page->keyword_count - 1] : NULL;
    if (last != NULL && last->phrase.ptr == phrase.ptr)
        return last->key;
    struct buf key;
    buf_init(&key, KEY_MAX_BYTES);
    name_write_phrase_key(&key, phrase);
    struct str copy = arena_copy(&page->arena, buf_str(&key));
    buf_free(&key);
    return copy;
}

static void add_keyword(struct index_reading *reading, const struct keyword *keyword) {
    struct extraction *page = reading->page;
    if (keyword->phrase.len == 0)
        return;
    if (page->keyword_count >= INDEX_MAX_KEYWORDS) {
        page->limit = page->limit ? page->limit : "an index of more than 500,000 places: the others find nothing";
        return;
    }
    struct str key = key_of(page, keyword->phrase);
    page->keywords = mem_grow(page->keywords, page->keyword_count, &page->keyword_capacity, sizeof *page->keywords);
    page->keywords[page->keyword_count] = *keyword;
    page->keywords[page->keyword_count++].key = key;
}

void index_reading_add_place(struct index_reading *reading, struct str phrase, const struct node *link, bool is_name) {
    static const struct node_rule strong = {.name = "strong"};
    buf_reset(&reading->path);
    buf_reset(&reading->fragment);
    if (!link_resolve(reading->view->path, node_attribute(link, "href"), &reading->path, &reading->fragment))
        return;
    struct arena *arena = &reading->page->arena;
    const struct keyword keyword = {
        .phrase = phrase,
        .target = {arena_copy(arena, buf_str(&reading->path)), arena_copy(arena, buf_str(&reading->fragment))},
        .is_main = node_find(link, &strong) != NULL || str_is(link->parent->name, "strong"),
        .is_name = is_name,
    };
    add_keyword(reading, &keyword);
}

void index_reading_add_reference(struct index_reading *reading, struct str phrase, struct str wanted) {
    if (reading->reference_count >= INDEX_MAX_KEYWORDS || phrase.len == 0 || wanted.len == 0)
        return;
    reading->references = mem_grow(reading->references, reading->reference_count, &reading->reference_capacity,
                                   sizeof *reading->references);
    reading->references[reading->reference_count++] =
        (struct index_reference){phrase, arena_copy(&reading->page->arena, wanted)};
}

void index_reading_add_item(struct index_reading *reading, struct str id, struct str phrase) {
    if (id.len == 0 || reading->item_count >= INDEX_MAX_KEYWORDS)
        return;
    reading->items = mem_grow(reading->items, reading->item_count, &reading->item_capacity, sizeof *reading->items);
    reading->items[reading->item_count++] = (struct index_item){id, phrase};
}

static int compare_items(const void *a, const void *b) {
    return str_compare(((const struct index_item *)a)->id, ((const struct index_item *)b)->id);
}

static const struct index_item *find_item(const struct index_reading *reading, struct str id) {
    const struct index_item wanted = {id, STR("")};
    if (reading->item_count == 0)
        return NULL;
    return bsearch(&wanted, reading->items, reading->item_count, sizeof wanted, compare_items);
}

/* Links to other items of the index are references. */
static void part_references(struct index_reading *reading) {
    struct extraction *page = reading->page;
    size_t kept = 0;
    if (reading->item_count > 0)
        qsort(reading->items, reading->item_count, sizeof *reading->items, compare_items);
    for (size_t i = 0; i < page->keyword_count; i++) {
        struct keyword keyword = page->keywords[i];
        bool is_here = str_equal(keyword.target.path, reading->view->path);
        const struct index_item *item = is_here ? find_item(reading, keyword.target.fragment) : NULL;
        if (item != NULL)
            index_reading_add_reference(reading, keyword.phrase, item->phrase);
        else
            page->keywords[kept++] = keyword;
    }
    page->keyword_count = kept;
}

/* A phrase as it can be compared, with where it comes from. */
struct plain_phrase {
    struct str plain;
    size_t keyword;
};

static int compare_plain(const void *a, const void *b) {
    const struct plain_phrase *x = a, *y = b;
    int order = str_compare(x->plain, y->plain);
    return order != 0 ? order : (x->keyword > y->keyword) - (x->keyword < y->keyword);
}

/* In small letters, without what parts terms. Arena. */
static struct str plain_of(struct arena *arena, struct str phrase) {
    char *plain = arena_bytes(arena, phrase.len);
    size_t length = 0;
    for (size_t i = 0; i < phrase.len; i++) {
        char c = phrase.ptr[i];
        bool parts = strchr(" \n,;()", c) != NULL;
        if (!parts)
            plain[length++] = ascii_lower(c);
        else if (length > 0 && plain[length - 1] != ' ')
            plain[length++] = ' ';
    }
    while (length > 0 && plain[length - 1] == ' ')
        length--;
    return str_make(plain, length);
}

/* The first of the phrases that is not before the wanted one. */
static size_t lower_bound(const struct plain_phrase *phrases, size_t count, struct str wanted) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(phrases[middle].plain, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the phrase has places, itself or with more terms or a remark behind it: what it sends the reader to is then
 * something else. */
static bool has_places(const struct plain_phrase *phrases, size_t count, struct str plain) {
    size_t at = lower_bound(phrases, count, plain);
    if (at == count || !str_starts(phrases[at].plain, plain))
        return false;
    struct str behind = str_from_offset(phrases[at].plain, plain.len);
    return behind.len == 0 || behind.ptr[0] == ' ';
}

static void follow(struct index_reading *reading, const struct plain_phrase *phrases, size_t count,
                   const struct index_reference *reference) {
    struct extraction *page = reading->page;
    struct str own = plain_of(&page->arena, reference->phrase), wanted = plain_of(&page->arena, reference->wanted);
    bool is_other = has_places(phrases, count, own);
    size_t at = lower_bound(phrases, count, wanted);
    for (size_t i = at; i < count && i < at + INDEX_MAX_PLACES && str_equal(phrases[i].plain, wanted); i++) {
        struct keyword keyword = page->keywords[phrases[i].keyword];
        keyword.phrase = reference->phrase;
        keyword.is_name = keyword.is_name && !is_other;
        add_keyword(reading, &keyword);
    }
}

static void follow_references(struct index_reading *reading) {
    struct extraction *page = reading->page;
    size_t count = page->keyword_count;
    if (reading->reference_count == 0 || count == 0)
        return;
    struct plain_phrase *phrases = mem_new(count, sizeof *phrases);
    for (size_t i = 0; i < count; i++)
        phrases[i] = (struct plain_phrase){plain_of(&page->arena, page->keywords[i].phrase), i};
    qsort(phrases, count, sizeof *phrases, compare_plain);
    for (size_t i = 0; i < reading->reference_count; i++)
        follow(reading, phrases, count, &reading->references[i]);
    free(phrases);
}

static struct str head_of(struct str phrase) {
    return str_head(phrase, str_find_char(phrase, '\n', 0));
}

/* "not, operator" is about "not" itself. */
static bool says_what_it_is(struct str behind) {
    static const char *const words[] = {"operator", "statement", "keyword", "clause"};
    behind = str_from_offset(behind, 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal_nocase(behind, str_from(words[i])))
            return true;
    return false;
}

/* Keywords in a row that have the same head. */
struct cases {
    size_t start, count;
    bool head_has_places; /* alone or with a remark */
    bool say_what_it_is;  /* one or more of them */
};

static struct cases cases_from(const struct extraction *page, size_t start, size_t end) {
    struct str head = head_of(page->keywords[start].phrase);
    struct cases cases = {.start = start};
    for (size_t at = start; at < end && str_equal(head_of(page->keywords[at].phrase), head); at++) {
        struct str behind = str_from_offset(page->keywords[at].phrase, head.len);
        cases.count++;
        cases.head_has_places = cases.head_has_places || behind.len == 0 || str_starts(behind, STR("\n("));
        cases.say_what_it_is = cases.say_what_it_is || says_what_it_is(behind);
    }
    return cases;
}

/* A head without places of its own leads to those that say what it is. A head that is an operator, which has no words
 * that could be found otherwise, leads to all of a few when none does. As a rule for all heads this costs more than it
 * gives: "built-in" heads very different things (python.linksym page @1 0.875 to 0.869). */
static void add_heads(struct index_reading *reading) {
    struct extraction *page = reading->page;
    size_t end = page->keyword_count;
    for (size_t start = 0; start < end;) {
        const struct cases cases = cases_from(page, start, end);
        struct str head = head_of(page->keywords[start].phrase);
        bool leads_to_all = !cases.say_what_it_is && tokens_count(head) == 0 && cases.count <= INDEX_MAX_HEADED;
        start += cases.count;
        for (size_t i = cases.start; !cases.head_has_places && i < start; i++) {
            struct keyword keyword = page->keywords[i];
            if (!leads_to_all && !says_what_it_is(str_from_offset(keyword.phrase, head.len)))
                continue;
            keyword.phrase = head;
            add_keyword(reading, &keyword);
        }
    }
}

void index_reading_end(struct index_reading *reading) {
    part_references(reading);
    add_heads(reading);
    follow_references(reading);
    buf_free(&reading->raw);
    buf_free(&reading->line);
    buf_free(&reading->path);
    buf_free(&reading->fragment);
    for (size_t i = 0; i <= INDEX_MAX_DEPTH; i++)
        buf_free(&reading->phrases[i]);
    free(reading->references);
    free(reading->items);
}
