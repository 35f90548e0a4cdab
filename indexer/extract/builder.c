#include "indexer/extract/builder.h"

#include "common/base/ascii.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/index/schema.h"
#include "common/text/exact.h"
#include "common/text/tokens.h"
#include "indexer/extract/author.h"

#include <stdlib.h>

/* What an entry shows of a text that is another's: enough for an excerpt. */
#define SHARED_TEXT_MAX_BYTES 2000

/* A string of a builder_entry; empty when it was left out. */
static struct str given_string(struct str string) {
    return str_make(string.ptr, string.len);
}

/* A text fragment stands behind the last id before it: browsers that do not know text fragments go there. */
static struct str place_anchor(const struct extraction *page, struct str anchor, struct buf *scratch) {
    if (!str_starts(anchor, STR(ENTRY_TEXT_FRAGMENT)) || page->id_count == 0)
        return anchor;
    buf_add(scratch, page->ids[page->id_count - 1].id);
    buf_add(scratch, anchor);
    return buf_str(scratch);
}

static struct str copy_anchor(struct extraction *page, struct str anchor) {
    struct buf scratch;
    buf_init(&scratch, ENTRY_MAX_ANCHOR_BYTES + sizeof ENTRY_TEXT_FRAGMENT + ENTRY_MAX_FRAGMENT_BYTES);
    struct str copy = arena_copy(&page->arena, place_anchor(page, anchor, &scratch));
    buf_free(&scratch);
    return copy;
}

