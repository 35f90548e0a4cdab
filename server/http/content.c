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

bool content_init(struct content *content, const char *type, struct str body, struct err *err) {
    char *copy = mem_new(body.len + 1, 1);
    memcpy(copy, body.ptr, body.len);
    *content = (struct content){.type = type};
    content->form[CODING_IDENTITY].body = str_make(copy, body.len);
    for (enum coding coding = CODING_IDENTITY + 1; coding < CODINGS; coding++)
        content->form[coding].body = coding_apply(coding, body);
    if (write_etags(content, err))
        return true;
    content_free(content);
    return false;
}

void content_free(struct content *content) {
    /* A struct str only lends; these are what the content owns. An empty coded form is none. */
    for (enum coding coding = CODING_IDENTITY; coding < CODINGS; coding++)
        if (coding == CODING_IDENTITY || content->form[coding].body.len > 0)
            free((void *)(uintptr_t)content->form[coding].body.ptr);
    *content = (struct content){0};
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
