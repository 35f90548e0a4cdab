#include "indexer/store/record.h"

#define NAMED_COUNT 10
#define STRING_COUNT (NAMED_COUNT + FIELD_COUNT)

struct record_head {
    uint32_t kind, depth;
    uint32_t length[STRING_COUNT];
    uint16_t term_count[FIELD_COUNT], title_words;
};

/* The strings of an entry in the order in which they are stored. */
static void strings_of(struct entry *entry, struct str *strings[STRING_COUNT]) {
    struct str *const named[NAMED_COUNT] = {&entry->anchor,      &entry->title, &entry->name,       &entry->signature,
                                            &entry->breadcrumbs, &entry->since, &entry->deprecated, &entry->text,
                                            &entry->code,        &entry->shape};
    for (size_t i = 0; i < NAMED_COUNT; i++)
        strings[i] = named[i];
    for (size_t i = 0; i < FIELD_COUNT; i++)
        strings[NAMED_COUNT + i] = &entry->terms[i];
}

void record_write(struct buf *out, const struct entry *entry) {
    struct entry copy = *entry;
    struct str *strings[STRING_COUNT];
    strings_of(&copy, strings);
    struct record_head head = {.kind = copy.kind, .depth = copy.depth, .title_words = copy.title_words};
    memcpy(head.term_count, copy.term_count, sizeof head.term_count);
    for (size_t i = 0; i < STRING_COUNT; i++)
        head.length[i] = (uint32_t)strings[i]->len;
    buf_add(out, str_make((const char *)&head, sizeof head));
    for (size_t i = 0; i < STRING_COUNT; i++)
        buf_add(out, *strings[i]);
}

bool record_read(struct str bytes, struct entry *entry, struct err *err) {
    struct record_head head;
    if (bytes.len < sizeof head)
        return err_set(err, ERR_INTERNAL, "a spool record of %zu bytes", bytes.len);
    memcpy(&head, bytes.ptr, sizeof head);
    *entry = (struct entry){
        .kind = (enum kind)head.kind,
        .depth = head.depth,
        .parent = ENTRY_NONE,
        .title_words = head.title_words,
    };
    memcpy(entry->term_count, head.term_count, sizeof head.term_count);
    struct str *strings[STRING_COUNT];
    strings_of(entry, strings);
    size_t at = sizeof head;
    for (size_t i = 0; i < STRING_COUNT; i++) {
        if (head.length[i] > bytes.len - at)
            return err_set(err, ERR_INTERNAL, "a spool record that is too short");
        *strings[i] = str_make(bytes.ptr + at, head.length[i]);
        at += head.length[i];
    }
    return true;
}
