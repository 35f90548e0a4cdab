#include "server/observe/access_record.h"

#include "common/base/json.h"
#include "common/base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* "2026-11-29T07:04:33.123Z", with room for years that do not come. */
#define TIME_BYTES 64

/* The texts, of which the used bytes are copied, stand at the end. */
#define FIXED_BYTES offsetof(struct access_record, path)

void access_record_init(struct access_record *record) {
    memset(record, 0, FIXED_BYTES);
    record->duration_us = -1;
}

static size_t copy_text(char to[ACCESS_RECORD_TEXT_BYTES], struct str text) {
    struct str head = utf8_head(text, ACCESS_RECORD_TEXT_BYTES);
    memcpy(to, head.ptr, head.len);
    return head.len;
}

void access_record_set_path(struct access_record *record, struct str path) {
    record->path_bytes = copy_text(record->path, path);
}

void access_record_set_query(struct access_record *record, struct str query) {
    record->query_bytes = copy_text(record->query, query);
}

void access_record_copy(struct access_record *to, const struct access_record *from) {
    memcpy(to, from, FIXED_BYTES);
    memcpy(to->path, from->path, from->path_bytes);
    memcpy(to->query, from->query, from->query_bytes);
}

/* RFC 3339. gmtime_r() takes a lock, which the one thread that writes has for itself. */
static void write_time(char text[TIME_BYTES], int64_t unix_us) {
    time_t unix_s = (time_t)(unix_us / 1000000);
    struct tm utc;
    text[0] = '\0';
    if (gmtime_r(&unix_s, &utc) == NULL)
        return;
    snprintf(text, TIME_BYTES, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
             utc.tm_hour, utc.tm_min, utc.tm_sec, (int)(unix_us / 1000 % 1000));
}

static void write_text(struct json *json, const char *key, struct str value) {
    if (value.len > 0)
        json_member_string(json, key, value);
}

void access_record_write(const struct access_record *record, struct buf *out) {
    char time[TIME_BYTES], client[ADDRESS_TEXT_BYTES];
    struct json json;
    write_time(time, record->unix_us);
    address_write(&record->client, client);
    json_init(&json, out);
    json_object(&json);
    json_member_string(&json, "time", str_from(time));
    json_member_number(&json, "id", (int64_t)record->sequence);
    write_text(&json, "client", str_from(client));
    write_text(&json, "method", str_from(record->method));
    write_text(&json, "route", str_from(record->route));
    write_text(&json, "path", str_make(record->path, record->path_bytes));
    write_text(&json, "query", str_make(record->query, record->query_bytes));
    json_member_number(&json, "status", record->status);
    json_member_number(&json, "bytes", (int64_t)record->body_bytes);
    if (record->duration_us >= 0)
        json_member_number(&json, "duration_us", record->duration_us);
    write_text(&json, "artifact", str_from(record->artifact));
    write_text(&json, "refused", str_from(record->refused));
    if (record->is_cut)
        json_member_bool(&json, "cut", true);
    json_end(&json);
    buf_putc(out, '\n');
}
