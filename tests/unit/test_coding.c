#include "server/http/coding.h"
#include "server/http/content.h"
#include "tests/unit/unit.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <zlib.h>

#define BIG_BYTES (CODING_BEST_MAX_BYTES + 1000)

static size_t unbrotli(struct str coded, char *to, size_t capacity) {
    size_t size = capacity;
    assert_int_equal(BrotliDecoderDecompress(coded.len, (const uint8_t *)coded.ptr, &size, (uint8_t *)to),
                     BROTLI_DECODER_RESULT_SUCCESS);
    return size;
}

static size_t gunzip(struct str coded, char *to, size_t capacity) {
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)coded.ptr,
                       .avail_in = (uInt)coded.len,
                       .next_out = (Bytef *)to,
                       .avail_out = (uInt)capacity};
    assert_int_equal(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(inflateEnd(&stream), Z_OK);
    return capacity - stream.avail_out;
}

static void check(enum coding coding, struct str body) {
    struct str coded = coding_apply(coding, body), again = coding_apply(coding, body);
    char *decoded = malloc(body.len);
    assert_true(coded.len > 0 && coded.len < body.len);
    assert_true(str_equal(coded, again));
    size_t size = coding == CODING_GZIP ? gunzip(coded, decoded, body.len) : unbrotli(coded, decoded, body.len);
    assert_true(str_equal(str_make(decoded, size), body));
    free(decoded);
    unit_free(coded);
    unit_free(again);
}

static void coded_bodies_decode_to_the_same_bytes(void **state) {
    (void)state;
    struct str small = unit_repeat("<p>lamp</p>", 4), big = unit_repeat("wire ", BIG_BYTES / 5 + 1);
    assert_true(big.len > CODING_BEST_MAX_BYTES);
    for (enum coding coding = CODING_IDENTITY + 1; coding < CODINGS; coding++) {
        check(coding, small);
        check(coding, big);
    }
    unit_free(small);
    unit_free(big);
}

static void what_does_not_get_smaller_is_not_coded(void **state) {
    (void)state;
    char noise[4096];
    unsigned long long seed = 0;
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = str_hash(STR("x"), seed + 1);
        noise[i] = (char)(seed >> 40);
    }
    const struct str bodies[] = {STR(""), STR("a"), STR("ok\n"), {noise, sizeof noise}};
    for (enum coding coding = CODING_IDENTITY + 1; coding < CODINGS; coding++)
        for (size_t i = 0; i < COUNT_OF(bodies); i++)
            assert_int_equal(coding_apply(coding, bodies[i]).len, 0);
}

static void a_content_without_a_coded_form_is_sent_as_it_is(void **state) {
    (void)state;
    struct content *content;
    struct err err;
    enum coding coding;
    assert_true(content_new(&content, "text/plain", STR("ok\n"), &err));
    const struct content_form *form = content_choose(content, STR("br, gzip"), &coding);
    assert_int_equal(coding, CODING_IDENTITY);
    unit_expect(form->body, STR("ok\n"), "body");
    content_drop(content);
    content_drop(NULL);
}

/* AddressSanitizer sees one that is freed too early, or not at all. */
static void a_content_lives_as_long_as_one_of_its_owners(void **state) {
    (void)state;
    struct content *content;
    struct err err;
    enum coding coding;
    assert_true(content_new(&content, "text/plain", STR("abababababababababababababababab"), &err));
    struct content *other = content_share(content);
    content_drop(content);
    unit_expect(content_choose(other, STR(""), &coding)->body, STR("abababababababababababababababab"), "body");
    content_drop(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coded_bodies_decode_to_the_same_bytes),
        cmocka_unit_test(what_does_not_get_smaller_is_not_coded),
        cmocka_unit_test(a_content_lives_as_long_as_one_of_its_owners),
        cmocka_unit_test(a_content_without_a_coded_form_is_sent_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
