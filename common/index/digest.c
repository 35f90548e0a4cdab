#include "common/index/digest.h"

#include "common/base/ascii.h"

#include <openssl/evp.h>

static void give_up(struct digest_stream *stream) {
    EVP_MD_CTX_free(stream->context);
    stream->context = NULL;
}

bool digest_is_hex(struct str text, size_t digits) {
    for (size_t i = 0; i < text.len; i++)
        if (ascii_hex_value(text.ptr[i]) < 0)
            return false;
    return text.len == digits;
}

void digest_begin(struct digest_stream *stream) {
    stream->context = EVP_MD_CTX_new();
    if (stream->context != NULL && EVP_DigestInit_ex(stream->context, EVP_sha256(), NULL) != 1)
        give_up(stream);
}

void digest_add(struct digest_stream *stream, struct str piece) {
    if (stream->context != NULL && EVP_DigestUpdate(stream->context, piece.ptr, piece.len) != 1)
        give_up(stream);
}

bool digest_end(struct digest_stream *stream, struct digest *digest, struct err *err) {
    bool ok = stream->context != NULL && EVP_DigestFinal_ex(stream->context, digest->bytes, NULL) == 1;
    give_up(stream);
    return ok || err_set(err, ERR_INTERNAL, "SHA-256 is not available in libcrypto");
}

bool digest_pieces(const struct str pieces[], size_t count, struct digest *digest, struct err *err) {
    struct digest_stream stream;
    digest_begin(&stream);
    for (size_t i = 0; i < count; i++)
        digest_add(&stream, pieces[i]);
    return digest_end(&stream, digest, err);
}

void digest_hex(const struct digest *digest, char hex[DIGEST_HEX_BYTES]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        hex[2 * i] = digits[digest->bytes[i] >> 4];
        hex[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    hex[2 * DIGEST_BYTES] = '\0';
}
