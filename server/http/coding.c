/* zlib then takes its input as const. */
#define ZLIB_CONST

#include "server/http/coding.h"

#include "common/base/mem.h"

#include <brotli/encode.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

/* Adding 16 to the window bits asks zlib for gzip framing. */
#define WINDOW_BITS_GZIP (MAX_WBITS + 16)
#define MEMORY_LEVEL 9
#define QUALITY_FAST 5

const char *coding_name(enum coding coding) {
    static const char *const names[CODINGS] = {[CODING_GZIP] = "gzip", [CODING_BROTLI] = "br"};
    return names[coding];
}

/* Both write at most `capacity` bytes to `to` and return how many; 0 when these do not suffice. */
static size_t gzip(struct str body, unsigned char *to, size_t capacity) {
    z_stream stream = {0};
    if (body.len > UINT_MAX || deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, WINDOW_BITS_GZIP, MEMORY_LEVEL,
                                            Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    stream.next_in = (const Bytef *)body.ptr;
    stream.avail_in = (uInt)body.len;
    stream.next_out = to;
    stream.avail_out = (uInt)capacity;
    bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t size = capacity - stream.avail_out;
    deflateEnd(&stream);
    return is_whole ? size : 0;
}

static size_t brotli(struct str body, unsigned char *to, size_t capacity) {
    int quality = body.len <= CODING_BEST_MAX_BYTES ? BROTLI_MAX_QUALITY : QUALITY_FAST;
    size_t size = capacity;
    bool is_whole = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.len,
                                          (const uint8_t *)body.ptr, &size, to) == BROTLI_TRUE;
    return is_whole ? size : 0;
}

struct str coding_apply(enum coding coding, struct str body) {
    if (body.len < 2)
        return STR("");
    size_t capacity = body.len - 1;
    unsigned char *to = mem_new(capacity, 1);
    size_t size = coding == CODING_GZIP ? gzip(body, to, capacity) : brotli(body, to, capacity);
    if (size > 0)
        return str_make(mem_resize(to, size, 1), size);
    free(to);
    return STR("");
}
