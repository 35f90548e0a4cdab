#include "indexer/docsets.h"

#include "common/base/ascii.h"
#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "indexer/extract/profile.h"
#include "indexer/input/glob.h"
#include "indexer/rank/synonyms.h"

#include <stdlib.h>

#define NAME_MAX_BYTES 64
#define LANGUAGE_MAX_BYTES 35 /* RFC 5646, 4.4.1 */

static bool is_made_of(struct str text, const char *also) {
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_alphanumeric(text.ptr[i]) && (i == 0 || strchr(also, text.ptr[i]) == NULL))
            return false;
    return text.len > 0;
}

static bool check_name(const char *option, struct str name, struct err *err) {
    if (is_made_of(name, "-_.") && name.len <= NAME_MAX_BYTES)
        return true;
    return err_set(err, ERR_USAGE, "%s '%.*s': a name has letters, digits, '-', '_' and '.', at most %d", option,
                   STR_ARG(str_head(name, 2 * NAME_MAX_BYTES)), NAME_MAX_BYTES);
}

bool docsets_check_path(const char *option, const char *path, struct err *err) {
    if (strlen(path) <= OPTIONS_MAX_PATH_BYTES)
        return true;
    return err_set(err, ERR_USAGE, "%s '%.40s...': a path longer than %d bytes", option, path, OPTIONS_MAX_PATH_BYTES);
}

bool docsets_check_generator(const char *option, const char *text, struct err *err) {
    if (profile_named(str_from(text)) != NULL)
        return true;
    struct buf names;
    buf_init(&names, 1000);
    profile_write_names(&names);
    err_set(err, ERR_USAGE, "%s '%s': should be one of %s", option, text, names.data);
    buf_free(&names);
    return false;
}

/* What stands behind the scheme: results are made by putting a path behind it. */
static bool is_base_url(struct str url) {
    struct str rest = str_from_offset(url, str_find(url, STR("://"), 0) + strlen("://"));
    for (size_t i = 0; i < rest.len; i++)
        if ((unsigned char)rest.ptr[i] <= ' ' || strchr("\"'<>\\?#", rest.ptr[i]) != NULL)
            return false;
    return rest.len > 0 && rest.ptr[0] != '/';
}

static bool check_member(enum docset_member member, const char *option, const char *text, struct err *err) {
    struct str value = str_from(text);
    switch (member) {
    case DOCSET_LANGUAGE:
        if (!is_made_of(value, "-") || value.len > LANGUAGE_MAX_BYTES)
            return err_set(err, ERR_USAGE, "%s '%s': should be a language tag such as en or pt-BR", option, text);
        return true;
    case DOCSET_BASE_URL:
        if (!str_starts(value, STR("http://")) && !str_starts(value, STR("https://")))
            return err_set(err, ERR_USAGE, "%s '%s': should start with https:// or http://", option, text);
        if (!is_base_url(value))
            return err_set(err, ERR_USAGE, "%s '%s': should be a host and a path, without spaces, quotes, ? and #",
                           option, text);
        return true;
    case DOCSET_GENERATOR: return docsets_check_generator(option, text, err);
    case DOCSET_INCLUDE:
    case DOCSET_EXCLUDE:
        if (!glob_is_valid(value))
            return err_set(err, ERR_USAGE, "%s '%s': should be a pattern for paths inside the doc set, such as api/**",
                           option, text);
        return true;
    case DOCSET_SYNONYMS:
        if (!synonyms_is_group(value))
            return err_set(err, ERR_USAGE,
                           "%s '%.100s': should be 2 to %d words or phrases that mean the same, with commas between "
                           "them, such as 'dict, dictionary'; a phrase has at most %d words",
                           option, text, SYNONYMS_MAX_IN_GROUP, SYNONYMS_MAX_WORDS);
        return true;
    default: return true;
    }
}

static bool check_count(enum docset_member member, const struct pattern_list *list, const char *option,
                        struct err *err) {
    if (member != DOCSET_SYNONYMS || list->count < SYNONYMS_MAX_GROUPS)
        return true;
    return err_set(err, ERR_USAGE, "%s: more than %d for one doc set", option, SYNONYMS_MAX_GROUPS);
}

static void add_pattern(struct pattern_list *list, const char *pattern) {
    list->patterns = mem_grow(list->patterns, list->count, &list->capacity, sizeof *list->patterns);
    list->patterns[list->count++] = pattern;
}

