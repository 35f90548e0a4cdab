/* zlib then takes its input as const. */
#define ZLIB_CONST

#include "server/http/content.h"

#include "common/base/mem.h"
#include "common/index/digest.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Adding 16 to the window bits asks zlib for gzip framing; its header then holds no time and no name. */
#define WINDOW_BITS_GZIP (MAX_WBITS + 16)
#define MEMORY_LEVEL 9

static bool content_compress(struct content *content, struct err *err) {
    z_stream stream = {0};
    if (content->body.len > UINT_MAX)
        return err_set(err, ERR_LIMIT, "a response of %zu bytes is too large", content->body.len);
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, WINDOW_BITS_GZIP, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return err_set(err, ERR_INTERNAL, "zlib cannot compress");
    size_t capacity = deflateBound(&stream, content->body.len);
    unsigned char *out = mem_new(capacity, 1);
    stream.next_in = (const Bytef *)content->body.ptr;
    stream.avail_in = (uInt)content->body.len;
    stream.next_out = out;
    stream.avail_out = (uInt)capacity;
    int status = deflate(&stream, Z_FINISH);
    size_t size = capacity - stream.avail_out;
    deflateEnd(&stream);
    if (status != Z_STREAM_END || size >= content->body.len) {
        free(out);
        return status == Z_STREAM_END || err_set(err, ERR_INTERNAL, "zlib cannot compress");
    }
    content->gzip = str_make(mem_resize(out, size, 1), size);
    return true;
}

static bool content_hash(struct content *content, struct err *err) {
    struct digest digest;
    char hex[DIGEST_HEX_BYTES];
    if (!digest_pieces(&content->body, 1, &digest, err))
        return false;
    digest_hex(&digest, hex);
    snprintf(content->etag, sizeof content->etag, "\"%.16s\"", hex);
    return true;
}

bool content_init(struct content *content, const char *type, struct str body, struct err *err) {
    char *copy = mem_new(body.len + 1, 1);
    memcpy(copy, body.ptr, body.len);
    *content = (struct content){.type = type, .body = {copy, body.len}, .gzip = STR("")};
    if (content_compress(content, err) && content_hash(content, err))
        return true;
    content_free(content);
    return false;
}

/* A struct str only lends; these two are what the content owns. */
static void release(struct str *s) {
    free((void *)(uintptr_t)s->ptr);
    *s = STR("");
}

void content_free(struct content *content) {
    if (content->body.ptr != NULL)
        release(&content->body);
    if (content->gzip.len > 0)
        release(&content->gzip);
    *content = (struct content){0};
}
