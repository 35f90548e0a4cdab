#include "server/index/pack.h"

#include "common/base/mem.h"

#include <lz4.h>
#include <stdlib.h>
#include <string.h>

struct pack {
    LZ4_stream_t primed; /* has read the dictionary; each text begins with a copy */
    size_t dictionary_bytes;
    char dictionary[];
};

struct pack *pack_new(struct str dictionary) {
    size_t size = dictionary.len < PACK_MAX_DICTIONARY_BYTES ? dictionary.len : PACK_MAX_DICTIONARY_BYTES;
    struct pack *pack = mem_resize(NULL, 1, sizeof *pack + size);
    pack->dictionary_bytes = size;
    memcpy(pack->dictionary, dictionary.ptr + (dictionary.len - size), size);
    LZ4_initStream(&pack->primed, sizeof pack->primed);
    LZ4_loadDict(&pack->primed, pack->dictionary, (int)size);
    return pack;
}

void pack_free(struct pack *pack) {
    free(pack);
}

static void add_written(struct buf *out, size_t added) {
    out->len += added;
    out->data[out->len] = '\0';
}

bool pack_write(const struct pack *pack, struct buf *out, struct str text) {
    LZ4_stream_t stream = pack->primed;
    int room = text.len <= LZ4_MAX_INPUT_SIZE ? LZ4_compressBound((int)text.len) : 0;
    char *to = room > 0 ? buf_reserve(out, (size_t)room) : NULL;
    if (to == NULL)
        return false;
    int size = LZ4_compress_fast_continue(&stream, text.ptr, to, (int)text.len, room, 1);
    add_written(out, (size_t)size);
    return size > 0;
}

bool pack_read(const struct pack *pack, struct buf *out, struct str packed, size_t size) {
    char *to = buf_reserve(out, size);
    bool ok = to != NULL && LZ4_decompress_safe_usingDict(packed.ptr, to, (int)packed.len, (int)size, pack->dictionary,
                                                          (int)pack->dictionary_bytes) == (int)size;
    if (ok)
        add_written(out, size);
    return ok;
}
