#include "common/index/digest.h"
#include "tests/unit/unit.h"

static void expect_hash(const struct str pieces[], size_t count, const char *hash) {
    struct digest digest;
    struct err err = {0};
    char hex[DIGEST_HEX_BYTES];
    assert_true(digest_pieces(pieces, count, &digest, &err));
    digest_hex(&digest, hex);
    assert_string_equal(hex, hash);
}

/* FIPS 180-4 examples: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values */
static void hashes_are_those_of_the_standard(void **state) {
    (void)state;
    expect_hash(NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect_hash(&(struct str){"abc", 3}, 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct str million = unit_repeat("a", 1000000);
    expect_hash(&million, 1, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    unit_free(million);
}

static void pieces_hash_as_if_joined(void **state) {
    (void)state;
    const struct str pieces[] = {STR("a"), STR(""), STR("bc")};
    expect_hash(pieces, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* The hash of "abc" is FIPS 180-4's example; base64 by coreutils. */
static void integrity_is_as_browsers_read_it(void **state) {
    (void)state;
    struct err err = {0};
    char text[DIGEST_INTEGRITY_BYTES];
    assert_true(digest_integrity(STR("abc"), text, &err));
    assert_string_equal(text, "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
    assert_true(digest_integrity(STR(""), text, &err));
    assert_string_equal(text, "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_those_of_the_standard),
        cmocka_unit_test(integrity_is_as_browsers_read_it),
        cmocka_unit_test(pieces_hash_as_if_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
