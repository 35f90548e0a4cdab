/* TLS: what CivetWeb needs to speak it, and the home of OpenSSL's part of that.
 *
 * TLS 1.2 and 1.3 only; in 1.2 only ciphers with forward secrecy and authenticated encryption. No renegotiation, no
 * early data, no cache of sessions (tickets resume them, and cost no memory). No protocol is chosen of those that a
 * client names (ALPN), which means HTTP/1.1.
 *
 * CivetWeb loads OpenSSL while it runs, and Debian 12's does so badly: it opens libssl.so and libcrypto.so, which only
 * the package for developers has, and for each connection it calls SSL_get_peer_certificate(), which OpenSSL 3 does not
 * have under this name, through a null pointer. So this module takes the place of dlopen() in this program: asked for
 * those two files it gives what the program is linked with, which has that function. All else goes to the C library.
 *
 * Thread rule: one thread at a time; the context may be used by many once it is made. */
#ifndef DOCFINCH_SERVER_HTTP_TLS_H
#define DOCFINCH_SERVER_HTTP_TLS_H

#include "common/base/err.h"

#include <stdbool.h>

struct ssl_ctx_st; /* SSL_CTX */

/* Reads the certificate, followed by those of the authorities between it and the root, and its key: PEM files, the key
 * not encrypted. *context is owned: tls_close(). Errors: ERR_IO when a file cannot be read, ERR_FORMAT when it is not
 * what it should be or the two do not fit. */
bool tls_open(struct ssl_ctx_st **context, const char *certificate, const char *key, struct err *err);

/* NULL is fine. */
void tls_close(struct ssl_ctx_st *context);

#endif
