/* zlib then takes its input as const. */
#define ZLIB_CONST

#include "server/index/pack.h"

#include <zlib.h>

/* No header and no checksum: the bytes do not leave this process. A window of 8 KB holds most of an answer. */
#define WINDOW_BITS (-13)
#define MEMORY_LEVEL 5

static void begin(z_stream *stream, char *out, struct str in, size_t room) {
    stream->next_in = (const Bytef *)in.ptr;
    stream->avail_in = (uInt)in.len;
    stream->next_out = (Bytef *)out;
    stream->avail_out = (uInt)room;
}

static void end(struct buf *out, size_t added) {
    out->len += added;
    out->data[out->len] = '\0';
}

bool pack_write(struct buf *out, struct str text) {
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = deflateBound(&stream, text.len);
    char *to = buf_reserve(out, room);
    bool ok = to != NULL;
    if (ok) {
        begin(&stream, to, text, room);
        ok = deflate(&stream, Z_FINISH) == Z_STREAM_END;
        end(out, ok ? room - stream.avail_out : 0);
    }
    deflateEnd(&stream);
    return ok;
}

bool pack_read(struct buf *out, struct str packed, size_t size) {
    z_stream stream = {0};
    char *to = buf_reserve(out, size);
    if (to == NULL || inflateInit2(&stream, WINDOW_BITS) != Z_OK)
        return false;
    begin(&stream, to, packed, size);
    bool ok = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
    end(out, ok ? size : 0);
    inflateEnd(&stream);
    return ok;
}
