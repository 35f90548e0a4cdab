#include "indexer/learn.h"

void learn_begin(struct collected_docset *docset, const struct docset_input *input) {
    *docset = (struct collected_docset){
        .name = str_from(input->name),
        .title = str_from(input->title),
        .version = str_from(input->version),
        .language = str_from(input->language),
        .project = STR(""),
        .start_title = STR(""),
        .project_version = STR(""),
        .page_version = STR(""),
        .base_url = str_from(input->base_url),
    };
}

/* The first page that says so names the project and its version. Where another names another one, as in a folder with
 * the documentation of many libraries, none of them names the whole. */
static void learn_project(struct collected_docset *docset, const struct extraction *page, struct arena *arena) {
    if (page->project.len == 0 || docset->has_many_projects)
        return;
    if (docset->project.len == 0) {
        docset->project = arena_copy(arena, page->project);
        docset->project_version = arena_copy(arena, page->version);
    } else if (!str_equal(docset->project, page->project)) {
        docset->has_many_projects = true;
    } else if (docset->project_version.len == 0) {
        docset->project_version = arena_copy(arena, page->version);
    }
}

/* Without a project, all pages that name a version must name the same one: a site may hold several. */
static void learn_version(struct collected_docset *docset, const struct extraction *page, struct arena *arena) {
    if (page->project.len > 0 || page->version.len == 0)
        return;
    if (docset->page_version.len == 0)
        docset->page_version = arena_copy(arena, page->version);
    else if (!str_equal(docset->page_version, page->version))
        docset->has_many_versions = true;
}

/* The title of a start page of prose is that of the whole, unless it only says which file that is. */
void learn_start_page(struct collected_docset *docset, const struct extraction *page, struct arena *arena) {
    bool is_prose = page->entry_count > 0 && page->entries[0].kind == KIND_PAGE && page->entries[0].name.len == 0;
    if (is_prose && !str_equal_nocase(page->title, STR("index")) && !str_equal_nocase(page->title, STR("index.html")))
        docset->start_title = arena_copy(arena, page->title);
}

void learn_page(struct collected_docset *docset, const struct extraction *page, struct arena *arena) {
    learn_project(docset, page, arena);
    learn_version(docset, page, arena);
    if (docset->language.len == 0 && page->language.len > 0)
        docset->language = arena_copy(arena, page->language);
}

void learn_end(struct collected_docset *docset, struct arena *arena) {
    bool is_known = docset->project.len > 0 && !docset->has_many_projects;
    if (docset->title.len == 0 && is_known) {
        struct buf title;
        buf_init(&title, 4 * ENTRY_MAX_TITLE_BYTES);
        buf_addf(&title, "%.*s documentation", STR_ARG(docset->project));
        docset->title = arena_copy(arena, buf_str(&title));
        buf_free(&title);
    }
    if (docset->title.len == 0)
        docset->title = docset->start_title.len > 0 ? docset->start_title : docset->name;
    if (docset->version.len == 0 && is_known)
        docset->version = docset->project_version;
    if (docset->version.len == 0 && docset->project.len == 0 && !docset->has_many_versions)
        docset->version = docset->page_version;
}
