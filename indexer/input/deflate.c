#include "indexer/input/deflate.h"

#include "common/base/buf.h"
#include "common/base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct str deflate_bytes(struct str bytes) {
    uLongf length = compressBound(bytes.len);
    char *packed = mem_resize(NULL, length, 1);
    int code = compress2((Bytef *)packed, &length, (const Bytef *)bytes.ptr, bytes.len, Z_DEFAULT_COMPRESSION);
    if (code == Z_OK && length < bytes.len)
        return str_make(packed, length);
    free(packed);
    char *copy = mem_resize(NULL, bytes.len + 1, 1);
    memcpy(copy, bytes.ptr, bytes.len);
    return str_make(copy, bytes.len);
}

/* For inflateInit2(): the largest window, with 32 added: zlib and gzip are told apart by their first bytes. */
#define ANY_HEADER (MAX_WBITS + 32)
#define CHUNK_BYTES ((size_t)64 << 10)

/* Behind a member stands another one, or what does not matter: zeros that fill a block. */
static bool starts_member(const z_stream *stream) {
    return stream->avail_in > 2 && stream->next_in[0] == 0x1F && stream->next_in[1] == 0x8B;
}

/* Unpacks until the input ends or `out` is full. */
static bool inflate_members(z_stream *stream, struct buf *out, struct err *err) {
    int code = Z_OK;
    while (code == Z_OK && out->len < out->max_bytes) {
        size_t left = out->max_bytes - out->len, room_bytes = left < CHUNK_BYTES ? left : CHUNK_BYTES;
        stream->next_out = (Bytef *)buf_reserve(out, room_bytes);
        stream->avail_out = (uInt)room_bytes;
        code = inflate(stream, Z_NO_FLUSH);
        out->len += room_bytes - stream->avail_out;
        if (code == Z_STREAM_END && starts_member(stream))
            code = inflateReset(stream);
    }
    if (out->len == out->max_bytes)
        return err_set(err, ERR_LIMIT, "larger than %zu bytes when unpacked", out->max_bytes - 1);
    return code == Z_STREAM_END || err_set(err, ERR_FORMAT, "the compressed data is broken or cut off");
}

bool inflate_bytes(struct str packed, size_t max_bytes, struct str *bytes, struct err *err) {
    z_stream stream = {.next_in = (Bytef *)(size_t)packed.ptr, .avail_in = (uInt)packed.len};
    struct buf out;
    buf_init(&out, max_bytes + 1); /* the byte more tells a file that is too large from one that just fits */
    *bytes = (struct str){NULL, 0};
    if (packed.len > UINT_MAX || inflateInit2(&stream, ANY_HEADER) != Z_OK)
        return err_set(err, ERR_INTERNAL, "zlib cannot be started");
    bool ok = inflate_members(&stream, &out, err);
    inflateEnd(&stream);
    if (ok)
        *bytes = buf_str(&out);
    else
        buf_free(&out);
    return ok;
}
