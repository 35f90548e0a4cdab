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

/* Window of 32 kB, with 32 added: zlib and gzip are told apart by their first bytes. */
#define ANY_HEADER (MAX_WBITS + 32)
#define CHUNK_BYTES 65536

/* Appends what the stream holds; Z_STREAM_END when that is all of it. */
static int inflate_all(z_stream *stream, struct buf *out) {
    int code = Z_OK;
    while (code == Z_OK) {
        char *room = buf_reserve(out, CHUNK_BYTES);
        if (room == NULL)
            return Z_MEM_ERROR;
        stream->next_out = (Bytef *)room;
        stream->avail_out = CHUNK_BYTES;
        code = inflate(stream, Z_NO_FLUSH);
        out->len += CHUNK_BYTES - stream->avail_out;
    }
    return code;
}

bool inflate_bytes(struct str packed, size_t max_bytes, struct str *bytes, struct err *err) {
    *bytes = (struct str){NULL, 0};
    if (packed.len > UINT_MAX)
        return err_set(err, ERR_LIMIT, "larger than %u bytes", UINT_MAX);
    struct buf out;
    buf_init(&out, max_bytes + CHUNK_BYTES);
    z_stream stream = {.next_in = (Bytef *)(size_t)packed.ptr, .avail_in = (uInt)packed.len};
    int code = inflateInit2(&stream, ANY_HEADER) == Z_OK ? inflate_all(&stream, &out) : Z_MEM_ERROR;
    inflateEnd(&stream);
    bool ok = code == Z_STREAM_END && out.len <= max_bytes;
    if (code == Z_MEM_ERROR || out.len > max_bytes)
        err_set(err, ERR_LIMIT, "more than %zu bytes when unpacked", max_bytes);
    else if (!ok)
        err_set(err, ERR_FORMAT, "the compressed data is broken or cut off");
    if (ok)
        *bytes = buf_str(&out);
    else
        buf_free(&out);
    return ok;
}
