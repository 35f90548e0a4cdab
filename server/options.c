#include "server/options.h"

#include "common/base/ascii.h"
#include "common/base/str.h"
#include "common/index/schema.h"
#include "server/http/http.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_PORT 65535
#define MAX_HOST_BYTES 64

const char options_help[] =
    "Usage: docfinch-serve [OPTION]... FILE\n"
    "Serve the documentation in FILE, which docfinch-index has built, over HTTP.\n"
    "\n"
    "  --listen ADDRESS:PORT  where to listen (default " OPTIONS_DEFAULT_LISTEN ");\n"
    "                         [ADDRESS]:PORT for IPv6, where CivetWeb can; port 0 takes a free port\n"
    "  --base-path PATH       serve below PATH, such as /docs-search, on a host that has\n"
    "                         other things at its root; requests carry PATH\n"
    "  --tls-certificate FILE serve HTTPS, with the certificate chain in FILE (PEM)\n"
    "  --tls-key FILE         and its private key (PEM, without a password)\n"
    "  --threads N            connections served at a time (default 1024)\n"
    "  --engines N            searches at a time (default: twice the number of processors)\n"
    "  --watch                serve a new FILE as soon as it is there (or SIGHUP: now)\n"
    "  --expect-id ID         serve no other artifact than the one with this id\n"
    "  --user NAME            become this user once the server listens; for root only\n"
    "  --readable PATH        where a later FILE may also be read, if it is a link to there;\n"
    "                         up to 8 times\n"
    "  --no-confine           do without Landlock, seccomp and the like (see the manual)\n"
    "  --access-log FILE      write a line of JSON for each request; - is standard error\n"
    "  --log-queries          with what was searched for\n"
    "  --log-addresses        with the address of who asked\n"
    "  --trusted-proxy ADDRESS[/BITS]\n"
    "                         a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed;\n"
    "                         may be repeated\n"
    "  --unanswered N         show at /api/unanswered what was searched for and not found\n"
    "                         at least N times\n"
    "  --no-metrics           no counts for Prometheus at /metrics\n"
    "  --widget-integrity     print the script element for pages that take the widget from this\n"
    "                         server, with the hash that browsers compare, and exit; no FILE\n"
    "  -h, --help             show this text and exit\n"
    "  -V, --version          show the version and exit\n"
    "\n"
    "SIGHUP loads FILE anew: it is served once it is found to be sound, and what was\n"
    "served goes on until then, or when it is not.\n"
    "SIGTERM turns /readyz off, and stops the server a second later, once open\n"
    "requests are answered. SIGINT does not wait for that second; another signal for\n"
    "nothing.\n"
    "\n"
    "Exit status: 0 fine, 2 wrong usage, 3 input or output failed.\n";

_Static_assert(HTTP_DEFAULT_THREADS == 1024, "the help text names the default");
_Static_assert(OPTIONS_MAX_READABLE == 8, "the help text names the limit");

static unsigned default_engines(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cores < 1)
        cores = 1;
    return cores > OPTIONS_MAX_ENGINES / 2 ? OPTIONS_MAX_ENGINES : (unsigned)cores * 2;
}

static bool parse_count(const char *name, const char *text, unsigned max, unsigned *count, struct err *err) {
    unsigned long value;
    if (!str_to_number(str_from(text), max, &value) || value == 0)
        return err_set(err, ERR_USAGE, "--%s: '%s' is not a number from 1 to %u", name, text, max);
    *count = (unsigned)value;
    return true;
}

/* Numbers only: a name may have several addresses, and which of them was meant is not for us to guess. */
static bool is_address(struct str host) {
    char text[MAX_HOST_BYTES];
    unsigned char binary[sizeof(struct in6_addr)];
    bool is_bracketed = host.len > 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']';
    if (is_bracketed)
        host = str_make(host.ptr + 1, host.len - 2);
    if (host.len >= sizeof text)
        return false;
    memcpy(text, host.ptr, host.len);
    text[host.len] = '\0';
    return inet_pton(is_bracketed ? AF_INET6 : AF_INET, text, binary) == 1;
}

static bool check_listen(const char *listen, struct err *err) {
    const char *colon = listen ? strrchr(listen, ':') : NULL;
    unsigned long port;
    if (colon != NULL && is_address(str_make(listen, (size_t)(colon - listen))) &&
        str_to_number(str_from(colon + 1), MAX_PORT, &port))
        return true;
    return err_set(err, ERR_USAGE, "--listen: '%s' is not an address and port such as 127.0.0.1:8080", listen);
}

/* Small letters from here on, as artifacts have them; a program may change its arguments (C11, 5.1.2.2.1). */
static bool check_id(char *id, struct err *err) {
    size_t digits = 0;
    while (ascii_hex_value(id[digits]) >= 0)
        digits++;
    if (digits != SCHEMA_ID_DIGITS || id[digits] != '\0')
        return err_set(err, ERR_USAGE,
                       "--expect-id: '%s' is not an id of 32 hexadecimal digits, as docfinch-index info says", id);
    for (size_t i = 0; i < digits; i++)
        id[i] = ascii_lower(id[i]);
    return true;
}

/* check_listen() has seen it. */
uint16_t options_port(const struct options *options) {
    unsigned long port = 0;
    const char *colon = strrchr(options->listen, ':');
    if (colon != NULL)
        (void)str_to_number(str_from(colon + 1), MAX_PORT, &port);
    return (uint16_t)port;
}

static bool add_readable(struct options *options, const char *path, struct err *err) {
    if (options->readable_count == OPTIONS_MAX_READABLE)
        return err_set(err, ERR_USAGE, "--readable: at most %d paths", OPTIONS_MAX_READABLE);
    options->readable[options->readable_count++] = path;
    return true;
}

