#include "indexer/prove/inspect.h"

#include "common/base/json.h"
#include "common/index/kind.h"
#include "common/index/schema.h"
#include "common/search/docset.h"
#include "common/search/engine.h"
#include "common/search/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define JSON_MAX_BYTES ((size_t)16 << 20)

static void print_buf(struct buf *buf) {
    fwrite(buf->data, 1, buf->len, stdout);
    putchar('\n');
    buf_free(buf);
}

static void print_info_json(const struct corpus *corpus) {
    struct buf out;
    struct json json;
    size_t count;
    const struct docset *docsets = corpus_docsets(corpus, &count);
    buf_init(&out, JSON_MAX_BYTES);
    json_init(&json, &out);
    json_object(&json);
    json_member_string(&json, "id", corpus_id(corpus));
    json_member_string(&json, "program", corpus_meta(corpus, "program"));
    json_member_number(&json, "format", SCHEMA_FORMAT_VERSION);
    json_member_number(&json, "size_bytes", (int64_t)corpus_size_bytes(corpus));
    json_key(&json, "docsets");
    json_array(&json);
    for (size_t i = 0; i < count; i++)
        docset_write_json(&docsets[i], &json);
    json_end(&json);
    json_end(&json);
    print_buf(&out);
}

static void print_info(const struct corpus *corpus, const char *path) {
    size_t count;
    const struct docset *docsets = corpus_docsets(corpus, &count);
    printf("%s: complete and intact\n", path);
    printf("id       %.*s\n", STR_ARG(corpus_id(corpus)));
    printf("made by  %.*s, format %u\n", STR_ARG(corpus_meta(corpus, "program")), SCHEMA_FORMAT_VERSION);
    printf("size     %.1f MB\n", (double)corpus_size_bytes(corpus) / 1e6);
    for (size_t i = 0; i < count; i++) {
        const struct docset *docset = &docsets[i];
        printf("doc set  %.*s: %.*s %.*s (%.*s), %lld pages, %lld entries\n", STR_ARG(docset->name),
               STR_ARG(docset->title), STR_ARG(docset->version), STR_ARG(docset->generator),
               (long long)docset->page_count, (long long)docset->entry_count);
        if (docset->base_url.len > 0)
            printf("         at %.*s\n", STR_ARG(docset->base_url));
        for (size_t kind = 0; kind < docset->kind_count; kind++)
            printf("         %8lld %.*s\n", (long long)docset->kinds[kind].entry_count,
                   STR_ARG(docset->kinds[kind].kind));
    }
}

bool inspect_info(const struct options *options, struct err *err) {
    struct corpus *corpus = NULL;
    if (!corpus_open(&corpus, options->input, err))
        return false;
    if (options->json)
        print_info_json(corpus);
    else
        print_info(corpus, options->input);
    corpus_close(corpus);
    return true;
}

/* Snippets are HTML; in a terminal the marks become bold, and without colour they go. */
static void print_snippet(struct str html, bool is_bold) {
    static const struct {
        struct str html;
        const char *bold, *plain;
    } pieces[] = {
        {{"<em>", 4}, "\033[1m", ""}, {{"</em>", 5}, "\033[0m", ""}, {{"&amp;", 5}, "&", "&"}, {{"&lt;", 4}, "<", "<"},
        {{"&gt;", 4}, ">", ">"},      {{"&quot;", 6}, "\"", "\""},   {{"&#39;", 5}, "'", "'"},
    };
    while (html.len > 0) {
        size_t i = 0;
        while (i < sizeof pieces / sizeof *pieces && !str_starts(html, pieces[i].html))
            i++;
        if (i == sizeof pieces / sizeof *pieces) {
            putchar(html.ptr[0]);
            html = str_from_offset(html, 1);
            continue;
        }
        fputs(is_bold ? pieces[i].bold : pieces[i].plain, stdout);
        html = str_from_offset(html, pieces[i].html.len);
    }
}

static void print_hit(const struct hit *hit, bool is_bold) {
    struct str shown = hit->signature.len > 0 ? hit->signature : hit->title;
    printf("%s%.*s%s  [%.*s, %s]\n", is_bold ? "\033[1m" : "", STR_ARG(shown), is_bold ? "\033[0m" : "",
           STR_ARG(hit->kind), tier_name(hit->tier));
    if (hit->url.len > 0)
        printf("    %.*s\n", STR_ARG(hit->url));
    else
        printf("    %.*s/%.*s%s%.*s%s%.*s\n", STR_ARG(hit->docset), STR_ARG(hit->path),
               hit->anchor.len + hit->text_fragment.len > 0 ? "#" : "", STR_ARG(hit->anchor),
               hit->text_fragment.len > 0 ? SCHEMA_TEXT_FRAGMENT : "", STR_ARG(hit->text_fragment));
    if (hit->snippet.len > 0) {
        printf("    ");
        print_snippet(hit->snippet, is_bold);
        printf("\n");
    }
}

static void print_explanation(const struct hit *hit) {
    struct buf out;
    buf_init(&out, (size_t)1 << 20);
    explain_print(hit, "    ", &out);
    fwrite(out.data, 1, out.len, stdout);
    buf_free(&out);
}

static void print_hits(const struct hits *hits, bool is_json) {
    if (is_json) {
        struct buf out;
        struct json json;
        buf_init(&out, JSON_MAX_BYTES);
        json_init(&json, &out);
        hits_write_json(hits, &json);
        print_buf(&out);
        return;
    }
    bool is_bold = isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == NULL;
    if (hits->corrected.len > 0)
        printf("Showing results for '%.*s'. With --literal: for '%.*s'.\n", STR_ARG(hits->corrected),
               STR_ARG(hits->query));
    for (size_t i = 0; i < hits->count; i++) {
        print_hit(&hits->hit[i], is_bold);
        if (hits->hit[i].explain != NULL)
            print_explanation(&hits->hit[i]);
    }
    if (hits->count == 0)
        printf("nothing found\n");
}

/* A filter that is misspelled is no answer "nothing found". */
static bool check_filters(const struct corpus *corpus, const struct options *options, struct err *err) {
    enum kind kind;
    if (options->docset != NULL && corpus_find_docset(corpus, str_from(options->docset)) == NULL)
        return err_set(err, ERR_USAGE, "no doc set '%s' in %s; docfinch-index info lists them", options->docset,
                       options->input);
    if (options->kind != NULL && !kind_from_name(str_from(options->kind), &kind))
        return err_set(err, ERR_USAGE, "no kind '%s'; docfinch-index info lists those in a file", options->kind);
    return true;
}

bool inspect_search(const struct options *options, bool *found, struct err *err) {
    struct corpus *corpus = NULL;
    struct engine *engine = NULL;
    const struct hits *hits = NULL;
    const struct query_options wanted = {
        .docset = str_from(options->docset),
        .kind = str_from(options->kind),
        .limit = options->limit,
        .explain = options->explain,
        .is_literal = options->is_literal,
    };
    bool ok = corpus_open(&corpus, options->input, err) && check_filters(corpus, options, err) &&
              engine_open(&engine, corpus, err) &&
              engine_search(engine, str_from(options->query), &wanted, 0, &hits, err);
    if (ok)
        print_hits(hits, options->json);
    *found = ok && hits->count > 0;
    engine_close(engine);
    corpus_close(corpus);
    return ok;
}
