/* RTLD_NEXT. */
#define _GNU_SOURCE

#include "server/http/tls.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CIPHERS_TLS_1_2 "ECDHE+AESGCM:ECDHE+CHACHA20"

/* Seen by the libraries, which otherwise see nothing of this program. */
#define EXPORTED __attribute__((visibility("default")))

EXPORTED void *dlopen(const char *file, int mode) {
    union {
        void *object;
        void *(*function)(const char *file, int mode);
    } real = {.object = dlsym(RTLD_NEXT, "dlopen")};
    bool is_ours = file != NULL && (strcmp(file, "libssl.so") == 0 || strcmp(file, "libcrypto.so") == 0);
    return real.function(is_ours ? NULL : file, mode);
}

/* OpenSSL's header makes a macro of the old name. */
#undef SSL_get_peer_certificate
EXPORTED X509 *SSL_get_peer_certificate(const SSL *connection);
EXPORTED X509 *SSL_get_peer_certificate(const SSL *connection) {
    return SSL_get1_peer_certificate(connection);
}

/* The first error is what was found; later ones say who had called. */
static const char *reason(void) {
    const char *text = ERR_reason_error_string(ERR_peek_error());
    return text ? text : "unknown error";
}

/* Root has given up its rights over the files of others when this is called (server/confine). */
static const char *hint(int error) {
    return error == EACCES && geteuid() == 0 ? "; let it belong to root, or start with --user and the name of its owner"
                                             : "";
}

static bool check_readable(const char *path, const char *what, struct err *err) {
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), error = errno;
    if (fd < 0)
        return err_set(err, ERR_IO, "%s: cannot read the %s: %s%s", path, what, strerror(error), hint(error));
    bool is_file = fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode);
    close(fd);
    return is_file || err_set(err, ERR_IO, "%s: this is a folder, not the %s", path, what);
}

/* ERR_R_... are the same in all parts of OpenSSL. */
static int reason_number(void) {
    return ERR_GET_REASON(ERR_peek_error());
}

/* Nobody is there to type a password. */
static int give_no_password(char *buffer, int size, int is_writing, void *context) {
    (void)buffer;
    (void)size;
    (void)is_writing;
    (void)context;
    return -1;
}

static bool configure(SSL_CTX *context, struct err *err) {
    SSL_CTX_set_default_passwd_cb(context, give_no_password);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
        SSL_CTX_set_cipher_list(context, CIPHERS_TLS_1_2) == 1)
        return true;
    return err_set(err, ERR_INTERNAL, "OpenSSL has not the TLS that this program wants: %s", reason());
}

static bool load_certificate(SSL_CTX *context, const char *path, struct err *err) {
    if (!check_readable(path, "certificate", err))
        return false;
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, path) == 1)
        return true;
    if (ERR_GET_LIB(ERR_peek_error()) == ERR_LIB_PEM && reason_number() == PEM_R_NO_START_LINE)
        return err_set(err, ERR_FORMAT,
                       "%s: this is not a certificate in PEM form: no line of it says -----BEGIN CERTIFICATE-----",
                       path);
    return err_set(err, ERR_FORMAT, "%s: this is not a certificate that can be used; OpenSSL says: %s", path, reason());
}

static bool explain_key(const char *path, struct err *err) {
    if (reason_number() == ERR_R_INTERRUPTED_OR_CANCELLED)
        return err_set(err, ERR_FORMAT,
                       "%s: this key has a password, which nobody is there to type; give a copy without a password "
                       "(openssl pkey -in KEY -out COPY)",
                       path);
    if (reason_number() == ERR_R_UNSUPPORTED)
        return err_set(
            err, ERR_FORMAT,
            "%s: this is not a key in PEM form, which begins with -----BEGIN PRIVATE KEY-----, or it is damaged", path);
    return err_set(err, ERR_FORMAT, "%s: this is not a key that can be used; OpenSSL says: %s", path, reason());
}

/* A key of the same kind as the certificate is compared with it at once, one of another kind by the last call. */
static bool load_key(SSL_CTX *context, const char *certificate, const char *path, struct err *err) {
    if (!check_readable(path, "key", err))
        return false;
    ERR_clear_error();
    bool is_loaded = SSL_CTX_use_PrivateKey_file(context, path, SSL_FILETYPE_PEM) == 1;
    if (is_loaded && SSL_CTX_check_private_key(context) == 1)
        return true;
    if (is_loaded || ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509)
        return err_set(err, ERR_FORMAT, "%s: this is not the key of the certificate in %s", path, certificate);
    return explain_key(path, err);
}

bool tls_open(struct ssl_ctx_st **context, const char *certificate, const char *key, struct err *err) {
    *context = SSL_CTX_new(TLS_server_method());
    if (*context == NULL)
        return err_set(err, ERR_INTERNAL, "OpenSSL does not start: %s", reason());
    if (configure(*context, err) && load_certificate(*context, certificate, err) &&
        load_key(*context, certificate, key, err))
        return true;
    tls_close(*context);
    *context = NULL;
    return false;
}

void tls_close(struct ssl_ctx_st *context) {
    SSL_CTX_free(context);
}
