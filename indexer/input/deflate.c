#include "indexer/input/deflate.h"

#include "common/base/mem.h"

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