static const char **text_member(struct docset_input *docset, enum docset_member member) {
    switch (member) {
    case DOCSET_TITLE: return &docset->title;
    case DOCSET_VERSION: return &docset->version;
    case DOCSET_LANGUAGE: return &docset->language;
    case DOCSET_BASE_URL: return &docset->base_url;
    default: return &docset->generator;
    }
}

/* NULL for what is said once. */
static struct pattern_list *list_member(struct docset_input *docset, enum docset_member member) {
    switch (member) {
    case DOCSET_INCLUDE: return &docset->include;
    case DOCSET_EXCLUDE: return &docset->exclude;
    case DOCSET_SYNONYMS: return &docset->synonyms;
    default: return NULL;
    }
}

static bool set_member(struct docset_input *docset, enum docset_member member, const char *option, const char *text,
                       struct err *err) {
    if (!check_member(member, option, text, err))
        return false;
    struct pattern_list *list = list_member(docset, member);
    if (list != NULL && !check_count(member, list, option, err))
        return false;
    if (list != NULL)
        add_pattern(list, text);
    else
        *text_member(docset, member) = text;
    return true;
}

static struct docset_input *find_docset(struct docset_input *docsets, size_t count, struct str name) {
    for (size_t i = 0; i < count; i++)
        if (str_is(name, docsets[i].name))
            return &docsets[i];
    return NULL;
}

static char *copy_text(struct str text) {
    char *copy = mem_new(text.len + 1, 1);
    memcpy(copy, text.ptr, text.len);
    return copy;
}

static bool add_named(struct options *options, const char *option, struct str name, struct err *err) {
    if (!check_name(option, name, err))
        return false;
    if (find_docset(options->docsets, options->docset_count, name) != NULL)
        return err_set(err, ERR_USAGE, "%s '%.*s': given twice", option, STR_ARG(name));
    if (options->docset_count >= OPTIONS_MAX_DOCSETS)
        return err_set(err, ERR_USAGE, "more than %d doc sets", OPTIONS_MAX_DOCSETS);
    options->docsets =
        mem_grow(options->docsets, options->docset_count, &options->docset_capacity, sizeof *options->docsets);
    options->docsets[options->docset_count++] = (struct docset_input){.name = copy_text(name)};
    return true;
}

bool docsets_add(struct options *options, const char *argument, struct err *err) {
    struct str text = str_from(argument);
    size_t equals = str_find_char(text, '=', 0);
    const char *path = argument + (equals < text.len ? equals + 1 : equals);
    if (equals + 1 == text.len)
        return err_set(err, ERR_USAGE, "--docset '%s': should be NAME=PATH", argument);
    if (!docsets_check_path("--docset", path, err) || !add_named(options, "--docset", str_head(text, equals), err))
        return false;
    if (equals < text.len)
        options->docsets[options->docset_count - 1].path = mem_strdup(path);
    return true;
}

bool docsets_set(struct options *options, enum docset_member member, const char *option, struct err *err) {
    static const char *const flags[] = {
        [DOCSET_TITLE] = "--title",       [DOCSET_VERSION] = "--docs-version", [DOCSET_LANGUAGE] = "--language",
        [DOCSET_BASE_URL] = "--base-url", [DOCSET_GENERATOR] = "--generator",  [DOCSET_INCLUDE] = "--include",
        [DOCSET_EXCLUDE] = "--exclude",   [DOCSET_SYNONYMS] = "--synonyms",
    };
    if (options->docset_count == 0)
        return err_set(err, ERR_USAGE, "%s says something of the --docset before it, and there is none", flags[member]);
    return set_member(&options->docsets[options->docset_count - 1], member, flags[member], option, err);
}

char *docsets_path_beside(const char *config_path, const char *path) {
    struct str folder = str_from(config_path);
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    struct buf joined;
    buf_init(&joined, 2 * OPTIONS_MAX_PATH_BYTES + 2);
    if (path[0] != '/')
        buf_add(&joined, folder);
    buf_puts(&joined, path);
    return joined.data;
}

/* Everything the file says of one doc set. */
static bool take_described(struct docset_input *docset, const struct config_docset *described, struct err *err) {
    const struct {
        enum docset_member member;
        const char *key, *text;
    } values[] = {
        {DOCSET_TITLE, "title", described->title},
        {DOCSET_VERSION, "version", described->version},
        {DOCSET_LANGUAGE, "language", described->language},
        {DOCSET_BASE_URL, "base_url", described->base_url},
        {DOCSET_GENERATOR, "generator", described->generator},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i].text != NULL && !set_member(docset, values[i].member, values[i].key, values[i].text, err))
            return false;
    const struct {
        enum docset_member member;
        const char *key;
        char **texts;
        unsigned count;
    } lists[] = {
        {DOCSET_INCLUDE, "include", described->include, described->include_count},
        {DOCSET_EXCLUDE, "exclude", described->exclude, described->exclude_count},
        {DOCSET_SYNONYMS, "synonyms", described->synonyms, described->synonyms_count},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (unsigned j = 0; j < lists[i].count; j++)
            if (!set_member(docset, lists[i].member, lists[i].key, lists[i].texts[j], err))
                return false;
    return true;
}

