#include "server/site/widget.h"

#include <stdio.h>

#define SCRIPT_MAX_BYTES 4096

void widget_write_path(struct buf *out, const struct assets *assets, struct str base_path) {
    buf_add(out, base_path);
    buf_addf(out, "/assets/%s/widget.js", assets->hash);
}

/* Browsers check an integrity across origins only where CORS lets them read the bytes: hence crossorigin. */
static void write_script(struct buf *out, const struct assets *assets, struct str base_path) {
    buf_puts(out, "<script src=\"https://HOST");
    widget_write_path(out, assets, base_path);
    buf_addf(out, "\" integrity=\"%s\" crossorigin=\"anonymous\" data-docset=\"NAME\" defer></script>\n",
             assets->widget_integrity);
}

bool widget_print(struct str base_path, struct err *err) {
    struct assets assets;
    if (!assets_init(&assets, err))
        return false;
    struct buf out;
    buf_init(&out, SCRIPT_MAX_BYTES);
    write_script(&out, &assets, base_path);
    bool ok = !buf_failed(&out) && fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    buf_free(&out);
    assets_free(&assets);
    return ok || err_set(err, ERR_IO, "cannot write to standard output");
}
