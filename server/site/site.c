#include "server/site/site.h"

#include "common/base/mem.h"
#include "server/site/home.h"

#include <stdlib.h>

/* A card is about 4 KB; a page past this helps nobody. */
#define HOME_MAX_BYTES ((size_t)8 << 20)

/* Base path, "/assets/", hash. */
#define ASSETS_URL_MAX_BYTES 4096

struct site {
    struct content *home;
    const struct assets *assets; /* borrowed */
    struct buf assets_url;
    struct links links;
};

static bool build_links(struct site *site, struct str base_path, struct err *err) {
    buf_init(&site->assets_url, ASSETS_URL_MAX_BYTES);
    buf_add(&site->assets_url, base_path);
    buf_addf(&site->assets_url, "/assets/%s", site->assets->hash);
    site->links = (struct links){.base = base_path, .assets = buf_str(&site->assets_url)};
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

bool site_build(struct site **site, const struct assets *assets, const struct corpus *corpus, struct engine *engine,
                struct str base_path, struct err *err) {
    *site = mem_new(1, sizeof **site);
    (*site)->assets = assets;
    if (build_links(*site, base_path, err) && build_home(*site, corpus, engine, err))
        return true;
    site_free(*site);
    *site = NULL;
    return false;
}

void site_free(struct site *site) {
    if (site == NULL)
        return;
    content_drop(site->home);
    buf_free(&site->assets_url);
    free(site);
}

struct content *site_home(const struct site *site) {
    return site->home;
}

struct content *site_asset(const struct site *site, struct str name, bool *is_immutable) {
    return assets_find(site->assets, name, is_immutable);
}

const struct links *site_links(const struct site *site) {
    return &site->links;
}
