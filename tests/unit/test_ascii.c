#include "common/base/ascii.h"
#include "tests/unit/unit.h"

#include <string.h>

/* Every byte against a list of those that are of the kind. */
static void expect_kind(bool (*is_kind)(char c), const char *members, const char *what) {
    for (int byte = 0; byte < 256; byte++) {
        bool expected = byte != 0 && strchr(members, byte) != NULL;
        unit_expect_number(is_kind((char)byte), expected, what);
    }
}

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static void every_byte_is_of_its_kinds(void **state) {
    (void)state;
    expect_kind(ascii_is_space, " \t\n\r\f", "space");
    expect_kind(ascii_is_digit, DIGITS, "digit");
    expect_kind(ascii_is_upper, UPPER, "upper");
    expect_kind(ascii_is_lower, LOWER, "lower");
    expect_kind(ascii_is_letter, UPPER LOWER, "letter");
    expect_kind(ascii_is_alphanumeric, UPPER LOWER DIGITS, "alphanumeric");
    expect_kind(ascii_is_word, UPPER LOWER DIGITS "_", "word");
}

static void only_capitals_become_small(void **state) {
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        const char *capital = byte != 0 ? strchr(UPPER, byte) : NULL;
        char expected = capital != NULL ? LOWER[capital - UPPER] : (char)byte;
        unit_expect_number(ascii_lower((char)byte), expected, "small");
    }
}

static void hexadecimal_digits_have_their_values(void **state) {
    (void)state;
    static const char digits[] = "0123456789abcdef", capitals[] = "0123456789ABCDEF";
    for (int byte = 0; byte < 256; byte++) {
        const char *small = byte != 0 ? strchr(digits, byte) : NULL, *large = byte != 0 ? strchr(capitals, byte) : NULL;
        int expected = small != NULL ? (int)(small - digits) : large != NULL ? (int)(large - capitals) : -1;
        unit_expect_number(ascii_hex_value((char)byte), expected, "hexadecimal");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_is_of_its_kinds),
        cmocka_unit_test(only_capitals_become_small),
        cmocka_unit_test(hexadecimal_digits_have_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
