#include "server/site/site.h"

#include "common/base/mem.h"
#include "server/site/assets.h"
#include "server/site/home.h"

#include <stdlib.h>

/* A card is about 4 KB; a page past this helps nobody. */
#define HOME_MAX_BYTES ((size_t)8 << 20)

struct site {
    struct content home;
    struct assets assets;
};

static bool build_home(struct content *home, const struct corpus *corpus, struct engine *engine, struct err *err) {
    struct buf page;
    buf_init(&page, HOME_MAX_BYTES);
    bool ok =
        home_write(&page, corpus, engine, err) && content_init(home, "text/html; charset=utf-8", buf_str(&page), err);
    buf_free(&page);
    return ok;
}

bool site_build(struct site **site, const struct corpus *corpus, struct engine *engine, struct err *err) {
    *site = mem_new(1, sizeof **site);
    if (assets_init(&(*site)->assets, err) && build_home(&(*site)->home, corpus, engine, err))
        return true;
    site_free(*site);
    *site = NULL;
    return false;
}

void site_free(struct site *site) {
    if (site == NULL)
        return;
    content_free(&site->home);
    assets_free(&site->assets);
    free(site);
}

const struct content *site_home(const struct site *site) {
    return &site->home;
}

const struct content *site_asset(const struct site *site, struct str name) {
    return assets_find(&site->assets, name);
}
