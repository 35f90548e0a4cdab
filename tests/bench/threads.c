/* Searches per second of several threads, each with an engine of its own on the same artifact.
 *
 * docfinch-bench-threads DOCS.db TEXTS THREADS SECONDS: TEXTS has a query a line. Prints one number. */
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "common/index/db.h"
#include "common/search/engine.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_THREADS 64
#define LINE_BYTES 4096

static struct str *texts;
static size_t text_count, text_capacity;
static atomic_bool is_over;

struct searcher {
    pthread_t thread;
    struct engine *engine;
    size_t at; /* of texts: each thread begins elsewhere */
    unsigned long searches;
};

static bool read_texts(const char *path) {
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        size_t length = strcspn(line, "\n");
        char *copy = mem_new(length + 1, 1);
        memcpy(copy, line, length);
        texts = mem_grow(texts, text_count, &text_capacity, sizeof *texts);
        texts[text_count++] = str_make(copy, length);
    }
    return file != NULL && fclose(file) == 0 && text_count > 0;
}

static void *search(void *argument) {
    struct searcher *searcher = argument;
    const struct query_options options = {.limit = 10, .docset = STR(""), .kind = STR("")};
    const struct hits *hits;
    struct err err;
    for (; !atomic_load(&is_over); searcher->searches++)
        if (!engine_search(searcher->engine, texts[searcher->at++ % text_count], &options, 0, &hits, &err))
            return NULL;
    return searcher;
}

static double measure(struct searcher searchers[], size_t count, unsigned seconds) {
    unsigned long searches = 0;
    int64_t start = clock_us();
    for (size_t i = 0; i < count; i++)
        if (pthread_create(&searchers[i].thread, NULL, search, &searchers[i]) != 0)
            exit(1);
    while (clock_us() - start < (int64_t)seconds * 1000000)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    atomic_store(&is_over, true);
    for (size_t i = 0; i < count; i++) {
        void *result;
        if (pthread_join(searchers[i].thread, &result) != 0 || result == NULL)
            exit(1);
        searches += searchers[i].searches;
    }
    return (double)searches * 1e6 / (double)(clock_us() - start);
}

int main(int argc, char **argv) {
    static struct searcher searchers[MAX_THREADS];
    struct corpus *corpus;
    struct err err;
    size_t count = argc == 5 ? (size_t)strtoul(argv[3], NULL, 10) : 0;
    if (count == 0 || count > MAX_THREADS || !read_texts(argv[2]))
        return 2;
    bool ok = db_setup(&err) && corpus_open(&corpus, argv[1], &err);
    for (size_t i = 0; ok && i < count; i++) {
        searchers[i].at = i * text_count / count;
        ok = engine_open(&searchers[i].engine, corpus, &err);
    }
    if (!ok) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("%.1f\n", measure(searchers, count, (unsigned)strtoul(argv[4], NULL, 10)));
    return 0;
}
