#include "indexer/oracle/oracle.h"

#include "common/base/log.h"
#include "indexer/input/deflate.h"
#include "indexer/oracle/reader.h"

#include <stdlib.h>

static const struct index_reader *const readers[] = {
    &reader_inventory, &reader_javadoc, &reader_rustdoc, &reader_qdoc, &reader_tagfile, &reader_dash, &reader_nodejs,
};

static const struct str packed_suffix = {".gz", 3};

static struct str unpacked_path(struct str path) {
    return str_ends(path, packed_suffix) ? str_head(path, path.len - packed_suffix.len) : path;
}

bool oracle_may_read(struct str path) {
    static const char *const suffixes[] = {".inv", ".js", ".json", ".index", ".tag", ".tag.xml", ".dsidx"};
    path = unpacked_path(path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends(path, str_from(suffixes[i])))
            return true;
    return false;
}

/* The index of the reader for files of that name; false when there is none. */
static bool find_reader(const struct oracle_source *source, struct str path, size_t *index) {
    for (*index = 0; *index < sizeof readers / sizeof *readers; (*index)++)
        if (readers[*index]->is_named(source, path))
            return true;
    return false;
}

static bool read_unpacked(const struct oracle_source *source, struct str path, struct str *bytes, struct err *err) {
    if (!source->read(source->context, path, bytes, err))
        return false;
    if (!str_starts(*bytes, STR("\x1F\x8B")))
        return bytes->len <= ORACLE_MAX_BYTES || err_set(err, ERR_LIMIT, "larger than %zu bytes", ORACLE_MAX_BYTES);
    struct str packed = *bytes;
    bool ok = inflate_bytes(packed, ORACLE_MAX_BYTES, bytes, err);
    free((char *)(size_t)packed.ptr);
    return ok;
}

static bool read_symbols(const struct index_reader *reader, const struct index_input *input, struct known_file *file,
                         struct err *err) {
    if (!reader->read(input, file, err))
        return err_prefix(err, "%s", reader->format);
    return !file->is_full || err_set(err, ERR_LIMIT, "%s: more than %d symbols", reader->format, KNOWN_MAX_PER_FILE);
}

/* Chains what was read to the digest of what came before. */
static bool digest_index(struct digest *digest, const struct index_input *input, struct err *err) {
    struct digest content;
    if (!digest_pieces(&input->bytes, 1, &content, err))
        return false;
    const struct str pieces[] = {
        str_make((const char *)digest->bytes, DIGEST_BYTES),
        input->path,
        str_make("", 1),
        str_make((const char *)content.bytes, DIGEST_BYTES),
    };
    return digest_pieces(pieces, sizeof pieces / sizeof *pieces, digest, err);
}

static void warn(const struct oracle_source *source, struct str path, const struct err *problem) {
    if (!source->is_quiet)
        log_warning("%s: symbol index %.*s is not used: %s", source->docset, STR_ARG(path), problem->message);
}

/* Places in the index of a bundle are from the root. */
static struct str path_for_places(const struct index_input *input) {
    return input->is_beside_root ? str_file_name(input->path) : input->path;
}

/* One file, when it is named like an index. */
static bool read_file(struct known *known, const struct oracle_source *source, struct str path, struct digest *digest,
                      struct err *err) {
    struct index_input input = {.source = source, .path = unpacked_path(path)};
    input.is_beside_root = str_is(path, CORPUS_BUNDLE_INDEX);
    size_t index;
    if (!find_reader(source, input.path, &index))
        return true;
    const struct index_reader *reader = readers[index];
    struct err problem = {0};
    struct str bytes = {NULL, 0};
    bool ok = true;
    if (!read_unpacked(source, path, &bytes, &problem)) {
        warn(source, path, &problem);
    } else if (reader->is_like(bytes)) {
        struct known_file file;
        input.bytes = bytes;
        known_file_begin(&file, known, path_for_places(&input), source->index);
        bool good = read_symbols(reader, &input, &file, &problem);
        known_file_end(&file, good);
        if (!good)
            warn(source, path, &problem);
        ok = digest_index(digest, &input, err);
    }
    free((char *)(size_t)bytes.ptr);
    return ok;
}

bool oracle_read(struct known *known, const struct oracle_source *source, struct digest *digest, struct err *err) {
    bool ok = true;
    for (size_t i = 0; ok && i < source->files->count; i++)
        ok = read_file(known, source, source->files->files[i].path, digest, err);
    if (ok && source->files->bundle_index.path.len > 0)
        ok = read_file(known, source, source->files->bundle_index.path, digest, err);
    return ok;
}

bool index_read_beside(const struct index_input *input, struct str name, struct str *bytes, struct err *err) {
    struct buf path;
    buf_init(&path, KNOWN_MAX_PLACE_BYTES);
    buf_add(&path, str_head(input->path, input->path.len - str_file_name(input->path).len));
    buf_add(&path, name);
    bool ok = !buf_failed(&path) || err_set(err, ERR_LIMIT, "a path longer than %d bytes", KNOWN_MAX_PLACE_BYTES);
    ok = ok && read_unpacked(input->source, buf_str(&path), bytes, err);
    buf_free(&path);
    return ok;
}
