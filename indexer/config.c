#include "indexer/config.h"

#include "common/base/buf.h"
#include "indexer/complaint.h"
#include "indexer/input/corpus.h"
#include "indexer/rank/synonyms.h"

#include <cyaml/cyaml.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_DOCSETS 1000
#define MAX_GLOBS 1000

#define OPTIONAL_TEXT(key, type, member)                                                                               \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, 1, CONFIG_MAX_TEXT_BYTES)

/* libcyaml's own booleans take every word that is not "false" and its like for true. */
static const cyaml_strval_t truth_values[] = {{"false", 0}, {"true", 1}};

static const cyaml_schema_value_t text_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CONFIG_MAX_TEXT_BYTES),
};

static const cyaml_schema_field_t docset_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct config_docset, name, 1, CONFIG_MAX_TEXT_BYTES),
    CYAML_FIELD_STRING_PTR("path", CYAML_FLAG_POINTER, struct config_docset, path, 1, CONFIG_MAX_TEXT_BYTES),
    OPTIONAL_TEXT("title", struct config_docset, title),
    OPTIONAL_TEXT("version", struct config_docset, version),
    OPTIONAL_TEXT("language", struct config_docset, language),
    OPTIONAL_TEXT("base_url", struct config_docset, base_url),
    OPTIONAL_TEXT("generator", struct config_docset, generator),
    CYAML_FIELD_SEQUENCE("include", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct config_docset, include,
                         &text_schema, 0, MAX_GLOBS),
    CYAML_FIELD_SEQUENCE("exclude", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct config_docset, exclude,
                         &text_schema, 0, MAX_GLOBS),
    CYAML_FIELD_SEQUENCE("synonyms", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct config_docset, synonyms,
                         &text_schema, 0, SYNONYMS_MAX_GROUPS),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t docset_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct config_docset, docset_fields),
};

static const cyaml_schema_field_t config_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("docsets", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct config, docsets,
                               docset_count, &docset_schema, 0, MAX_DOCSETS),
    OPTIONAL_TEXT("output", struct config, output),
    OPTIONAL_TEXT("jobs", struct config, jobs),
    CYAML_FIELD_ENUM("embed_pages", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, struct config, embed_pages, truth_values,
                     2),
    CYAML_FIELD_ENUM("strict", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, struct config, strict, truth_values, 2),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t config_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct config, config_fields),
};

static void take_line(cyaml_log_t level, void *context, const char *format, va_list args) {
    char line[512];
    vsnprintf(line, sizeof line, format, args);
    if (level >= CYAML_LOG_WARNING)
        complaint_take(context, str_from(line));
}

static const cyaml_config_t *parser(cyaml_config_t *parser, struct complaint *complaint) {
    *parser = (cyaml_config_t){
        .log_fn = take_line,
        .log_ctx = complaint,
        .log_level = CYAML_LOG_WARNING,
        .mem_fn = cyaml_mem,
        .flags = CYAML_CFG_NO_ALIAS,
    };
    return parser;
}

/* "name, path, title" */
static void write_keys(const cyaml_schema_field_t *field, struct buf *out) {
    for (; field->key != NULL; field++)
        buf_addf(out, "%s%s", out->len > 0 ? ", " : "", field->key);
}

static bool fail(const struct complaint *complaint, cyaml_err_t code, struct str text, const char *path,
                 struct err *err) {
    struct buf of_file, of_docset, message;
    buf_init(&of_file, ERR_MESSAGE_BYTES);
    buf_init(&of_docset, ERR_MESSAGE_BYTES);
    buf_init(&message, (size_t)4 * ERR_MESSAGE_BYTES);
    write_keys(config_fields, &of_file);
    write_keys(docset_fields, &of_docset);
    const struct complaint_keys keys = {of_file.data, of_docset.data};
    complaint_write(complaint, cyaml_strerror(code), &keys, text, &message);
    err_set(err, ERR_FORMAT, "%s%s", path, message.data);
    buf_free(&of_file);
    buf_free(&of_docset);
    buf_free(&message);
    return false;
}

static bool parse(struct config **config, struct str bytes, const char *path, struct err *err) {
    struct complaint complaint = {0};
    cyaml_config_t settings;
    cyaml_err_t code = cyaml_load_data((const uint8_t *)bytes.ptr, bytes.len, parser(&settings, &complaint),
                                       &config_schema, (cyaml_data_t **)config, NULL);
    if (code == CYAML_OK && *config == NULL)
        return err_set(err, ERR_FORMAT, "%s: empty", path);
    if (code == CYAML_OK && complaint.what[0] == '\0')
        return true;
    return fail(&complaint, code, bytes, path, err);
}

bool config_load(struct config **config, const char *path, struct err *err) {
    struct str bytes;
    *config = NULL;
    if (!corpus_read_path(path, CONFIG_MAX_BYTES, &bytes, err))
        return err->code == ERR_LIMIT ? err_prefix(err, "%s", path) : false;
    bool ok = parse(config, bytes, path, err);
    free((char *)(size_t)bytes.ptr);
    if (!ok) {
        config_free(*config);
        *config = NULL;
    }
    return ok;
}

void config_free(struct config *config) {
    struct complaint complaint = {0};
    cyaml_config_t settings;
    if (config != NULL)
        cyaml_free(parser(&settings, &complaint), &config_schema, config, 0);
}
