#include "server/site/site.h"

#include "server/site/hit_text.h"
#include "server/site/template.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The doc set, and the titles from the page down. */
static void write_trail(struct buf *out, const struct hit *hit) {
    hit_text_docset(out, hit);
    for (struct str rest = hit->breadcrumbs, title; str_split(&rest, '\n', &title);) {
        buf_puts(out, title.len > 0 ? " › " : "");
        buf_add(out, title);
    }
}

/* Blocks and samples in the order of the page. */
static void write_parts(struct buf *out, struct str page, struct flow flow) {
    struct str part = template_block(page, "part");
    for (struct flow_part one; flow_next(&flow, &one);) {
        struct template_value value = template_text("text", one.bytes);
        template_write(out, template_block(part, one.is_code ? "sample" : "block"), &value, 1);
    }
}

/* Where the documentation has the entry; that without pages has no such place. */
static void write_open(struct buf *out, struct str page, const struct hit *hit) {
    struct template_value value = template_link("url", hit->url);
    if (hit->url.len > 0)
        template_write(out, template_block(page, "open"), &value, 1);
}

static void write_neighbour(struct buf *out, const struct site *site, struct str piece,
                            const struct neighbour *neighbour, struct str index) {
    if (neighbour->id == 0)
        return;
    struct buf url;
    buf_init(&url, out->max_bytes);
    hit_text_reading_url(&url, site_links(site), neighbour->id, index);
    struct template_value values[] = {template_link("url", buf_str(&url)), template_text("title", neighbour->title)};
    template_write(out, piece, values, COUNT_OF(values));
    buf_free(&url);
}

static void write_neighbours(struct buf *out, const struct site *site, struct str page,
                             const struct whole_entry *entry) {
    struct str piece = template_block(page, "neighbours");
    struct buf previous, next;
    buf_init(&previous, out->max_bytes);
    buf_init(&next, out->max_bytes);
    write_neighbour(&previous, site, template_block(piece, "previous"), &entry->previous, entry->index);
    write_neighbour(&next, site, template_block(piece, "next"), &entry->next, entry->index);
    struct template_value values[] = {template_html("previous", &previous), template_html("next", &next)};
    if (previous.len + next.len > 0)
        template_write(out, piece, values, COUNT_OF(values));
    buf_free(&previous);
    buf_free(&next);
}

/* The parts of the page that are made before it. */
enum part { PART_TRAIL, PART_DEPRECATED, PART_SINCE, PART_SIGNATURE, PART_OPEN, PART_FLOW, PART_NEIGHBOURS, PARTS };

static void write_whole(struct buf *out, const struct site *site, const struct whole_entry *entry,
                        const struct buf part[PARTS]) {
    const struct links *links = site_links(site);
    struct str page = assets_reading_template(), cut = entry->is_cut ? template_block(page, "cut") : STR("");
    struct template_value values[] = {
        template_text("base", links->base),
        template_text("assets", links->assets),
        template_text("name", links->name),
        template_text("query", STR("")),
        template_text("title", entry->hit->title),
        template_text("trail", buf_str(&part[PART_TRAIL])),
        template_text("kind", entry->hit->kind),
        template_html("deprecated", &part[PART_DEPRECATED]),
        template_html("since", &part[PART_SINCE]),
        template_html("signature", &part[PART_SIGNATURE]),
        template_html("open", &part[PART_OPEN]),
        template_html("part", &part[PART_FLOW]),
        template_snippet("cut", cut),
        template_html("neighbours", &part[PART_NEIGHBOURS]),
    };
    template_write(out, page, values, COUNT_OF(values));
}

void site_write_entry(struct buf *out, const struct site *site, const struct whole_entry *entry) {
    struct str page = assets_reading_template();
    struct buf part[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        buf_init(&part[i], out->max_bytes);
    write_trail(&part[PART_TRAIL], entry->hit);
    hit_text_mark(&part[PART_DEPRECATED], &part[PART_SINCE], page, entry->hit);
    template_write_optional(&part[PART_SIGNATURE], page, "signature", template_text("text", entry->hit->signature));
    write_open(&part[PART_OPEN], page, entry->hit);
    write_parts(&part[PART_FLOW], page, entry->flow);
    write_neighbours(&part[PART_NEIGHBOURS], site, page, entry);
    write_whole(out, site, entry, part);
    for (size_t i = 0; i < PARTS; i++)
        buf_free(&part[i]);
}
