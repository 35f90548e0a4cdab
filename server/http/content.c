#include "server/http/content.h"

#include "common/base/mem.h"
#include "common/index/digest.h"
#include "server/http/negotiate.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool write_etags(struct content *content, struct err *err) {
    struct digest digest;
    char hex[DIGEST_HEX_BYTES];
    if (!digest_pieces(&content->form[CODING_IDENTITY].body, 1, &digest, err))
        return false;
    digest_hex(&digest, hex);
    for (enum coding coding = CODING_IDENTITY; coding < CODINGS; coding++) {
        const char *name = coding_name(coding);
        snprintf(content->form[coding].etag, CONTENT_ETAG_BYTES, "\"%.16s%s%s\"", hex, name ? "-" : "",
                 name ? name : "");
    }
    return true;
}

bool content_new(struct content **content, const char *type, struct str body, struct err *err) {
    struct content *new = mem_new(1, sizeof *new);
    char *copy = mem_new(body.len + 1, 1);
    memcpy(copy, body.ptr, body.len);
    new->type = type;
    atomic_init(&new->users, 1);
    new->form[CODING_IDENTITY].body = str_make(copy, body.len);
    for (enum coding coding = CODING_IDENTITY + 1; coding < CODINGS; coding++)
        new->form[coding].body = coding_apply(coding, body);
    bool ok = write_etags(new, err);
    if (!ok) {
        content_drop(new);
        new = NULL;
    }
    *content = new;
    return ok;
}

struct content *content_share(struct content *content) {
    atomic_fetch_add(&content->users, 1);
    return content;
}

void content_drop(struct content *content) {
    if (content == NULL || atomic_fetch_sub(&content->users, 1) > 1)
        return;
    /* A struct str only lends; these are what the content owns. An empty coded form is none. */
    for (enum coding coding = CODING_IDENTITY; coding < CODINGS; coding++)
        if (coding == CODING_IDENTITY || content->form[coding].body.len > 0)
            free((void *)(uintptr_t)content->form[coding].body.ptr);
    free(content);
}

const struct content_form *content_choose(const struct content *content, struct str accept_encoding,
                                          enum coding *coding) {
    unsigned available = 0;
    for (enum coding each = CODING_IDENTITY + 1; each < CODINGS; each++)
        if (content->form[each].body.len > 0)
            available |= 1U << each;
    *coding = negotiate_coding(accept_encoding, available);
    return &content->form[*coding];
}
