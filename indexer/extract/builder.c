#include "indexer/extract/builder.h"

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/tokens.h"

#include <stdlib.h>

/* Text of one entry, as UTF-8; what comes after is not kept. */
#define TEXT_MAX_BYTES ((size_t)8 << 20)

/* What an entry shows of a text that is another's: enough for an excerpt. */
#define SHARED_TEXT_MAX_BYTES 2000

/* A string of a builder_entry; empty when it was left out. */
static struct str given_string(struct str string) {
    return str_make(string.ptr, string.len);
}

static uint32_t add_entry(struct builder *builder, const struct builder_entry *given) {
    struct extraction *page = builder->page;
    page->entries = mem_grow(page->entries, page->entry_count, &builder->entry_capacity, sizeof *page->entries);
    builder->texts = mem_grow(builder->texts, page->entry_count, &builder->text_capacity, sizeof *builder->texts);
    struct builder_text *texts = &builder->texts[page->entry_count];
    buf_init(&texts->text, TEXT_MAX_BYTES);
    buf_init(&texts->code, TEXT_MAX_BYTES);
    page->entries[page->entry_count] = (struct entry){
        .kind = given->kind,
        .depth = (unsigned)builder->open_count,
        .text_of = (uint32_t)page->entry_count,
        .parent = builder->open_count ? builder->open[builder->open_count - 1].entry : ENTRY_NONE,
        .anchor = arena_copy(&page->arena, given_string(given->anchor)),
        .since = STR(""),
        .deprecated = STR(""),
        .title = arena_copy(&page->arena, utf8_head(given_string(given->title), ENTRY_MAX_TITLE_BYTES)),
        .name = arena_copy(&page->arena, utf8_head(given_string(given->name), ENTRY_MAX_TITLE_BYTES)),
        .signature = arena_copy(&page->arena, utf8_head(given_string(given->signature), ENTRY_MAX_SIGNATURE_BYTES)),
    };
    return (uint32_t)page->entry_count++;
}

static void push_open(struct builder *builder, uint32_t entry, int level) {
    if (builder->open_count == BUILDER_MAX_OPEN)
        builder->open_count--;
    builder->open[builder->open_count++] = (struct open_entry){entry, level};
}

void builder_init(struct builder *builder, struct extraction *page) {
    *builder = (struct builder){.page = page};
    const struct builder_entry whole = {
        .kind = KIND_PAGE, .anchor = STR(""), .title = STR(""), .name = STR(""), .signature = STR("")};
    push_open(builder, add_entry(builder, &whole), 0);
    builder->base = 1;
}

static void give_pending_ids(struct builder *builder, uint32_t entry) {
    struct extraction *page = builder->page;
    for (size_t i = page->id_count - builder->pending_ids; i < page->id_count; i++)
        page->ids[i].entry = entry;
}

/* Only the innermost open symbol's own end closes it: a heading in its description is part of it. */
static bool closes(int level, const struct open_entry *open) {
    return open->level >= level && open->level < BUILDER_SYMBOL_LEVEL;
}

void builder_close(struct builder *builder, int level) {
    while (builder->open_count > builder->base && closes(level, &builder->open[builder->open_count - 1]))
        builder->open_count--;
}

void builder_open(struct builder *builder, const struct builder_entry *entry) {
    builder_close(builder, entry->level);
    if (builder->page->entry_count >= ENTRY_MAX_PER_PAGE)
        return;
    uint32_t added = add_entry(builder, entry);
    push_open(builder, added, entry->level);
    if (entry->since.len > 0)
        builder_since(builder, entry->since);
    if (entry->deprecated.len > 0)
        builder_deprecated(builder, entry->deprecated);
    give_pending_ids(builder, added);
}

size_t builder_enter(struct builder *builder) {
    size_t token = builder->open_count * (BUILDER_MAX_OPEN + 1) + builder->base;
    builder->base = builder->open_count;
    return token;
}

void builder_leave(struct builder *builder, size_t token) {
    builder->open_count = token / (BUILDER_MAX_OPEN + 1);
    builder->base = token % (BUILDER_MAX_OPEN + 1);
    builder->pending_ids = 0;
}

