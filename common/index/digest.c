#include "common/index/digest.h"

#include <openssl/evp.h>

bool digest_pieces(const struct str pieces[], size_t count, struct digest *digest, struct err *err) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
    for (size_t i = 0; ok && i < count; i++)
        ok = EVP_DigestUpdate(context, pieces[i].ptr, pieces[i].len) == 1;
    ok = ok && EVP_DigestFinal_ex(context, digest->bytes, NULL) == 1;
    EVP_MD_CTX_free(context);
    return ok || err_set(err, ERR_INTERNAL, "SHA-256 is not available in libcrypto");
}

void digest_hex(const struct digest *digest, char hex[DIGEST_HEX_BYTES]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        hex[2 * i] = digits[digest->bytes[i] >> 4];
        hex[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    hex[2 * DIGEST_BYTES] = '\0';
}
