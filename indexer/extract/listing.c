#include "indexer/extract/listing.h"

#include "common/base/mem.h"
#include "common/text/exact.h"
#include "common/text/name.h"

#define KEY_MAX_BYTES 1000

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The command that a line lists; empty when it lists none. */
static struct str listed_command(struct str line) {
    line = str_trim(line);
    bool has_sign = line.len > 1 && strchr(".:\\/", line.ptr[0]) != NULL && is_letter(line.ptr[1]);
    size_t gap = has_sign ? str_find(line, STR("  "), 0) : line.len;
    size_t bytes = gap < line.len ? exact_at_start(str_head(line, gap)) : 0;
    bool is_whole = bytes == gap || (bytes > 0 && line.ptr[bytes] == ' ');
    return bytes > 1 && is_whole ? str_head(line, bytes) : STR("");
}

static size_t count_commands(struct str code) {
    size_t count = 0;
    for (struct str line; str_split(&code, '\n', &line);)
        count += listed_command(line).len > 0;
    return count;
}

static void add_command(struct extraction *page, const struct page_address *place, struct str command) {
    struct buf key;
    buf_init(&key, KEY_MAX_BYTES);
    name_write_phrase_key(&key, command);
    page->keywords = mem_grow(page->keywords, page->keyword_count, &page->keyword_capacity, sizeof *page->keywords);
    page->keywords[page->keyword_count++] = (struct keyword){
        .phrase = arena_copy(&page->arena, command),
        .key = arena_copy(&page->arena, buf_str(&key)),
        .target = *place,
        .is_name = true,
    };
    buf_free(&key);
}

/* An entry without an id of its own cannot be found through one: false. */
static bool find_place(const struct builder *builder, struct str path, struct page_address *place) {
    struct extraction *page = builder->page;
    struct str anchor = page->entries[builder_current_index(builder)].anchor;
    *place = (struct page_address){arena_copy(&page->arena, path), anchor};
    return str_find(anchor, STR(ENTRY_TEXT_FRAGMENT), 0) == anchor.len;
}

void listing_read(const struct builder *builder, struct str path, struct str code) {
    struct extraction *page = builder->page;
    struct page_address place;
    if (count_commands(code) < LISTING_MIN_COMMANDS || !find_place(builder, path, &place))
        return;
    for (struct str line; str_split(&code, '\n', &line) && page->keyword_count < LISTING_MAX_KEYWORDS;) {
        struct str command = listed_command(line);
        if (command.len > 0)
            add_command(page, &place, command);
    }
}
