/* Runs a fuzz target over files given as arguments, so that its seeds are test cases in every build. A folder stands
 * for the files in it. */
#include "tests/fuzz/target.h"

#include "common/base/err.h"
#include "indexer/input/corpus.h"

#include <stdio.h>
#include <stdlib.h>

static bool run_file(const struct corpus_files *files, const struct corpus_file *file, struct err *err) {
    struct str bytes;
    if (!corpus_read(files, file, &bytes, err))
        return false;
    /* In a block of exactly its size, so that AddressSanitizer sees a read behind it. */
    char *exact = malloc(bytes.len > 0 ? bytes.len : 1);
    bool ok = exact != NULL || err_set(err, ERR_LIMIT, "no memory");
    if (ok) {
        memcpy(exact, bytes.ptr, bytes.len);
        LLVMFuzzerTestOneInput((const uint8_t *)exact, bytes.len);
    }
    free(exact);
    free((char *)(size_t)bytes.ptr);
    return ok;
}

static bool run_folder(const char *folder, size_t *count, struct err *err) {
    struct corpus_files files;
    bool ok = corpus_list(&files, &(struct corpus_source){.path = folder}, err);
    for (size_t i = 0; ok && i < files.count; i++)
        ok = run_file(&files, &files.files[i], err);
    *count = files.count;
    corpus_files_free(&files);
    return ok;
}

int main(int argc, char *argv[]) {
    struct err err = {0};
    for (int i = 1; i < argc; i++) {
        size_t count = 0;
        if (!run_folder(argv[i], &count, &err) || count == 0) {
            fprintf(stderr, "%s: %s\n", argv[i], err.code != ERR_NONE ? err.message : "no seeds");
            return 1;
        }
        printf("%s: %zu seeds\n", argv[i], count);
    }
    return argc > 1 ? 0 : 2;
}
