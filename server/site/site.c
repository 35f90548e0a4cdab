#include "server/site/site.h"

#include "common/base/mem.h"
#include "server/site/home.h"
#include "server/site/identity.h"
#include "server/site/manifest.h"

#include <stdlib.h>

/* A card is about 4 KB; a page past this helps nobody. */
#define HOME_MAX_BYTES ((size_t)8 << 20)

/* Titles and addresses. */
#define MANIFEST_MAX_BYTES ((size_t)64 << 10)

struct site {
    struct content *home, *manifest;
    const struct assets *assets; /* borrowed */
    struct buf assets_url;
    struct links links;
};

static bool build_links(struct site *site, const struct corpus *corpus, struct str base_path, struct err *err) {
    buf_init(&site->assets_url, ASSETS_URL_MAX_BYTES);
    assets_write_folder(&site->assets_url, site->assets, base_path);
    site->links =
        (struct links){.base = base_path, .assets = buf_str(&site->assets_url), .name = identity_short_name(corpus)};
    return !buf_failed(&site->assets_url) || err_set(err, ERR_LIMIT, "the base path is too long");
}

static bool build_home(struct site *site, const struct corpus *corpus, struct engine *engine, struct err *err) {
    struct buf page;
    buf_init(&page, HOME_MAX_BYTES);
    bool ok = home_write(&page, &site->links, corpus, engine, err) &&
              content_new(&site->home, "text/html; charset=utf-8", buf_str(&page), err);
    buf_free(&page);
    return ok;
}

static bool build_manifest(struct site *site, const struct corpus *corpus, struct err *err) {
    struct buf manifest;
    buf_init(&manifest, MANIFEST_MAX_BYTES);
    manifest_write(&manifest, &site->links, corpus);
    bool ok = !buf_failed(&manifest) || err_set(err, ERR_LIMIT, "the web manifest is too large");
    ok = ok && content_new(&site->manifest, MANIFEST_TYPE, buf_str(&manifest), err);
    buf_free(&manifest);
    return ok;
}

bool site_build(struct site **site, const struct assets *assets, const struct corpus *corpus, struct engine *engine,
                struct str base_path, struct err *err) {
    *site = mem_new(1, sizeof **site);
    (*site)->assets = assets;
    if (build_links(*site, corpus, base_path, err) && build_home(*site, corpus, engine, err) &&
        build_manifest(*site, corpus, err))
        return true;
    site_free(*site);
    *site = NULL;
    return false;
}

void site_free(struct site *site) {
    if (site == NULL)
        return;
    content_drop(site->home);
    content_drop(site->manifest);
    buf_free(&site->assets_url);
    free(site);
}

struct content *site_home(const struct site *site) {
    return site->home;
}

struct content *site_manifest(const struct site *site) {
    return site->manifest;
}

struct content *site_asset(const struct site *site, struct str name, bool *is_immutable) {
    return assets_find(site->assets, name, is_immutable);
}

const struct links *site_links(const struct site *site) {
    return &site->links;
}
