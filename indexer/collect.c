#include "indexer/collect.h"

#include "common/base/log.h"
#include "common/base/mem.h"
#include "common/index/schema.h"
#include "indexer/docsets.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/profile.h"
#include "indexer/input/corpus.h"
#include "indexer/input/deflate.h"
#include "indexer/input/page.h"
#include "indexer/learn.h"
#include "indexer/listing.h"
#include "indexer/oracle/match.h"
#include "indexer/oracle/oracle.h"
#include "indexer/oracle/promote.h"
#include "indexer/pipeline.h"
#include "indexer/rank/phrases.h"
#include "indexer/rank/weight.h"
#include "indexer/rewind.h"
#include "indexer/schedule.h"
#include "indexer/stop.h"
#include "indexer/store/record.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define PROFILE_MAX 64

/* What entries of pages that tell of past versions, and deprecated ones, keep of their score, in percent. 70: with
 * tests/bench/relevance on the Python documentation, conala page MRR 0.472 to 0.474, genindex 0.708 to 0.722. 80 is a
 * guess on the careful side: few of the judged queries mean a deprecated entry. */
#define FACTOR_HISTORY 70
#define FACTOR_DEPRECATED 80
#define SKIPPED_PATH_MAX_BYTES 8192

/* Everything known of one file when a worker is done with it. */
struct file_result {
    struct extraction page;
    struct digest digest;
    struct str packed; /* owned; for the artifact's own copy */
    size_t size;       /* bytes of the file */
    struct err err;    /* of a file that could not be read or was left out */
};

/* One doc set while it is read. */
struct reading {
    struct collection *collection;
    const struct docset_input *input;
    const struct profile *profile; /* NULL: the one that fits each page */
    const struct corpus_files *files;
    const struct corpus_file **tasks;
    uint32_t docset;
    bool embed_pages;
    bool only_marked;          /* a page has a part that its author marked as content: those without are left out */
    struct rewind_point begin; /* before the first page */
    struct progress *progress;
    struct buf scratch;
    struct digest *digests; /* one per task */
    size_t profile_pages[PROFILE_MAX];
    const char *profiles[PROFILE_MAX];
};

static void *read_file(void *context, size_t task) {
    const struct reading *reading = context;
    const struct corpus_file *file = reading->tasks[task];
    struct file_result *result = mem_new(1, sizeof *result);
    struct str bytes;
    if (!corpus_read(reading->files, file, &bytes, &result->err))
        return result;
    result->size = bytes.len;
    bool ok = digest_pieces(&bytes, 1, &result->digest, &result->err);
    if (ok && file->is_html)
        extract_page_as(&result->page, reading->profile, file->path, bytes, &result->err);
    if (reading->embed_pages && bytes.len <= SCHEMA_MAX_FILE_BYTES)
        result->packed = deflate_bytes(bytes);
    free((char *)(size_t)bytes.ptr);
    return result;
}

static void drop_result(void *pointer) {
    struct file_result *result = pointer;
    extraction_free(&result->page);
    free((char *)(size_t)result->packed.ptr);
    free(result);
}

static void add_skipped(struct reading *reading, const struct corpus_file *file, const char *reason, bool is_problem) {
    struct collection *collection = reading->collection;
    struct buf path;
    buf_init(&path, SKIPPED_PATH_MAX_BYTES);
    buf_addf(&path, "%s/%.*s%s", reading->input->name, STR_ARG(file->path), file->is_gzip ? ".gz" : "");
    collection->skipped = mem_grow(collection->skipped, collection->skipped_count, &collection->skipped_capacity,
                                   sizeof *collection->skipped);
    collection->skipped[collection->skipped_count++] = (struct skipped_file){
        .path = arena_copy(&collection->arena, buf_str(&path)),
        .reason = arena_copy(&collection->arena, str_from(reason)),
        .is_page = file->is_html,
        .is_problem = is_problem,
    };
    collection->problem_count += is_problem;
    buf_free(&path);
}

static void count_profile(struct reading *reading, const char *profile) {
    size_t i = 0;
    while (i < PROFILE_MAX - 1 && reading->profiles[i] != NULL && reading->profiles[i] != profile)
        i++;
    reading->profiles[i] = profile;
    reading->profile_pages[i]++;
}