static void free_docset(struct docset_input *docset) {
    free(docset->name);
    free(docset->path);
    free(docset->include.patterns);
    free(docset->exclude.patterns);
    free(docset->synonyms.patterns);
    *docset = (struct docset_input){0};
}

static void take_list(struct pattern_list *to, struct pattern_list *from) {
    if (from->count == 0)
        return;
    free(to->patterns);
    *to = *from;
    *from = (struct pattern_list){0};
}

/* What the command line says takes the place of what the file says. */
static void override(struct docset_input *docset, struct docset_input *said) {
    if (said->path != NULL) {
        free(docset->path);
        docset->path = said->path;
        docset->config = NULL;
        said->path = NULL;
    }
    for (int member = DOCSET_TITLE; member <= DOCSET_GENERATOR; member++)
        if (*text_member(said, (enum docset_member)member) != NULL)
            *text_member(docset, (enum docset_member)member) = *text_member(said, (enum docset_member)member);
    take_list(&docset->include, &said->include);
    take_list(&docset->exclude, &said->exclude);
    take_list(&docset->synonyms, &said->synonyms);
}

static bool merge_docset(struct options *merged, struct options *said, const struct config_docset *described,
                         const char *path, struct err *err) {
    if (!add_named(merged, "doc set", str_from(described->name), err))
        return false;
    struct docset_input *docset = &merged->docsets[merged->docset_count - 1];
    docset->path = docsets_path_beside(path, described->path);
    docset->config = path;
    if (!docsets_check_path("path", docset->path, err) || !take_described(docset, described, err))
        return err_prefix(err, "doc set '%s'", docset->name);
    struct docset_input *same = find_docset(said->docsets, said->docset_count, str_from(docset->name));
    if (same != NULL) {
        override(docset, same);
        free_docset(same);
    }
    return true;
}

bool docsets_merge(struct options *options, const struct config *config, const char *path, struct err *err) {
    struct options said = {
        .docsets = options->docsets,
        .docset_count = options->docset_count,
        .docset_capacity = options->docset_capacity,
    };
    options->docsets = NULL;
    options->docset_count = options->docset_capacity = 0;
    bool ok = true;
    for (unsigned i = 0; i < config->docset_count && ok; i++)
        ok = merge_docset(options, &said, &config->docsets[i], path, err);
    for (size_t i = 0; i < said.docset_count && ok; i++) {
        if (said.docsets[i].name == NULL)
            continue;
        ok = add_named(options, "--docset", str_from(said.docsets[i].name), err);
        if (ok)
            override(&options->docsets[options->docset_count - 1], &said.docsets[i]);
    }
    docsets_free(&said);
    if (!ok) {
        err->code = ERR_FORMAT;
        err_prefix(err, "%s", path);
    }
    return ok;
}

bool docsets_blame(const struct docset_input *docset, struct err *err) {
    err_prefix(err, "doc set '%s'", docset->name);
    return docset->config != NULL ? err_prefix(err, "%s", docset->config) : false;
}

static bool fail_without_path(const struct options *options, const char *name, struct err *err) {
    if (options->config_path == NULL)
        return err_set(err, ERR_USAGE, "--docset '%s': should be NAME=PATH", name);
    return err_set(err, ERR_USAGE, "--docset '%s': %s has no doc set of that name, so it should be NAME=PATH", name,
                   options->config_path);
}

bool docsets_check(const struct options *options, struct err *err) {
    for (size_t i = 0; i < options->docset_count; i++)
        if (options->docsets[i].path == NULL)
            return fail_without_path(options, options->docsets[i].name, err);
    if (options->docset_count == 0 && options->config_path != NULL)
        return err_set(err, ERR_USAGE, "nothing to index: %s names no doc set", options->config_path);
    return options->docset_count > 0 || err_set(err, ERR_USAGE, "nothing to index: give --docset NAME=PATH");
}

void docsets_free(struct options *options) {
    for (size_t i = 0; i < options->docset_count; i++)
        free_docset(&options->docsets[i]);
    free(options->docsets);
    options->docsets = NULL;
    options->docset_count = options->docset_capacity = 0;
}
