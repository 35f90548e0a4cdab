#include "common/search/docset.h"

static void write_kinds(const struct docset *docset, struct json *json) {
    json_key(json, "kinds");
    json_object(json);
    for (size_t i = 0; i < docset->kind_count; i++) {
        json_string_key(json, docset->kinds[i].kind);
        json_number(json, docset->kinds[i].entry_count);
    }
    json_end(json);
}

void docset_write_json(const struct docset *docset, struct json *json) {
    json_object(json);
    json_member_string(json, "name", docset->name);
    json_member_string(json, "title", docset->title);
    json_member_string(json, "version", docset->version);
    json_member_string(json, "language", docset->language);
    json_member_string(json, "generator", docset->generator);
    json_member_string(json, "base_url", docset->base_url);
    json_member_number(json, "pages", docset->page_count);
    json_member_number(json, "entries", docset->entry_count);
    write_kinds(docset, json);
    json_end(json);
}