static void count_terms(struct collection *collection, const struct entry *entry) {
    for (int field = 0; field < FIELD_COUNT; field++) {
        collection->term_count[field] += entry->term_count[field];
        collection->filled_count[field] += entry->term_count[field] > 0;
    }
}

/* What is no longer, or no longer advised, stands behind what is; beside that authors say what counts. */
static uint8_t factor_of(const struct entry *entry, const struct extraction *page) {
    unsigned percent = entry->weight;
    if (page->is_history)
        percent = percent * FACTOR_HISTORY / 100;
    if (entry->deprecated.len > 0)
        percent = percent * FACTOR_DEPRECATED / 100;
    return (uint8_t)(percent > 0 ? percent : 1);
}

static bool add_entry(struct reading *reading, const struct extraction *source, const struct entry *entry,
                      uint32_t page, struct err *err) {
    struct collection *collection = reading->collection;
    struct collected_entry added = {
        .page = page,
        .name_bytes = (uint16_t)(entry->name.len ? entry->name.len : entry->title.len),
        .kind = (uint8_t)entry->kind,
        .depth = (uint8_t)entry->depth,
        .factor = factor_of(entry, source),
        .is_page = entry->parent == ENTRY_NONE,
    };
    buf_reset(&reading->scratch);
    record_write(&reading->scratch, entry);
    if (buf_failed(&reading->scratch))
        return err_set(err, ERR_LIMIT, "an entry larger than %zu bytes", reading->scratch.max_bytes);
    if (!spool_append(&collection->spool, buf_str(&reading->scratch), &added.record, err))
        return false;
    collection->entries = mem_grow(collection->entries, collection->entry_count, &collection->entry_capacity,
                                   sizeof *collection->entries);
    collection->entries[collection->entry_count++] = added;
    count_terms(collection, entry);
    collection->docsets[reading->docset].kind_count[entry->kind]++;
    collection->docsets[reading->docset].entry_count++;
    return true;
}

static enum graph_spot spot_of(const struct extraction *page, const struct id_owner *id) {
    if (id->is_below_heading)
        return GRAPH_BELOW_HEADING;
    return str_equal(id->id, page->entries[id->entry].anchor) ? GRAPH_OWN : GRAPH_INSIDE;
}

static void add_links(struct reading *reading, const struct extraction *page, struct str path, uint32_t page_index) {
    struct graph *graph = &reading->collection->graph;
    uint32_t first = (uint32_t)(reading->collection->entry_count - page->entry_count);
    graph_add_target(graph, graph_place(reading->docset, path, STR("")), first, GRAPH_OWN);
    for (size_t i = 0; i < page->id_count; i++) {
        const struct id_owner *id = &page->ids[i];
        graph_add_target(graph, graph_place(reading->docset, path, id->id), first + id->entry, spot_of(page, id));
    }
    for (size_t i = 0; i < page->link_count; i++) {
        const struct link *link = &page->links[i];
        const struct graph_reference reference = {reading->docset, page_index, link->path, link->fragment, link->text};
        graph_add_link(graph, &reference);
    }
}

/* The start page itself and the first pages it links to, each once. */
static void note_start_links(struct reading *reading, const struct extraction *page, struct str path) {
    struct collected_docset *docset = &reading->collection->docsets[reading->docset];
    docset->start_links[docset->start_link_count++] = arena_copy(&reading->collection->arena, path);
    for (size_t i = 0; i < page->link_count && docset->start_link_count < COLLECT_MAX_ENTRY_POINTS; i++) {
        struct str target = page->links[i].path;
        bool is_known = false;
        for (size_t j = 0; j < docset->start_link_count && !is_known; j++)
            is_known = str_equal(target, docset->start_links[j]);
        if (!is_known)
            docset->start_links[docset->start_link_count++] = arena_copy(&reading->collection->arena, target);
    }
}

static void note_start_page(struct reading *reading, const struct extraction *page, struct str path) {
    struct collection *collection = reading->collection;
    learn_start_page(&collection->docsets[reading->docset], page, &collection->arena);
    note_start_links(reading, page, path);
}

