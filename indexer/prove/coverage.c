#include "indexer/prove/coverage.h"

#include "common/base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD_LINE "docset\tname\tkind\tpath\tanchor\tverdict\n"

void coverage_print(const struct collection *collection, size_t docset) {
    const struct known *known = &collection->known;
    size_t counts[KNOWN_VERDICT_COUNT] = {0}, total = 0;
    for (size_t i = 0; i < known->count; i++) {
        if (known->symbols[i].docset != docset)
            continue;
        counts[known->symbols[i].verdict]++;
        total++;
    }
    if (total == 0)
        return;
    size_t found = counts[KNOWN_FOUND] + counts[KNOWN_NAME_DIFFERS];
    printf("  coverage: %zu / %zu known symbols found (%.1f %%)", found, total, 100.0 * (double)found / (double)total);
    if (counts[KNOWN_NAME_DIFFERS] > 0)
        printf(", %zu of them by a name that only the index has", counts[KNOWN_NAME_DIFFERS]);
    for (int verdict = KNOWN_PAGE_MISSING; verdict <= KNOWN_ANCHOR_MISSING; verdict++)
        if (counts[verdict] > 0)
            printf(", %zu %s", counts[verdict], known_verdict_name((enum known_verdict)verdict));
    printf("\n");
}

/* A field of a line: what would end it becomes a space. */
static void write_field(FILE *file, struct str value, char end) {
    for (size_t i = 0; i < value.len; i++)
        fputc((unsigned char)value.ptr[i] < ' ' ? ' ' : value.ptr[i], file);
    fputc(end, file);
}

static void write_symbol(FILE *file, const struct collection *collection, const struct known_symbol *symbol) {
    write_field(file, collection->docsets[symbol->docset].name, '\t');
    write_field(file, symbol->name, '\t');
    write_field(file, str_from(kind_name(symbol->kind)), '\t');
    write_field(file, symbol->path, '\t');
    write_field(file, symbol->anchor, '\t');
    write_field(file, str_from(known_verdict_name(symbol->verdict)), '\n');
}

/* Anything but an earlier report is somebody's file. */
static bool is_report(FILE *file) {
    char line[sizeof HEAD_LINE] = "";
    return fgets(line, sizeof line, file) == NULL ? feof(file) != 0 : strcmp(line, HEAD_LINE) == 0;
}

bool coverage_check_target(const char *path, const char *output, struct err *err) {
    if (strcmp(path, output) == 0)
        return err_set(err, ERR_USAGE, "--report and --output name the same file, %s", path);
    FILE *file = fopen(path, "re");
    bool ok = file == NULL ? errno == ENOENT : is_report(file);
    if (!ok)
        err_set(err, ERR_IO, "%s: exists and is no report; choose another file for --report", path);
    if (file != NULL)
        fclose(file);
    return ok;
}

static bool fill_report(FILE *file, const struct collection *collection) {
    fputs(HEAD_LINE, file);
    for (size_t i = 0; i < collection->known.count; i++)
        write_symbol(file, collection, &collection->known.symbols[i]);
    bool failed = ferror(file) != 0;
    return fclose(file) == 0 && !failed;
}

/* Beside its place first, so that a full disk leaves no half of one. */
bool coverage_report(const struct collection *collection, const char *path, struct err *err) {
    struct buf beside;
    buf_init(&beside, 8192);
    buf_addf(&beside, "%s.tmp", path);
    FILE *file = fopen(beside.data, "we");
    bool ok = file != NULL && fill_report(file, collection) && rename(beside.data, path) == 0;
    if (!ok)
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (!ok && file != NULL)
        unlink(beside.data);
    buf_free(&beside);
    return ok;
}