uint32_t builder_current_index(const struct builder *builder) {
    return builder->open[builder->open_count - 1].entry;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* One space between words, none at the start of a line. */
static void put_space(struct buf *out) {
    if (out->len > 0 && out->data[out->len - 1] != ' ' && out->data[out->len - 1] != '\n')
        buf_putc(out, ' ');
}

void builder_text(struct builder *builder, struct str text) {
    struct buf *out = &builder->texts[builder_current_index(builder)].text;
    for (size_t at = 0; at < text.len;) {
        if (is_space(text.ptr[at])) {
            put_space(out);
            at++;
            continue;
        }
        size_t start = at;
        while (at < text.len && !is_space(text.ptr[at]))
            at++;
        buf_add(out, str_make(text.ptr + start, at - start));
        builder->pending_ids = 0;
    }
}

void builder_break(struct builder *builder) {
    struct buf *out = &builder->texts[builder_current_index(builder)].text;
    while (out->len > 0 && out->data[out->len - 1] == ' ')
        out->len--;
    if (out->len > 0 && out->data[out->len - 1] != '\n')
        buf_putc(out, '\n');
}

void builder_code(struct builder *builder, struct str code) {
    struct buf *out = &builder->texts[builder_current_index(builder)].code;
    if (str_trim(code).len == 0)
        return;
    if (out->len > 0)
        buf_putc(out, '\n');
    while (code.len > 0 && is_space(code.ptr[code.len - 1]))
        code.len--;
    buf_add(out, code);
    builder->pending_ids = 0;
}

static struct entry *current_entry(struct builder *builder) {
    return &builder->page->entries[builder_current_index(builder)];
}

void builder_since(struct builder *builder, struct str version) {
    struct entry *entry = current_entry(builder);
    if (entry->since.len == 0)
        entry->since = arena_copy(&builder->page->arena, utf8_head(str_trim(version), ENTRY_MAX_MARK_BYTES));
}

void builder_deprecated(struct builder *builder, struct str version) {
    struct entry *entry = current_entry(builder);
    version = str_trim(version);
    if (entry->deprecated.len == 0)
        entry->deprecated =
            version.len > 0 ? arena_copy(&builder->page->arena, utf8_head(version, ENTRY_MAX_MARK_BYTES)) : STR("yes");
}

struct str builder_owner_name(const struct builder *builder) {
    for (size_t i = builder->open_count; i-- > 0;) {
        struct str name = builder->page->entries[builder->open[i].entry].name;
        if (name.len > 0)
            return name;
    }
    return STR("");
}

void builder_id(struct builder *builder, struct str id) {
    struct extraction *page = builder->page;
    if (id.len == 0)
        return;
    page->ids = mem_grow(page->ids, page->id_count, &builder->id_capacity, sizeof *page->ids);
    page->ids[page->id_count++] = (struct id_owner){arena_copy(&page->arena, id), builder_current_index(builder)};
    builder->pending_ids++;
}

struct str builder_pending_id(const struct builder *builder, struct str prefix) {
    const struct extraction *page = builder->page;
    for (size_t i = 0; i < builder->pending_ids; i++) {
        struct str id = page->ids[page->id_count - 1 - i].id;
        if (str_starts(id, prefix))
            return id;
    }
    return STR("");
}

void builder_settle_ids(struct builder *builder) {
    builder->pending_ids = 0;
}

void builder_share(struct builder *builder, uint32_t first, uint32_t described) {
    for (uint32_t i = first; i < described; i++)
        builder->page->entries[i].text_of = described;
}

void builder_link(struct builder *builder, const struct link *link) {
    struct extraction *page = builder->page;
    page->links = mem_grow(page->links, page->link_count, &builder->link_capacity, sizeof *page->links);
    page->links[page->link_count++] = (struct link){
        .path = arena_copy(&page->arena, link->path),
        .fragment = arena_copy(&page->arena, link->fragment),
        .text = arena_copy(&page->arena, link->text),
    };
}

void builder_describe_page(struct builder *builder, const struct builder_entry *page) {
    struct entry *entry = &builder->page->entries[0];
    struct arena *arena = &builder->page->arena;
    entry->kind = page->kind == KIND_SECTION ? KIND_PAGE : page->kind;
    if (page->title.len > 0)
        entry->title = arena_copy(arena, utf8_head(page->title, ENTRY_MAX_TITLE_BYTES));
    if (page->name.len > 0)
        entry->name = arena_copy(arena, utf8_head(page->name, ENTRY_MAX_TITLE_BYTES));
    if (page->signature.len > 0)
        entry->signature = arena_copy(arena, utf8_head(page->signature, ENTRY_MAX_SIGNATURE_BYTES));
    if (page->since.len > 0)
        entry->since = arena_copy(arena, utf8_head(page->since, ENTRY_MAX_MARK_BYTES));
    if (page->deprecated.len > 0)
        entry->deprecated = arena_copy(arena, utf8_head(page->deprecated, ENTRY_MAX_MARK_BYTES));
}

void builder_alias(struct builder *builder, const struct builder_entry *entry) {
    uint32_t owner = builder_current_index(builder);
    size_t token = builder_enter(builder), added = builder->page->entry_count;
    builder->pending_ids = 0;
    builder_open(builder, entry);
    if (builder->page->entry_count > added)
        builder->page->entries[added].text_of = owner;
    builder_leave(builder, token);
}

static struct str breadcrumbs_of(struct extraction *page, const struct entry *entry) {
    uint32_t chain[BUILDER_MAX_OPEN];
    size_t count = 0;
    for (uint32_t at = entry->parent; at != ENTRY_NONE && count < BUILDER_MAX_OPEN; at = page->entries[at].parent)
        chain[count++] = at;
    struct buf joined;
    buf_init(&joined, BUILDER_MAX_OPEN * (ENTRY_MAX_TITLE_BYTES + 1));
    while (count-- > 0) {
        buf_add(&joined, page->entries[chain[count]].title);
        if (count > 0)
            buf_putc(&joined, '\n');
    }
    struct str copy = arena_copy(&page->arena, buf_str(&joined));
    buf_free(&joined);
    return copy;
}

/* The last part of a qualified name, so that the title field of a symbol holds what the name field does not stress. */
static struct str last_part(struct str name) {
    for (size_t i = name.len; i-- > 1;)
        if (name.ptr[i - 1] == '.' || name.ptr[i - 1] == ':')
            return str_from_offset(name, i);
    return name;
}

static void write_terms(struct extraction *page, struct entry *entry, struct buf *scratch) {
    const struct str sources[FIELD_COUNT] = {
        [FIELD_TITLE] =
            entry->name.len > 0 && str_equal(entry->name, entry->title) ? last_part(entry->name) : entry->title,
        [FIELD_NAME] = entry->name,
        [FIELD_LINKS] = STR(""),
        [FIELD_BREADCRUMBS] = entry->breadcrumbs,
        [FIELD_TEXT] = entry->text,
        [FIELD_CODE] = entry->code,
    };
    entry->title_words = (uint16_t)tokens_count(sources[FIELD_TITLE]);
    for (int field = 0; field < FIELD_COUNT; field++) {
        buf_reset(scratch);
        size_t count = tokens_write(scratch, sources[field]);
        entry->term_count[field] = (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX);
        entry->terms[field] = arena_copy(&page->arena, buf_str(scratch));
    }
}

void builder_finish(struct builder *builder) {
    struct extraction *page = builder->page;
    struct buf scratch;
    buf_init(&scratch, 4 * TEXT_MAX_BYTES);
    for (size_t i = 0; i < page->entry_count; i++) {
        struct entry *entry = &page->entries[i];
        struct builder_text *texts = &builder->texts[i];
        entry->text = arena_copy(&page->arena, str_trim(buf_str(&texts->text)));
        entry->code = arena_copy(&page->arena, buf_str(&texts->code));
        entry->breadcrumbs = breadcrumbs_of(page, entry);
        write_terms(page, entry, &scratch);
        buf_free(&texts->text);
        buf_free(&texts->code);
    }
    for (size_t i = 0; i < page->entry_count; i++)
        if (page->entries[i].text_of != i)
            page->entries[i].text = utf8_head(page->entries[page->entries[i].text_of].text, SHARED_TEXT_MAX_BYTES);
    buf_free(&scratch);
    free(builder->texts);
    builder->texts = NULL;
}