static bool add_page(struct reading *reading, const struct extraction *page, struct str path, struct err *err) {
    struct collection *collection = reading->collection;
    learn_page(&collection->docsets[reading->docset], page, &collection->arena);
    count_profile(reading, page->profile);
    uint32_t index = (uint32_t)collection->page_count;
    collection->pages =
        mem_grow(collection->pages, collection->page_count, &collection->page_capacity, sizeof *collection->pages);
    collection->pages[collection->page_count++] = (struct collected_page){
        .docset = reading->docset,
        .first_entry = (uint32_t)collection->entry_count,
        .path = arena_copy(&collection->arena, path),
        .title = arena_copy(&collection->arena, page->title),
    };
    collection->docsets[reading->docset].page_count++;
    for (size_t i = 0; i < page->entry_count; i++)
        if (!add_entry(reading, page, &page->entries[i], index, err))
            return false;
    add_links(reading, page, path, index);
    if (str_is(path, "index.html"))
        note_start_page(reading, page, path);
    return true;
}

static bool add_embedded(struct reading *reading, const struct file_result *result, struct str path, struct err *err) {
    struct collection *collection = reading->collection;
    struct collected_file file = {.size = result->size};
    if (!spool_append(&collection->spool, result->packed, &file.record, err))
        return false;
    struct buf name;
    buf_init(&name, 8192);
    buf_addf(&name, "%s/%.*s", reading->input->name, STR_ARG(path));
    file.name = arena_copy(&collection->arena, buf_str(&name));
    buf_free(&name);
    collection->files =
        mem_grow(collection->files, collection->file_count, &collection->file_capacity, sizeof *collection->files);
    collection->files[collection->file_count++] = file;
    return true;
}

/* A page that sends readers elsewhere is still linked to: its links count for where it leads. */
static void leave_out(struct reading *reading, const struct extraction *page, const struct corpus_file *file) {
    add_skipped(reading, file, page->skipped, false);
    if (page->redirect.path.len > 0)
        graph_add_alias(&reading->collection->graph, reading->docset, file->path, page->redirect.path,
                        page->redirect.fragment);
}

static void leave_out_unmarked(struct reading *reading, const struct corpus_file *file) {
    add_skipped(reading, file, "without data-pagefind-body, which other pages of the doc set have", false);
}

/* Pagefind's rule: where a page of a site has a part that is marked as content, pages without such a part are left out.
 * The first page that has one undoes what came before it. The start page says where to begin all the same. */
static void keep_marked_only(struct reading *reading) {
    struct collection *collection = reading->collection;
    struct collected_docset *docset = &collection->docsets[reading->docset], before = *docset;
    for (size_t i = reading->begin.page_count; i < collection->page_count; i++)
        leave_out_unmarked(reading, corpus_find(reading->files, collection->pages[i].path));
    rewind_to(collection, &reading->begin);
    learn_begin(docset, reading->input);
    docset->start_link_count = before.start_link_count;
    docset->start_title = before.start_title;
    memcpy(docset->start_links, before.start_links, sizeof before.start_links);
    memset(reading->profile_pages, 0, sizeof reading->profile_pages);
    memset(reading->profiles, 0, sizeof reading->profiles);
    reading->only_marked = true;
}

/* A page that is indexed, but not all of it as it is. */
static void note_indexed(struct reading *reading, const char *reason, const struct corpus_file *file, bool is_problem) {
    add_skipped(reading, file, reason, is_problem);
    struct skipped_file *noted = &reading->collection->skipped[reading->collection->skipped_count - 1];
    noted->is_page = false;
    noted->is_indexed = true;
}

static void note_limit(struct reading *reading, const char *limit, const struct corpus_file *file) {
    note_indexed(reading, limit, file, true);
}

/* What an index on the page calls places, whether the page itself is left out or not. */
static void take_keywords(struct reading *reading, const struct extraction *page, const struct corpus_file *file) {
    struct keywords *keywords = &reading->collection->keywords;
    bool ok = true;
    for (size_t i = 0; ok && i < page->keyword_count; i++) {
        const struct page_address *target = &page->keywords[i].target;
        ok = keywords_add(keywords, &page->keywords[i], graph_place(reading->docset, target->path, target->fragment));
    }
    if (!ok)
        note_limit(reading, "indexes of more than 1,000,000 places in all: the others find nothing", file);
}

