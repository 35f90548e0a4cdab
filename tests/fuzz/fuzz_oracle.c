/* Any bytes as a symbol index: the first line is the name of the file. What is read is whole and bounded, and what is
 * not is left out without a trace. */
#include "tests/fuzz/target.h"

#include "common/base/utf8.h"
#include "common/index/db.h"
#include "indexer/input/page.h"
#include "indexer/oracle/oracle.h"

static bool read_file(void *context, struct str path, struct str *bytes, struct err *err) {
    const struct str *content = context;
    char *copy = malloc(content->len + 1);
    (void)path;
    (void)err;
    TARGET_CHECK(copy != NULL);
    memcpy(copy, content->ptr, content->len);
    *bytes = str_make(copy, content->len);
    return true;
}

static void check_symbol(const struct known_symbol *symbol) {
    TARGET_CHECK(symbol->name.len > 0 && symbol->name.len <= KNOWN_MAX_NAME_BYTES && utf8_valid(symbol->name));
    TARGET_CHECK(symbol->path.len <= KNOWN_MAX_PLACE_BYTES && utf8_valid(symbol->path));
    TARGET_CHECK(symbol->anchor.len <= KNOWN_MAX_PLACE_BYTES && utf8_valid(symbol->anchor));
    TARGET_CHECK((unsigned)symbol->kind < KIND_COUNT && symbol->docset == 7);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool is_set_up;
    struct err err = {0};
    if (!is_set_up)
        TARGET_CHECK(db_setup(&err));
    is_set_up = true;
    page_setup();
    struct str content = str_make((const char *)data, size), name;
    if (!str_split(&content, '\n', &name) || content.ptr == NULL)
        return 0;
    struct corpus_file file[] = {{.path = name}, {.path = STR("~.html")}};
    const struct corpus_files files = {.files = file, .count = 2};
    const struct oracle_source source = {
        .docset = "fuzz", .index = 7, .is_quiet = true, .files = &files, .context = &content, .read = read_file};
    struct known known;
    struct digest digest = {{0}};
    known_init(&known);
    TARGET_CHECK(oracle_read(&known, &source, &digest, &err));
    for (size_t i = 0; i < known.count; i++)
        check_symbol(&known.symbols[i]);
    known_free(&known);
    return 0;
}
