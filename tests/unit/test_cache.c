#include "server/index/cache.h"
#include "server/index/pack.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdio.h>

static const struct cache_note note = {.etag = "\"1\"", .search_us = 7};

static struct str number_key(char bytes[16], unsigned number) {
    return str_make(bytes, (size_t)snprintf(bytes, 16, "key %u", number));
}

/* What the cache has for a key; empty when it has nothing. */
static bool holds(struct cache *cache, struct str key, struct str body) {
    struct buf got;
    struct cache_note found = {.etag = ""};
    buf_init(&got, 100000);
    bool is_there = cache_get(cache, key, &found, &got);
    bool same = is_there && str_equal(buf_str(&got), body) && found.search_us == 7 && str_is(STR("\"1\""), found.etag);
    buf_free(&got);
    assert_true(same == is_there);
    return is_there;
}

static void an_answer_is_given_to_its_own_key_only(void **state) {
    (void)state;
    struct cache *cache = cache_new(CACHE_MAX_BYTES, STR(""));
    assert_false(holds(cache, STR("a"), STR("answer")));
    cache_put(cache, STR("a"), &note, STR("answer"));
    cache_put(cache, STR("a"), &note, STR("another answer, too late"));
    assert_true(holds(cache, STR("a"), STR("answer")));
    assert_false(holds(cache, STR("b"), STR("answer")));
    assert_false(holds(cache, STR(""), STR("answer")));
    cache_free(cache);
}

static void memory_is_bounded_and_what_was_asked_for_stays(void **state) {
    (void)state;
    enum { ANSWERS = 4000, BODY = 1000, MAX = 1000000 };
    static char body[BODY];
    char key[16];
    unsigned kept = 0, random = 1;
    for (size_t i = 0; i < BODY; i++)
        body[i] = (char)((random = random * 1103515245 + 12345) >> 16); /* cannot be packed */
    struct cache *cache = cache_new(MAX, STR(""));
    for (unsigned i = 0; i < ANSWERS; i++) {
        cache_put(cache, number_key(key, i), &note, str_make(body, BODY));
        assert_true(holds(cache, STR("key 0"), str_make(body, BODY)));
    }
    for (unsigned i = 0; i < ANSWERS; i++)
        kept += holds(cache, number_key(key, i), str_make(body, BODY));
    assert_true(kept > MAX / BODY / 2 && kept * BODY < MAX);
    assert_true(holds(cache, number_key(key, ANSWERS - 1), str_make(body, BODY)));
    cache_free(cache);
}

static void a_large_answer_is_not_kept(void **state) {
    (void)state;
    static char body[CACHE_MAX_ANSWER_BYTES + 1];
    struct cache *cache = cache_new(CACHE_MAX_BYTES, STR(""));
    cache_put(cache, STR("a"), &note, str_make(body, sizeof body));
    assert_false(holds(cache, STR("a"), STR("")));
    cache_free(cache);
    cache = cache_new(1000, STR("")); /* 62 bytes for each of its parts */
    cache_put(cache, STR("a"), &note, str_make(body, 10000));
    assert_false(holds(cache, STR("a"), STR("")));
    cache_free(cache);
}

static void check_pack(const struct pack *pack, struct str original) {
    struct buf packed, text;
    buf_init(&packed, 1000);
    buf_init(&text, 1000);
    assert_true(pack_write(pack, &packed, original));
    assert_true(pack_read(pack, &text, buf_str(&packed), original.len));
    unit_expect(buf_str(&text), original, "packed and unpacked");
    assert_false(pack_read(pack, &text, buf_str(&packed), original.len + 1));
    assert_false(pack_read(pack, &text, str_head(buf_str(&packed), packed.len - 1), original.len));
    assert_false(pack_read(pack, &text, STR("\xFF\xFF"), 10));
    buf_free(&packed);
    buf_free(&text);
}

static void what_was_packed_comes_back(void **state) {
    (void)state;
    const struct str texts[] = {STR(""), STR("a"), STR("to and fro, to and fro, to and fro, to and fro")};
    const struct str dictionaries[] = {STR(""), STR("from here to there, and to and fro again")};
    for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
        struct pack *pack = pack_new(dictionaries[i]);
        for (size_t j = 0; j < COUNT_OF(texts); j++)
            check_pack(pack, texts[j]);
        pack_free(pack);
    }
}

static size_t packed_bytes(struct str dictionary, struct str text) {
    struct pack *pack = pack_new(dictionary);
    struct buf packed;
    buf_init(&packed, 1000);
    assert_true(pack_write(pack, &packed, text));
    size_t bytes = packed.len;
    buf_free(&packed);
    pack_free(pack);
    return bytes;
}

static void the_end_of_a_dictionary_makes_texts_smaller(void **state) {
    (void)state;
    static char dictionary[PACK_MAX_DICTIONARY_BYTES + 100];
    struct str text = STR("the quick brown fox jumps over the lazy dog");
    memcpy(dictionary + sizeof dictionary - text.len, text.ptr, text.len);
    assert_true(packed_bytes(STR(""), text) > text.len);
    assert_true(packed_bytes(str_make(dictionary, sizeof dictionary), text) < text.len / 2);
}

static void no_cache_keeps_nothing(void **state) {
    (void)state;
    cache_put(NULL, STR("a"), &note, STR("answer"));
    assert_false(holds(NULL, STR("a"), STR("answer")));
    cache_free(NULL);
}

static void *use(void *cache) {
    char key[16];
    for (unsigned i = 0; i < 20000; i++) {
        struct str text = number_key(key, i * 7919 % 500);
        if (!holds(cache, text, text))
            cache_put(cache, text, &note, text);
    }
    return NULL;
}

static void several_threads_use_it_at_once(void **state) {
    (void)state;
    pthread_t threads[4];
    struct cache *cache = cache_new(20000, STR("")); /* less than all: answers come and go */
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, use, cache), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    cache_free(cache);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_given_to_its_own_key_only),
        cmocka_unit_test(memory_is_bounded_and_what_was_asked_for_stays),
        cmocka_unit_test(a_large_answer_is_not_kept),
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(the_end_of_a_dictionary_makes_texts_smaller),
        cmocka_unit_test(no_cache_keeps_nothing),
        cmocka_unit_test(several_threads_use_it_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