static uint32_t add_entry(struct builder *builder, const struct builder_entry *given) {
    struct extraction *page = builder->page;
    page->entries = mem_grow(page->entries, page->entry_count, &builder->entry_capacity, sizeof *page->entries);
    builder->texts = mem_grow(builder->texts, page->entry_count, &builder->text_capacity, sizeof *builder->texts);
    struct builder_text *texts = &builder->texts[page->entry_count];
    *texts = (struct builder_text){0};
    buf_init(&texts->text, ENTRY_MAX_TEXT_BYTES);
    buf_init(&texts->code, ENTRY_MAX_TEXT_BYTES);
    page->entries[page->entry_count] = (struct entry){
        .kind = given->kind,
        .weight = builder->weight,
        .depth = (unsigned)builder->open_count,
        .text_of = (uint32_t)page->entry_count,
        .parent = builder->open_count ? builder->open[builder->open_count - 1].entry : ENTRY_NONE,
        .anchor = copy_anchor(page, given_string(given->anchor)),
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
    *builder = (struct builder){.page = page, .weight = AUTHOR_USUAL_WEIGHT};
    buf_init(&builder->way, ENTRY_MAX_BREADCRUMB_BYTES);
    const struct builder_entry whole = {
        .kind = KIND_PAGE, .anchor = STR(""), .title = STR(""), .name = STR(""), .signature = STR("")};
    push_open(builder, add_entry(builder, &whole), 0);
    builder->base = 1;
}

static void give_pending_ids(struct builder *builder, uint32_t entry) {
    struct extraction *page = builder->page;
    for (size_t i = page->id_count - builder->pending_ids; i < page->id_count; i++)
        page->ids[i] = (struct id_owner){.id = page->ids[i].id, .entry = entry};
}

/* Only the innermost open symbol's own end closes it: a heading in its description is part of it. */
static bool closes(int level, const struct open_entry *open) {
    return open->level >= level && open->level < BUILDER_SYMBOL_LEVEL;
}

void builder_close(struct builder *builder, int level) {
    while (builder->open_count > builder->base && closes(level, &builder->open[builder->open_count - 1]))
        builder->open_count--;
}

static void meet_limit(struct builder *builder, const char *limit) {
    if (builder->page->limit == NULL)
        builder->page->limit = limit;
}

void builder_open(struct builder *builder, const struct builder_entry *entry) {
    if (builder->page->entry_count >= ENTRY_MAX_PER_PAGE) {
        meet_limit(builder, "more than 65,535 entries: the text of the others belongs to the last one");
        return;
    }
    builder_close(builder, entry->level);
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

/* One space between words, none at the start of a line. */
static void put_space(struct buf *out) {
    if (out->len > 0 && out->data[out->len - 1] != ' ' && out->data[out->len - 1] != '\n')
        buf_putc(out, ' ');
}

void builder_text(struct builder *builder, struct str text) {
    struct buf *out = &builder->texts[builder_current_index(builder)].text;
    for (size_t at = 0; at < text.len;) {
        if (ascii_is_space(text.ptr[at])) {
            put_space(out);
            at++;
            continue;
        }
        size_t start = at;
        while (at < text.len && !ascii_is_space(text.ptr[at]))
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

void builder_drop_line(struct builder *builder) {
    struct builder_text *texts = &builder->texts[builder_current_index(builder)];
    struct buf *out = &texts->text;
    while (out->len > 0 && out->data[out->len - 1] != '\n')
        out->len--;
    shaping_cut(&texts->shaping, out->len);
}

bool builder_has_text(const struct builder *builder) {
    for (size_t i = 0; i < builder->page->entry_count; i++)
        if (builder->texts[i].text.len > 0 || builder->texts[i].code.len > 0 ||
            builder->page->entries[i].signature.len > 0)
            return true;
    return false;
}

/* A mark for each block since the last sample. */
static void mark_blocks(struct builder_text *texts) {
    for (; texts->placed_bytes < texts->text.len; texts->placed_bytes++)
        if (texts->text.data[texts->placed_bytes] == '\n')
            buf_putc(&texts->code, SCHEMA_BLOCK_MARK);
}

/* What is a mark in the page itself is nothing that can be seen. */
static void put_sample(struct buf *out, struct str code) {
    buf_putc(out, SCHEMA_SAMPLE_MARK);
    size_t start = out->len;
    buf_add(out, code);
    for (size_t i = start; i < out->len; i++)
        if (out->data[i] == SCHEMA_SAMPLE_MARK || out->data[i] == SCHEMA_BLOCK_MARK)
            out->data[i] = ' ';
}

void builder_code(struct builder *builder, struct str code) {
    struct builder_text *texts = &builder->texts[builder_current_index(builder)];
    if (str_trim(code).len == 0)
        return;
    while (code.len > 0 && ascii_is_space(code.ptr[code.len - 1]))
        code.len--;
    builder_break(builder);
    mark_blocks(texts);
    put_sample(&texts->code, code);
    texts->sample_count++;
    builder->pending_ids = 0;
}

static struct shaping_place place_in(const struct builder_text *texts) {
    return (struct shaping_place){texts->text.len, texts->sample_count};
}

struct builder_shape builder_begin(struct builder *builder, enum shape shape, unsigned value) {
    uint32_t entry = builder_current_index(builder);
    struct builder_text *texts = &builder->texts[entry];
    if (shape == SHAPE_COUNT)
        return (struct builder_shape){entry, SIZE_MAX};
    return (struct builder_shape){entry, shaping_begin(&texts->shaping, shape, value, place_in(texts))};
}

void builder_end(struct builder *builder, struct builder_shape begun) {
    struct builder_text *texts = &builder->texts[begun.entry];
    shaping_end(&texts->shaping, begun.number, place_in(texts));
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

void builder_signature(struct builder *builder, struct str signature) {
    struct entry *entry = current_entry(builder);
    if (entry->signature.len == 0)
        entry->signature = arena_copy(&builder->page->arena, utf8_head(signature, ENTRY_MAX_SIGNATURE_BYTES));
}

void builder_id(struct builder *builder, struct str id) {
    struct extraction *page = builder->page;
    if (id.len == 0)
        return;
    page->ids = mem_grow(page->ids, page->id_count, &builder->id_capacity, sizeof *page->ids);
    uint32_t current = builder_current_index(builder);
    bool has_text = builder->texts[current].text.len > 0 || builder->texts[current].code.len > 0;
    page->ids[page->id_count++] = (struct id_owner){arena_copy(&page->arena, id), current, !has_text};
    builder->pending_ids++;
}

/* Ids in front of an element that are looked at. */
#define PENDING_MAX_IDS 16

struct str builder_pending_id(const struct builder *builder, struct str prefix) {
    const struct extraction *page = builder->page;
    for (size_t i = 0; i < builder->pending_ids && i < PENDING_MAX_IDS; i++) {
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

void builder_declare(struct builder *builder, const struct builder_entry *entry) {
    uint32_t around = builder_current_index(builder), added = (uint32_t)builder->page->entry_count;
    size_t pending = builder->pending_ids, token = builder_enter(builder);
    builder->pending_ids = 0;
    builder_open(builder, entry);
    if (added < builder->page->entry_count)
        builder->page->entries[added].text_of = around;
    builder_leave(builder, token);
    builder->pending_ids = pending;
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

void builder_title_page(struct builder *builder, const struct builder_entry *heading) {
    struct arena *arena = &builder->page->arena;
    struct entry *page = &builder->page->entries[0];
    page->weight = builder->weight;
    page->kind = heading->kind == KIND_SECTION ? KIND_PAGE : heading->kind;
    page->anchor = arena_copy(arena, heading->anchor);
    page->title = arena_copy(arena, utf8_head(heading->title, ENTRY_MAX_TITLE_BYTES));
    page->name = arena_copy(arena, utf8_head(heading->name, ENTRY_MAX_TITLE_BYTES));
    give_pending_ids(builder, 0);
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

void builder_retitle_page(struct builder *builder, struct str title) {
    struct entry *entry = &builder->page->entries[0];
    struct buf *text = &builder->texts[0].text;
    title = utf8_head(title, ENTRY_MAX_TITLE_BYTES);
    if (entry->title.len > 0 && !str_equal(entry->title, title)) {
        buf_puts(text, text->len > 0 && text->data[text->len - 1] != '\n' ? "\n" : "");
        buf_add(text, entry->title);
    }
    entry->title = arena_copy(&builder->page->arena, title);
}

void builder_way(struct builder *builder, struct str title) {
    size_t room = builder->way.max_bytes - builder->way.len;
    if (title.len >= room)
        return;
    buf_add(&builder->way, title);
    buf_putc(&builder->way, '\n');
}

/* What the children of an entry have in common; made when the first of them is finished. */
static const struct child_crumbs *crumbs_for_children(struct builder *builder, uint32_t parent, struct buf *scratch) {
    struct extraction *page = builder->page;
    struct child_crumbs *crumbs = &builder->texts[parent].crumbs;
    if (crumbs->is_made)
        return crumbs;
    const struct entry *entry = &page->entries[parent];
    struct str above = entry->breadcrumbs;
    struct str first = above.len > 0 ? str_head(above, str_find_char(above, '\n', 0)) : STR("");
    if (above.len + entry->title.len + 1 > ENTRY_MAX_BREADCRUMB_BYTES)
        above = first;
    buf_reset(scratch);
    buf_add(scratch, above);
    buf_puts(scratch, above.len > 0 ? "\n" : "");
    buf_add(scratch, entry->title);
    crumbs->text = arena_copy(&page->arena, buf_str(scratch));
    buf_reset(scratch);
    crumbs->term_count = tokens_write(scratch, crumbs->text);
    exact_write(scratch, crumbs->text);
    crumbs->terms = arena_copy(&page->arena, buf_str(scratch));
    crumbs->is_made = true;
    return crumbs;
}

/* The last part of a qualified name, so that the title field of a symbol holds what the name field does not stress. */
static struct str last_part(struct str name) {
    for (size_t i = name.len; i-- > 1;)
        if (name.ptr[i - 1] == '.' || name.ptr[i - 1] == ':')
            return str_from_offset(name, i);
    return name;
}

static uint16_t bounded_count(size_t count) {
    return (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX);
}

static void write_terms(struct extraction *page, struct entry *entry, struct buf *scratch) {
    const struct str sources[FIELD_COUNT] = {
        [FIELD_TITLE] =
            entry->name.len > 0 && str_equal(entry->name, entry->title) ? last_part(entry->name) : entry->title,
        [FIELD_NAME] = entry->name,
        [FIELD_LINKS] = STR(""),
        [FIELD_BREADCRUMBS] = STR(""),
        [FIELD_TEXT] = entry->text,
        [FIELD_CODE] = entry->code,
    };
    entry->title_words = bounded_count(tokens_count(sources[FIELD_TITLE]));
    for (int field = 0; field < FIELD_COUNT; field++) {
        buf_reset(scratch);
        entry->term_count[field] = bounded_count(tokens_write(scratch, sources[field]));
        exact_write(scratch, sources[field]);
        entry->terms[field] = scratch->len > 0 ? arena_copy(&page->arena, buf_str(scratch)) : STR("");
    }
}

static void write_breadcrumbs(struct builder *builder, struct entry *entry, struct buf *scratch) {
    entry->breadcrumbs = STR("");
    if (entry->parent == ENTRY_NONE) {
        buf_reset(scratch);
        entry->term_count[FIELD_BREADCRUMBS] = bounded_count(tokens_write(scratch, buf_str(&builder->way)));
        entry->terms[FIELD_BREADCRUMBS] = arena_copy(&builder->page->arena, buf_str(scratch));
        return;
    }
    const struct child_crumbs *crumbs = crumbs_for_children(builder, entry->parent, scratch);
    entry->breadcrumbs = crumbs->text;
    entry->terms[FIELD_BREADCRUMBS] = crumbs->terms;
    entry->term_count[FIELD_BREADCRUMBS] = bounded_count(crumbs->term_count);
}

static void keep_shown(struct builder *builder, struct entry *entry) {
    if (entry->text.len > ENTRY_MAX_SHOWN_BYTES || entry->code.len > ENTRY_MAX_SHOWN_BYTES)
        meet_limit(builder, "more than 1 MiB of text in one entry: all of it is searched, the first part is shown");
    entry->text = utf8_head(entry->text, ENTRY_MAX_SHOWN_BYTES);
    entry->code = utf8_head(entry->code, ENTRY_MAX_SHOWN_BYTES);
}

static void write_shape(struct builder *builder, struct entry *entry, uint32_t described, struct buf *scratch) {
    buf_reset(scratch);
    bool is_shared = &builder->page->entries[described] != entry;
    shaping_write(&builder->texts[described].shaping, entry->text, is_shared, scratch);
    entry->shape = arena_copy(&builder->page->arena, buf_str(scratch));
}

/* An entry whose text is another's shows the beginning of that; with samples of its own, which the other's shape knows
 * nothing of, it has no shape. */
static void share_text(struct builder *builder, struct entry *entry, struct buf *scratch) {
    struct extraction *page = builder->page;
    entry->text = utf8_head(page->entries[entry->text_of].text, SHARED_TEXT_MAX_BYTES);
    entry->shape = STR("");
    if (entry->code.len == 0)
        write_shape(builder, entry, entry->text_of, scratch);
}

static void free_texts(struct builder *builder) {
    for (size_t i = 0; i < builder->page->entry_count; i++)
        shaping_free(&builder->texts[i].shaping);
    free(builder->texts);
    builder->texts = NULL;
}

void builder_finish(struct builder *builder) {
    struct extraction *page = builder->page;
    struct buf scratch;
    buf_init(&scratch, 4 * ENTRY_MAX_TEXT_BYTES);
    for (size_t i = 0; i < page->entry_count; i++) {
        struct entry *entry = &page->entries[i];
        struct builder_text *texts = &builder->texts[i];
        entry->text = arena_copy(&page->arena, str_trim(buf_str(&texts->text)));
        entry->code = arena_copy(&page->arena, buf_str(&texts->code));
        write_terms(page, entry, &scratch);
        write_breadcrumbs(builder, entry, &scratch);
        keep_shown(builder, entry);
        write_shape(builder, entry, (uint32_t)i, &scratch);
        buf_free(&texts->text);
        buf_free(&texts->code);
    }
    for (size_t i = 0; i < page->entry_count; i++)
        if (page->entries[i].text_of >= page->entry_count) /* what should describe it was not opened */
            page->entries[i].text_of = (uint32_t)i;
    for (size_t i = 0; i < page->entry_count; i++)
        if (page->entries[i].text_of != i)
            share_text(builder, &page->entries[i], &scratch);
    page->way = arena_copy(&page->arena, str_trim(buf_str(&builder->way)));
    buf_free(&scratch);
    buf_free(&builder->way);
    free_texts(builder);
}
