#include "server/site/kept.h"

#include "common/base/array.h"
#include "server/site/template.h"

#include <stddef.h>

void kept_write(struct buf *out, struct str page, const struct kept *kept) {
    const struct str fields[][2] = {
        {STR("docset"), kept->docset}, {STR("kind"), kept->kind}, {STR("limit"), kept->limit}};
    struct str piece = template_block(page, "kept");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        struct template_value values[] = {template_text("name", fields[i][0]), template_text("value", fields[i][1])};
        if (fields[i][1].len > 0)
            template_write(out, piece, values, COUNT_OF(values));
    }
}
