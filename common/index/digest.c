#include "common/index/digest.h"

#include "common/base/ascii.h"

#include <openssl/evp.h>
#include <stdio.h>

#define SHA384_BYTES 48
#define SHA384_BASE64_BYTES (SHA384_BYTES / 3 * 4 + 1)

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

bool digest_integrity(struct str bytes, char text[DIGEST_INTEGRITY_BYTES], struct err *err) {
    unsigned char hash[SHA384_BYTES], base64[SHA384_BASE64_BYTES];
    if (EVP_Digest(bytes.ptr, bytes.len, hash, NULL, EVP_sha384(), NULL) != 1)
        return err_set(err, ERR_INTERNAL, "SHA-384 is not available in libcrypto");
    EVP_EncodeBlock(base64, hash, sizeof hash);
    snprintf(text, DIGEST_INTEGRITY_BYTES, "sha384-%s", (const char *)base64);
    return true;
}
