#include "server/site/home.h"

#include "common/base/array.h"
#include "server/site/assets.h"
#include "server/site/hit_text.h"
#include "server/site/identity.h"
#include "server/site/results.h"
#include "server/site/template.h"

#include <stddef.h>

/* Digits of the artifact's id that are shown: enough to tell two releases apart. */
#define ID_SHOWN_BYTES 12

static void write_version(struct buf *out, struct str card, const struct docset *docset) {
    bool is_in_title = str_find(docset->title, docset->version, 0) != docset->title.len;
    if (docset->version.len == 0 || is_in_title)
        return;
    struct template_value value = template_text("version", docset->version);
    template_write(out, template_block(card, "version"), &value, 1);
}

/* A search that shows all entries of the kind, and to which words can be added. */
static void write_kind_url(struct buf *out, const struct links *links, struct str docset, struct str kind) {
    struct buf asked;
    buf_init(&asked, out->max_bytes);
    buf_puts(&asked, "in:");
    buf_add(&asked, docset);
    buf_putc(&asked, ' ');
    const struct query_options options = {.kind = kind, .limit = QUERY_DEFAULT_LIMIT};
    const struct results results = {.links = links, .asked = buf_str(&asked)};
    results_write_url(out, &results, &options);
    buf_free(&asked);
}

static void write_kind(struct buf *out, struct str piece, const struct links *links, const struct docset *docset,
                       const struct docset_kind *kind) {
    struct buf url;
    buf_init(&url, out->max_bytes);
    write_kind_url(&url, links, docset->name, kind->kind);
    struct template_value values[] = {
        template_link("url", buf_str(&url)),
        template_text("kind", kind->kind),
        template_number("count", kind->entry_count),
    };
    template_write(out, piece, values, COUNT_OF(values));
    buf_free(&url);
}

static void write_kinds(struct buf *out, struct str card, const struct links *links, const struct docset *docset) {
    struct str piece = template_block(card, "kind");
    for (size_t i = 0; i < docset->kind_count; i++)
        write_kind(out, piece, links, docset, &docset->kinds[i]);
}

/* What the page is made of. */
struct home {
    const struct links *links;
    const struct corpus *corpus;
    struct engine *engine;
};

/* One of a card's lists: what the role names, as block `list` of the card with an `item` for each entry. */
struct list {
    const char *role, *list, *item;
};

static const struct list entry_points = {"entry_point", "entry_points", "entry_point"};
static const struct list most_linked = {"most_linked", "most_linked", "symbol"};

static void write_item(struct buf *out, struct str piece, const struct home *home, const struct hit *hit) {
    struct buf url;
    buf_init(&url, out->max_bytes);
    const struct reading_place place = {.index = corpus_id(home->corpus), .asked = STR("")};
    hit_text_url(&url, home->links, hit, &place);
    struct template_value values[] = {template_link("url", buf_str(&url)), template_text("title", hit->title)};
    template_write(out, piece, values, sizeof values / sizeof *values);
    buf_free(&url);
}

static void write_list(struct buf *out, struct str template, const char *item, const struct home *home,
                       const struct hits *hits) {
    struct str piece = template_block(template, item);
    struct buf items;
    buf_init(&items, out->max_bytes);
    for (size_t i = 0; i < hits->count; i++)
        write_item(&items, piece, home, &hits->hit[i]);
    struct template_value value = template_html(item, &items);
    template_write(out, template, &value, 1);
    buf_free(&items);
}

/* Nothing when the doc set has none of the role. */
static bool add_list(struct buf *out, struct str card, const struct list *list, const struct home *home,
                     const struct docset *docset, struct err *err) {
    const struct hits *hits;
    if (!engine_highlights(home->engine, docset, list->role, HOME_LIST_MAX, &hits, err))
        return false;
    if (hits->count > 0)
        write_list(out, template_block(card, list->list), list->item, home, hits);
    return true;
}

static bool write_card(struct buf *out, struct str card, const struct home *home, const struct docset *docset,
                       struct err *err) {
    struct buf version, kinds, starts, linked;
    buf_init(&version, out->max_bytes);
    buf_init(&kinds, out->max_bytes);
    buf_init(&starts, out->max_bytes);
    buf_init(&linked, out->max_bytes);
    write_version(&version, card, docset);
    write_kinds(&kinds, card, home->links, docset);
    bool ok = add_list(&starts, card, &entry_points, home, docset, err) &&
              add_list(&linked, card, &most_linked, home, docset, err);
    struct template_value values[] = {
        template_number("id", docset->id),
        template_text("title", docset->title),
        template_number("pages", docset->page_count),
        template_number("entries", docset->entry_count),
        template_html("version", &version),
        template_html("kind", &kinds),
        template_html("entry_points", &starts),
        template_html("most_linked", &linked),
    };
    if (ok)
        template_write(out, card, values, sizeof values / sizeof *values);
    buf_free(&version);
    buf_free(&kinds);
    buf_free(&starts);
    buf_free(&linked);
    return ok;
}

static bool write_cards(struct buf *out, struct str page, const struct home *home, struct err *err) {
    struct str card = template_block(page, "card");
    size_t count;
    const struct docset *docsets = corpus_docsets(home->corpus, &count);
    for (size_t i = 0; i < count; i++)
        if (!write_card(out, card, home, &docsets[i], err))
            return false;
    return true;
}

bool home_write(struct buf *out, const struct links *links, const struct corpus *corpus, struct engine *engine,
                struct err *err) {
    struct str page = assets_home_template();
    size_t count;
    corpus_docsets(corpus, &count);
    struct buf cards;
    buf_init(&cards, out->max_bytes);
    const struct home home = {.links = links, .corpus = corpus, .engine = engine};
    bool ok = write_cards(&cards, page, &home, err);
    struct template_value values[] = {
        template_text("base", links->base),
        template_text("assets", links->assets),
        template_text("name", links->name),
        template_text("title", identity_title(corpus)),
        template_number("docset_count", (int64_t)count),
        template_html("card", &cards),
        template_text("index", str_head(corpus_id(corpus), ID_SHOWN_BYTES)),
    };
    if (ok)
        template_write(out, page, values, sizeof values / sizeof *values);
    buf_free(&cards);
    if (ok && buf_failed(out))
        return err_set(err, ERR_LIMIT, "the home page is larger than %zu bytes", out->max_bytes);
    return ok;
}
