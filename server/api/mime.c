#include "server/api/mime.h"

static const struct {
    struct str ending;
    const char *type;
} types[] = {
    {{".html", 5}, "text/html"},        {{".htm", 4}, "text/html"},        {{".xhtml", 6}, "application/xhtml+xml"},
    {{".css", 4}, "text/css"},          {{".js", 3}, "text/javascript"},   {{".mjs", 4}, "text/javascript"},
    {{".json", 5}, "application/json"}, {{".map", 4}, "application/json"}, {{".xml", 4}, "application/xml"},
    {{".txt", 4}, "text/plain"},        {{".md", 3}, "text/plain"},        {{".svg", 4}, "image/svg+xml"},
    {{".png", 4}, "image/png"},         {{".jpg", 4}, "image/jpeg"},       {{".jpeg", 5}, "image/jpeg"},
    {{".gif", 4}, "image/gif"},         {{".webp", 5}, "image/webp"},      {{".avif", 5}, "image/avif"},
    {{".ico", 4}, "image/x-icon"},      {{".woff", 5}, "font/woff"},       {{".woff2", 6}, "font/woff2"},
    {{".ttf", 4}, "font/ttf"},          {{".otf", 4}, "font/otf"},         {{".pdf", 4}, "application/pdf"},
    {{".wasm", 5}, "application/wasm"},
};

const char *mime_from_path(struct str path) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct str ending = types[i].ending;
        if (path.len >= ending.len && str_equal_nocase(str_from_offset(path, path.len - ending.len), ending))
            return types[i].type;
    }
    return "application/octet-stream";
}
