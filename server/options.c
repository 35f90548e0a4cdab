#include "server/options.h"

#include "common/base/str.h"
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
    "  --threads N            connections served at a time (default 1024)\n"
    "  --engines N            searches at a time (default: twice the number of processors)\n"
    "  --access-log FILE      write a line of JSON for each request; - is standard error\n"
    "  --log-queries          with what was searched for\n"
    "  --log-addresses        with the address of who asked\n"
    "  --trusted-proxy ADDRESS[/BITS]\n"
    "                         a proxy that says in X-Forwarded-For who asked; may be repeated\n"
    "  --unanswered N         show at /api/unanswered what was searched for and not found\n"
    "                         at least N times\n"
    "  --no-metrics           no counts for Prometheus at /metrics\n"
    "  -h, --help             show this text and exit\n"
    "  -V, --version          show the version and exit\n"
    "\n"
    "SIGTERM and SIGINT stop the server once open requests are answered; a second\n"
    "one stops it at once.\n"
    "\n"
    "Exit status: 0 fine, 2 wrong usage, 3 input or output failed.\n";

_Static_assert(HTTP_DEFAULT_THREADS == 1024, "the help text names the default");

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

static bool trust(struct options *options, const char *text, struct err *err) {
    return address_ranges_add(&options->observe.trusted, text, err) || err_prefix(err, "--trusted-proxy");
}

/* Options that say something about a log that there is not. */
static bool check_log(const struct observe_options *observe, struct err *err) {
    if (observe->access_log == NULL && (observe->logs_queries || observe->logs_addresses))
        return err_set(err, ERR_USAGE, "--log-queries and --log-addresses need --access-log");
    if (observe->trusted.count > 0 && !observe->logs_addresses)
        return err_set(err, ERR_USAGE, "--trusted-proxy needs --log-addresses");
    return true;
}

static bool parse_operands(struct options *options, int count, char *operands[], struct err *err) {
    if (count == 0)
        return err_set(err, ERR_USAGE, "which file? Give the artifact that docfinch-index has built; see --help");
    if (count > 1)
        return err_set(err, ERR_USAGE, "one file at a time, but '%s' follows '%s'", operands[1], operands[0]);
    options->artifact = operands[0];
    return true;
}

bool options_parse(struct options *options, int argc, char *argv[], struct err *err) {
    static const struct option long_options[] = {
        {"listen", required_argument, NULL, 'l'},     {"threads", required_argument, NULL, 't'},
        {"engines", required_argument, NULL, 'e'},    {"help", no_argument, NULL, 'h'},
        {"access-log", required_argument, NULL, 'a'}, {"log-queries", no_argument, NULL, 'q'},
        {"log-addresses", no_argument, NULL, 'd'},    {"trusted-proxy", required_argument, NULL, 'p'},
        {"unanswered", required_argument, NULL, 'u'}, {"no-metrics", no_argument, NULL, 'm'},
        {"version", no_argument, NULL, 'V'},          {NULL, 0, NULL, 0},
    };
    *options = (struct options){
        .listen = OPTIONS_DEFAULT_LISTEN, .threads = HTTP_DEFAULT_THREADS, .engines = default_engines()};
    opterr = 0;
    int option;
    while ((option = getopt_long(argc, argv, ":hV", long_options, NULL)) != -1) {
        bool ok = true;
        switch (option) {
        case 'l': ok = check_listen(options->listen = optarg, err); break;
        case 't': ok = parse_count("threads", optarg, HTTP_MAX_THREADS, &options->threads, err); break;
        case 'e': ok = parse_count("engines", optarg, OPTIONS_MAX_ENGINES, &options->engines, err); break;
        case 'a': options->observe.access_log = optarg; break;
        case 'q': options->observe.logs_queries = true; break;
        case 'd': options->observe.logs_addresses = true; break;
        case 'p': ok = trust(options, optarg, err); break;
        case 'u':
            ok = parse_count("unanswered", optarg, OBSERVE_MAX_THRESHOLD, &options->observe.unanswered, err);
            break;
        case 'm': options->observe.has_no_metrics = true; break;
        case 'h': options->action = OPTIONS_HELP; return true;
        case 'V': options->action = OPTIONS_VERSION; return true;
        case ':': return err_set(err, ERR_USAGE, "%s needs a value; see --help", argv[optind - 1]);
        default: return err_set(err, ERR_USAGE, "%s is not an option; see --help", argv[optind - 1]);
        }
        if (!ok)
            return false;
    }
    return check_log(&options->observe, err) && parse_operands(options, argc - optind, argv + optind, err);
}