static bool is_path_segment(struct str segment) {
    for (size_t i = 0; i < segment.len; i++)
        if (!ascii_is_alphanumeric(segment.ptr[i]) && strchr("-._~", segment.ptr[i]) == NULL)
            return false;
    return segment.len > 0 && !str_is(segment, ".") && !str_is(segment, "..");
}

/* Only what needs no escape, so that it is the same in a request, a header and HTML (RFC 3986, 2.3). */
static bool check_base_path(const char *path, struct err *err) {
    struct str rest = str_from(path), segment;
    bool ok = rest.len <= OPTIONS_MAX_BASE_PATH_BYTES && str_starts(rest, STR("/")) && !str_ends(rest, STR("/"));
    rest = str_from_offset(rest, 1);
    while (ok && str_split(&rest, '/', &segment))
        ok = is_path_segment(segment);
    return ok || err_set(err, ERR_USAGE,
                         "--base-path: '%s' is not a path such as /docs-search: '/' in front of each part, none at the "
                         "end, parts of letters, digits and -._~, at most %d bytes",
                         path, OPTIONS_MAX_BASE_PATH_BYTES);
}

static bool trust(struct options *options, const char *text, struct err *err) {
    return address_ranges_add(&options->observe.trusted, text, err) || err_prefix(err, "--trusted-proxy");
}

/* Options that say something about a log that there is not. */
static bool check_log(const struct observe_options *observe, struct err *err) {
    if (observe->access_log == NULL && (observe->logs_queries || observe->logs_addresses))
        return err_set(err, ERR_USAGE, "--log-queries and --log-addresses need --access-log");
    return true;
}

static bool parse_operands(struct options *options, int count, char *operands[], struct err *err) {
    if (options->action == OPTIONS_WIDGET)
        return count == 0 ||
               err_set(err, ERR_USAGE, "--widget-integrity needs no file, but '%s' was given", operands[0]);
    if (count == 0)
        return err_set(err, ERR_USAGE, "which file? Give the artifact that docfinch-index has built; see --help");
    if (count > 1)
        return err_set(err, ERR_USAGE, "one file at a time, but '%s' follows '%s'", operands[1], operands[0]);
    options->artifact = operands[0];
    return true;
}

static const struct option long_options[] = {
    {"listen", required_argument, NULL, 'l'},
    {"base-path", required_argument, NULL, 'b'},
    {"tls-certificate", required_argument, NULL, 'c'},
    {"tls-key", required_argument, NULL, 'k'},
    {"threads", required_argument, NULL, 't'},
    {"engines", required_argument, NULL, 'e'},
    {"watch", no_argument, NULL, 'w'},
    {"expect-id", required_argument, NULL, 'i'},
    {"user", required_argument, NULL, 'u'},
    {"readable", required_argument, NULL, 'r'},
    {"no-confine", no_argument, NULL, 'n'},
    {"access-log", required_argument, NULL, 'a'},
    {"log-queries", no_argument, NULL, 'q'},
    {"log-addresses", no_argument, NULL, 'd'},
    {"trusted-proxy", required_argument, NULL, 'p'},
    {"unanswered", required_argument, NULL, 's'},
    {"no-metrics", no_argument, NULL, 'm'},
    {"widget-integrity", no_argument, NULL, 'g'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

bool options_parse(struct options *options, int argc, char *argv[], struct err *err) {
    *options = (struct options){.listen = OPTIONS_DEFAULT_LISTEN,
                                .base_path = "",
                                .threads = HTTP_DEFAULT_THREADS,
                                .engines = default_engines()};
    opterr = 0;
    int option;
    while ((option = getopt_long(argc, argv, ":hV", long_options, NULL)) != -1) {
        bool ok = true;
        switch (option) {
        case 'l': ok = check_listen(options->listen = optarg, err); break;
        case 'b': ok = check_base_path(options->base_path = optarg, err); break;
        case 'c': options->tls_certificate = optarg; break;
        case 'k': options->tls_key = optarg; break;
        case 't': ok = parse_count("threads", optarg, HTTP_MAX_THREADS, &options->threads, err); break;
        case 'e': ok = parse_count("engines", optarg, OPTIONS_MAX_ENGINES, &options->engines, err); break;
        case 'i':
            ok = check_id(optarg, err);
            options->expected_id = optarg;
            break;
        case 'w': options->is_watching = true; break;
        case 'u': options->user = optarg; break;
        case 'r': ok = add_readable(options, optarg, err); break;
        case 'n': options->is_unconfined = true; break;
        case 'a': options->observe.access_log = optarg; break;
        case 'q': options->observe.logs_queries = true; break;
        case 'd': options->observe.logs_addresses = true; break;
        case 'p': ok = trust(options, optarg, err); break;
        case 's':
            ok = parse_count("unanswered", optarg, OBSERVE_MAX_THRESHOLD, &options->observe.unanswered, err);
            break;
        case 'm': options->observe.has_no_metrics = true; break;
        case 'g': options->action = OPTIONS_WIDGET; break;
        case 'h': options->action = OPTIONS_HELP; return true;
        case 'V': options->action = OPTIONS_VERSION; return true;
        case ':': return err_set(err, ERR_USAGE, "%s needs a value; see --help", argv[optind - 1]);
        default: return err_set(err, ERR_USAGE, "%s is not an option; see --help", argv[optind - 1]);
        }
        if (!ok)
            return false;
    }
    if ((options->tls_certificate == NULL) != (options->tls_key == NULL))
        return err_set(err, ERR_USAGE, "--tls-certificate and --tls-key need each other");
    return check_log(&options->observe, err) && parse_operands(options, argc - optind, argv + optind, err);
}