static bool take_page(struct reading *reading, const struct file_result *result, const struct corpus_file *file,
                      struct err *err) {
    reading->collection->input_bytes += result->size;
    const struct extraction *page = &result->page;
    take_keywords(reading, page, file);
    if (page->limit != NULL)
        note_limit(reading, page->limit, file);
    if (result->err.code != ERR_NONE)
        return true;
    if (page->is_marked && !reading->only_marked)
        keep_marked_only(reading);
    if (page->skipped == NULL && (page->is_marked || !reading->only_marked)) {
        if (page->has_doubles)
            note_indexed(reading, "an id that several elements have, of which browsers go to the first", file, false);
        return add_page(reading, page, file->path, err);
    }
    if (page->skipped != NULL)
        leave_out(reading, page, file);
    else
        leave_out_unmarked(reading, file);
    if (reading->only_marked && str_is(file->path, "index.html"))
        note_start_page(reading, page, file->path);
    return true;
}

static bool take_stored(struct reading *reading, const struct file_result *result, const struct corpus_file *file,
                        struct err *err) {
    if (result->packed.ptr != NULL)
        return add_embedded(reading, result, file->path, err);
    if (result->size > SCHEMA_MAX_FILE_BYTES) {
        add_skipped(reading, file, "not stored, as it is larger than the 64 MiB that docfinch-serve can send", true);
        reading->collection->skipped[reading->collection->skipped_count - 1].is_page = false;
    }
    return true;
}

/* Whether a file that cannot be read is left out; otherwise it ends the build. */
static bool is_bearable(const struct err *err) {
    return err->code == ERR_LIMIT || err->code == ERR_FORMAT;
}

static bool take_result(void *context, size_t task, void *pointer, struct err *err) {
    struct reading *reading = context;
    struct file_result *result = pointer;
    const struct corpus_file *file = reading->tasks[task];
    reading->digests[task] = result->digest;
    bool ok = stop_check(err);
    if (ok && is_bearable(&result->err)) {
        add_skipped(reading, file, result->err.message, true);
    } else if (ok && result->err.code != ERR_NONE) {
        *err = result->err;
        ok = false;
    }
    if (ok && file->is_html)
        ok = take_page(reading, result, file, err);
    if (ok && reading->embed_pages)
        ok = take_stored(reading, result, file, err);
    drop_result(result);
    progress_step(reading->progress);
    return ok;
}

/* Chains the digest of what came before with each file's path and content. */
static bool digest_files(struct reading *reading, size_t count, struct err *err) {
    struct digest *digest = &reading->collection->digest;
    for (size_t i = 0; i < count; i++) {
        const struct str pieces[] = {
            str_make((const char *)digest->bytes, DIGEST_BYTES),
            reading->tasks[i]->path,
            str_make("", 1),
            str_make((const char *)reading->digests[i].bytes, DIGEST_BYTES),
        };
        if (!digest_pieces(pieces, sizeof pieces / sizeof *pieces, digest, err))
            return false;
    }
    return true;
}

static const char *main_profile(const struct reading *reading) {
    size_t best = 0;
    for (size_t i = 1; i < PROFILE_MAX; i++)
        if (reading->profile_pages[i] > reading->profile_pages[best])
            best = i;
    return reading->profiles[best] ? reading->profiles[best] : "";
}

static bool read_listed(struct reading *reading, unsigned workers, struct err *err) {
    const struct corpus_files *files = reading->files;
    size_t count = 0;
    reading->tasks = mem_new(files->count, sizeof *reading->tasks);
    reading->digests = mem_new(files->count, sizeof *reading->digests);
    for (size_t i = 0; i < files->count; i++)
        if (files->files[i].is_html || reading->embed_pages)
            reading->tasks[count++] = &files->files[i];
    progress_stage(reading->progress, "Reading files of", reading->input->name, count);
    size_t early[SCHEDULE_MAX_EARLY];
    const struct pipeline pipeline = {
        .task_count = count,
        .early = early,
        .early_count = schedule_early(reading->tasks, count, early),
        .workers = workers,
        .context = reading,
        .work = read_file,
        .take = take_result,
        .drop = drop_result,
    };
    bool ok = pipeline_run(&pipeline, err) && digest_files(reading, count, err);
    reading->collection->input_file_count += files->html_count;
    free(reading->tasks);
    free(reading->digests);
    return ok;
}

