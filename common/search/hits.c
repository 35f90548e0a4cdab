#include "common/search/hits.h"

#include "common/search/explain.h"

const char *tier_name(enum tier tier) {
    static const char *const names[] = {
        [TIER_EXACT] = "exact",   [TIER_TAIL] = "tail",           [TIER_KEYWORD] = "keyword",
        [TIER_PREFIX] = "prefix", [TIER_CORRECTED] = "corrected", [TIER_TEXT] = "text"};
    return names[tier];
}

static void write_breadcrumbs(struct str lines, struct json *json) {
    json_key(json, "breadcrumbs");
    json_array(json);
    for (struct str line; str_split(&lines, '\n', &line);)
        if (line.len > 0)
            json_string(json, line);
    json_end(json);
}

void hits_write_description(const struct hit *hit, struct json *json) {
    json_member_string(json, "docset", hit->docset);
    json_member_string(json, "version", hit->version);
    json_member_string(json, "kind", hit->kind);
    json_member_string(json, "title", hit->title);
    json_member_string(json, "signature", hit->signature);
    json_member_string(json, "since", hit->since);
    json_member_string(json, "deprecated", hit->deprecated);
    write_breadcrumbs(hit->breadcrumbs, json);
    json_member_string(json, "path", hit->path);
    json_member_string(json, "anchor", hit->anchor);
    if (hit->text_fragment.len > 0)
        json_member_string(json, "text_fragment", hit->text_fragment);
    json_member_string(json, "url", hit->url);
}

static void write_hit(const struct hit *hit, struct json *json) {
    json_object(json);
    json_member_number(json, "id", hit->id);
    json_member_string(json, "tier", str_from(tier_name(hit->tier)));
    hits_write_description(hit, json);
    json_member_string(json, "snippet", hit->snippet);
    if (hit->explain != NULL) {
        json_key(json, "explain");
        explain_write_json(hit, json);
    }
    json_end(json);
}

static void write_facets(const struct facet facets[], size_t count, const char *field, struct json *json) {
    json_key(json, field);
    json_object(json);
    for (size_t i = 0; i < count; i++) {
        json_string_key(json, facets[i].name);
        json_number(json, facets[i].count);
    }
    json_end(json);
}

void hits_write_json(const struct hits *hits, struct json *json) {
    json_object(json);
    json_member_string(json, "query", hits->query);
    json_member_string(json, "index", hits->index);
    json_member_number(json, "took_us", hits->took_us);
    json_member_number(json, "total", hits->total);
    json_member_bool(json, "total_exact", hits->total_exact);
    json_member_bool(json, "partial", hits->partial);
    json_key(json, "corrected");
    if (hits->corrected.len > 0)
        json_string(json, hits->corrected);
    else
        json_null(json);
    json_key(json, "facets");
    json_object(json);
    write_facets(hits->docset_facets, hits->docset_facet_count, "docset", json);
    write_facets(hits->kind_facets, hits->kind_facet_count, "kind", json);
    json_end(json);
    json_key(json, "hits");
    json_array(json);
    for (size_t i = 0; i < hits->count; i++)
        write_hit(&hits->hit[i], json);
    json_end(json);
    json_end(json);
}
