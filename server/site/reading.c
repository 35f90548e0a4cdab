#include "server/site/site.h"

#include "common/base/array.h"
#include "server/site/content_html.h"
#include "server/site/hit_text.h"
#include "server/site/kept.h"
#include "server/site/template.h"

/* The doc set, and the titles from the page down. */
static void write_trail(struct buf *out, const struct hit *hit) {
    hit_text_docset(out, hit);
    for (struct str rest = hit->breadcrumbs, title; str_split(&rest, '\n', &title);) {
        buf_puts(out, title.len > 0 ? " › " : "");
        buf_add(out, title);
    }
}

/* Where the documentation has the entry; that without pages has no such place. */
static void write_open(struct buf *out, struct str page, const struct hit *hit) {
    struct template_value value = template_link("url", hit->url);
    if (hit->url.len > 0)
        template_write(out, template_block(page, "open"), &value, 1);
}

/* What an entry's page is made from. */
struct reading {
    const struct links *links;
    struct str page; /* the template */
    const struct whole_entry *entry;
    const struct site_asked *asked;
    struct reading_place place;
};

static void write_kept(struct buf *out, struct str page, const struct site_asked *asked) {
    const struct kept kept = {asked->docset, asked->kind, STR("")};
    kept_write(out, page, &kept);
}

/* Appends the block with the address of the results that led here, when some did. */
static void write_results_link(struct buf *out, const struct links *links, struct str piece, struct str asked) {
    if (asked.len == 0)
        return;
    struct buf url;
    buf_init(&url, out->max_bytes);
    buf_add(&url, links->base);
    buf_puts(&url, "/search?");
    buf_add(&url, asked);
    struct template_value value = template_link("url", buf_str(&url));
    template_write(out, piece, &value, 1);
    buf_free(&url);
}

static void write_neighbour(struct buf *out, const struct reading *reading, struct str piece,
                            const struct neighbour *neighbour) {
    if (neighbour->id == 0)
        return;
    struct buf url;
    buf_init(&url, out->max_bytes);
    hit_text_reading_url(&url, reading->links, neighbour->id, &reading->place);
    struct template_value values[] = {template_link("url", buf_str(&url)), template_text("title", neighbour->title)};
    template_write(out, piece, values, COUNT_OF(values));
    buf_free(&url);
}

static void write_neighbours(struct buf *out, const struct reading *reading) {
    struct str piece = template_block(reading->page, "neighbours");
    struct buf previous, next;
    buf_init(&previous, out->max_bytes);
    buf_init(&next, out->max_bytes);
    write_neighbour(&previous, reading, template_block(piece, "previous"), &reading->entry->previous);
    write_neighbour(&next, reading, template_block(piece, "next"), &reading->entry->next);
    struct template_value values[] = {template_html("previous", &previous), template_html("next", &next)};
    if (previous.len + next.len > 0)
        template_write(out, piece, values, COUNT_OF(values));
    buf_free(&previous);
    buf_free(&next);
}

/* The parts of the page that are made before it. */
enum part {
    PART_KEPT,
    PART_BACK,
    PART_TRAIL,
    PART_DEPRECATED,
    PART_SINCE,
    PART_SIGNATURE,
    PART_OPEN,
    PART_CONTENT,
    PART_NEIGHBOURS,
    PARTS
};

static void write_parts(struct buf part[PARTS], const struct reading *reading) {
    const struct whole_entry *entry = reading->entry;
    struct str page = reading->page;
    write_kept(&part[PART_KEPT], page, reading->asked);
    write_results_link(&part[PART_BACK], reading->links, template_block(page, "back"), reading->place.asked);
    write_trail(&part[PART_TRAIL], entry->hit);
    hit_text_mark(&part[PART_DEPRECATED], &part[PART_SINCE], page, entry->hit);
    template_write_optional(&part[PART_SIGNATURE], page, "signature", template_text("text", entry->hit->signature));
    write_open(&part[PART_OPEN], page, entry->hit);
    content_html_write(&part[PART_CONTENT], template_block(page, "part"), entry);
    write_neighbours(&part[PART_NEIGHBOURS], reading);
}

void site_write_entry(struct buf *out, const struct site *site, const struct whole_entry *entry,
                      const struct site_asked *asked) {
    const struct reading reading = {
        .links = site_links(site),
        .page = assets_reading_template(),
        .entry = entry,
        .asked = asked,
        .place = {.index = entry->index, .asked = asked->parameters},
    };
    struct buf part[PARTS];
    template_init_parts(part, PARTS, out);
    write_parts(part, &reading);
    struct template_value values[] = {
        template_text("base", reading.links->base),
        template_text("assets", reading.links->assets),
        template_text("name", reading.links->name),
        template_text("query", asked->query),
        template_html("kept", &part[PART_KEPT]),
        template_html("back", &part[PART_BACK]),
        template_text("title", entry->hit->title),
        template_text("trail", buf_str(&part[PART_TRAIL])),
        template_text("kind", entry->hit->kind),
        template_html("deprecated", &part[PART_DEPRECATED]),
        template_html("since", &part[PART_SINCE]),
        template_html("signature", &part[PART_SIGNATURE]),
        template_html("open", &part[PART_OPEN]),
        template_html("part", &part[PART_CONTENT]),
        template_snippet("cut", entry->is_cut ? template_block(reading.page, "cut") : STR("")),
        template_html("neighbours", &part[PART_NEIGHBOURS]),
    };
    template_write(out, reading.page, values, COUNT_OF(values));
    template_free_parts(part, PARTS);
}

void site_write_stale(struct buf *out, const struct site *site, const struct site_asked *asked) {
    const struct links *links = site_links(site);
    struct str page = assets_stale_template();
    struct buf again, kept;
    buf_init(&again, out->max_bytes);
    buf_init(&kept, out->max_bytes);
    write_kept(&kept, page, asked);
    write_results_link(&again, links, template_block(page, "again"), asked->parameters);
    struct template_value values[] = {
        template_text("base", links->base), template_text("assets", links->assets),
        template_text("name", links->name), template_text("query", asked->query),
        template_html("kept", &kept),       template_html("again", &again),
    };
    template_write(out, page, values, COUNT_OF(values));
    buf_free(&kept);
    buf_free(&again);
}