static bool read_index(void *context, struct str path, struct str *bytes, struct err *err) {
    const struct reading *reading = context;
    const struct corpus_file *file = corpus_find(reading->files, path);
    *bytes = (struct str){NULL, 0};
    return file != NULL ? corpus_read(reading->files, file, bytes, err)
                        : err_set(err, ERR_IO, "there is no file %.*s", STR_ARG(path));
}

static bool read_indexes(struct reading *reading, const struct corpus_files *files, bool is_quiet, struct err *err) {
    progress_end(reading->progress);
    const struct oracle_source source = {
        .docset = reading->input->name,
        .index = reading->docset,
        .is_quiet = is_quiet,
        .files = files,
        .context = reading,
        .read = read_index,
    };
    return oracle_read(&reading->collection->known, &source, &reading->collection->digest, err);
}

/* With its length in front, so that no two lists of texts look alike. */
static void add_measured(struct buf *out, struct str text) {
    buf_addf(out, "%zu:", text.len);
    buf_add(out, text);
}

static bool digest_options(struct collection *collection, const struct options *options,
                           const struct docset_input *input, struct err *err) {
    const struct str texts[] = {
        STR(DOCFINCH_VERSION),     options->embed_pages ? STR("embedded") : STR(""),
        str_from(input->name),     str_from(input->title),
        str_from(input->version),  str_from(input->language),
        str_from(input->base_url), str_from(input->generator),
        str_from(schema_sql),
    };
    struct buf all;
    buf_init(&all, (size_t)1 << 20);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_measured(&all, texts[i]);
    for (size_t i = 0; i < input->synonyms.count; i++)
        add_measured(&all, str_from(input->synonyms.patterns[i]));
    const struct str pieces[] = {str_make((const char *)collection->digest.bytes, DIGEST_BYTES), buf_str(&all)};
    bool ok = buf_failed(&all)
                  ? err_set(err, ERR_LIMIT, "%s: title, version, base URL and synonyms are longer than %zu bytes",
                            input->name, all.max_bytes)
                  : digest_pieces(pieces, sizeof pieces / sizeof *pieces, &collection->digest, err);
    buf_free(&all);
    return ok;
}

/* Every file was left out then: the first one stands for all of them. */
static bool fail_without_pages(const struct docset_input *input, size_t files, const struct skipped_file *first,
                               struct err *err) {
    return err_set(err, ERR_FORMAT, "%s: none of %zu HTML files has content; %.*s: %.*s", input->path, files,
                   STR_ARG(first->path), STR_ARG(first->reason));
}

static bool read_docset(struct collection *collection, const struct options *options, uint32_t index,
                        struct progress *progress, struct err *err) {
    const struct docset_input *input = &options->docsets[index];
    struct collected_docset *docset = &collection->docsets[index];
    struct corpus_files files;
    struct reading reading = {
        .collection = collection,
        .input = input,
        .profile = profile_named(str_from(input->generator)),
        .files = &files,
        .docset = index,
        .embed_pages = options->embed_pages,
        .progress = progress,
    };
    reading.begin = rewind_point_at(collection);
    buf_init(&reading.scratch, RECORD_MAX_BYTES);
    learn_begin(docset, input);
    synonyms_init(&collection->synonyms[index], input->synonyms.patterns, input->synonyms.count);
    size_t skipped_before = collection->skipped_count;
    bool ok = (listing_make(&files, input, options, err) || docsets_blame(input, err)) &&
              digest_options(collection, options, input, err) && read_listed(&reading, options->jobs, err) &&
              read_indexes(&reading, &files, options->quiet, err);
    if (ok && docset->page_count == 0)
        ok = fail_without_pages(input, files.html_count, &collection->skipped[skipped_before], err);
    learn_end(docset, &collection->arena);
    docset->generator = main_profile(&reading);
    corpus_files_free(&files);
    buf_free(&reading.scratch);
    return ok;
}

/* A path that is wrong shows before the first doc set is read, not after an hour. */
static bool check_paths(const struct options *options, struct err *err) {
    for (size_t i = 0; i < options->docset_count; i++) {
        if (access(options->docsets[i].path, R_OK) != 0) {
            err_set(err, ERR_IO, "%s: %s", options->docsets[i].path, strerror(errno));
            return docsets_blame(&options->docsets[i], err);
        }
    }
    return true;
}

static void find_entry_points(struct collection *collection) {
    for (uint32_t i = 0; i < collection->docset_count; i++) {
        struct collected_docset *docset = &collection->docsets[i];
        for (size_t link = 0; link < docset->start_link_count; link++) {
            uint32_t *next = &docset->entry_points[docset->entry_point_count];
            if (graph_find(&collection->graph, i, docset->start_links[link], STR(""), next))
                docset->entry_point_count++;
        }
    }
}

/* The doc set of every page. Owned: free(). */
static uint32_t *docsets_of_pages(const struct collection *collection) {
    uint32_t *docset_of = mem_new(collection->page_count, sizeof *docset_of);
    for (size_t i = 0; i < collection->page_count; i++)
        docset_of[i] = collection->pages[i].docset;
    return docset_of;
}

/* The rank of every page, in the pages. */
static void rank_pages(struct collection *collection, const uint32_t docset_of[]) {
    uint32_t *page_of = mem_new(collection->entry_count, sizeof *page_of);
    size_t link_count = 0;
    for (size_t i = 0; i < collection->entry_count; i++)
        page_of[i] = collection->entries[i].page;
    struct page_link *links = graph_page_links(&collection->graph, page_of, &link_count);
    uint64_t *rank = pagerank_compute(links, link_count, docset_of, collection->page_count);
    for (size_t i = 0; i < collection->page_count; i++)
        collection->pages[i].rank = rank[i];
    free(rank);
    free(links);
    free(page_of);
}

static void weigh_entries(struct collection *collection) {
    for (size_t i = 0; i < collection->entry_count; i++) {
        struct collected_entry *entry = &collection->entries[i];
        entry->links = graph_link_count(&collection->graph, (uint32_t)i);
        uint32_t weight = (uint32_t)weight_of((enum kind)entry->kind, entry->depth, entry->links) * entry->factor / 100;
        entry->weight = (uint16_t)(weight < UINT16_MAX ? weight : UINT16_MAX);
    }
}

/* What is known once every link has found its target. */
static void read_graph(struct collection *collection, bool is_quiet) {
    uint32_t *docset_of = docsets_of_pages(collection);
    weigh_entries(collection);
    rank_pages(collection, docset_of);
    find_entry_points(collection);
    if (!phrases_add(&collection->keywords, &collection->graph, docset_of) && !is_quiet)
        log_warning("indexes and links call places by more than %d names in all: the others find nothing",
                    KEYWORDS_MAX);
    keywords_resolve(&collection->keywords, &collection->graph);
    free(docset_of);
}

bool collect(struct collection *collection, const struct options *options, struct progress *progress, struct err *err) {
    *collection = (struct collection){.spool.fd = -1};
    arena_init(&collection->arena);
    graph_init(&collection->graph);
    known_init(&collection->known);
    keywords_init(&collection->keywords);
    page_setup();
    collection->docset_count = options->docset_count;
    collection->docsets = mem_new(options->docset_count, sizeof *collection->docsets);
    collection->synonyms = mem_new(options->docset_count, sizeof *collection->synonyms);
    if (!check_paths(options, err) || !spool_open(&collection->spool, options->output, err))
        return false;
    for (size_t i = 0; i < options->docset_count; i++)
        if (!read_docset(collection, options, (uint32_t)i, progress, err))
            return false;
    progress_end(progress);
    graph_resolve(&collection->graph, collection->entry_count);
    match_places(&collection->known, &collection->graph);
    promote_pages(collection);
    read_graph(collection, options->quiet);
    graph_forget_places(&collection->graph);
    return spool_flush(&collection->spool, err);
}

void collection_free(struct collection *collection) {
    spool_close(&collection->spool);
    graph_free(&collection->graph);
    known_free(&collection->known);
    keywords_free(&collection->keywords);
    for (size_t i = 0; i < collection->docset_count && collection->synonyms != NULL; i++)
        synonyms_free(&collection->synonyms[i]);
    free(collection->synonyms);
    free(collection->docsets);
    free(collection->pages);
    free(collection->entries);
    free(collection->files);
    free(collection->skipped);
    arena_free(&collection->arena);
    *collection = (struct collection){.spool.fd = -1};
}
