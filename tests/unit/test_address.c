#include "common/base/buf.h"
#include "server/observe/address.h"
#include "tests/unit/unit.h"

static void addresses_are_written_in_one_way(void **state) {
    (void)state;
    static const struct {
        const char *text, *want; /* empty: it is no address */
    } rows[] = {
        {"192.0.2.1", "192.0.2.1"},
        {"2001:db8::1", "2001:db8::1"},
        {"2001:0DB8:0:0:0:0:0:1", "2001:db8::1"},
        {"::ffff:192.0.2.1", "192.0.2.1"},
        {"::1", "::1"},
        {"", ""},
        {"192.0.2", ""},
        {"192.0.2.256", ""},
        {"192.0.2.1 ", ""},
        {"192.0.2.1:80", ""},
        {"[::1]", ""},
        {"localhost", ""},
        {"fe80::1%eth0", ""},
        {"1111:2222:3333:4444:5555:6666:7777:8888:9999:0000", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address address;
        char text[ADDRESS_TEXT_BYTES];
        bool is_one = address_parse(&address, str_from(rows[i].text));
        address_write(&address, text);
        unit_expect(str_from(text), str_from(rows[i].want), rows[i].text);
        assert_int_equal(is_one, rows[i].want[0] != '\0');
    }
    struct address address;
    assert_false(address_parse(&address, str_make("1.2.3.4\0.5", 10)));
}

static void ranges_have_what_begins_as_they_do(void **state) {
    (void)state;
    static const struct {
        const char *range, *address;
        bool want;
    } rows[] = {
        {"192.0.2.1", "192.0.2.1", true},
        {"192.0.2.1", "192.0.2.2", false},
        {"192.0.2.0/24", "192.0.2.255", true},
        {"192.0.2.0/24", "192.0.3.0", false},
        {"10.0.0.0/9", "10.127.0.1", true},
        {"10.0.0.0/9", "10.128.0.1", false},
        {"192.0.2.6/31", "192.0.2.7", true},
        {"192.0.2.6/31", "192.0.2.8", false},
        {"0.0.0.0/0", "203.0.113.9", true},
        {"0.0.0.0/0", "::1", false},
        {"::/0", "2001:db8::1", true},
        {"::/0", "203.0.113.9", false},
        {"2001:db8::/33", "2001:db8:7fff::", true},
        {"2001:db8::/33", "2001:db8:8000::", false},
        {"::1/128", "::1", true},
        {"::ffff:192.0.2.0/24", "192.0.2.9", true},
        {"192.0.2.1", "::ffff:192.0.2.1", true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct address_ranges ranges = {.count = 0};
        struct address address;
        struct err err;
        assert_true(address_ranges_add(&ranges, rows[i].range, &err));
        address_parse(&address, str_from(rows[i].address));
        unit_expect_number(address_ranges_have(&ranges, &address), rows[i].want, rows[i].range);
    }
}

static void what_is_no_range_is_refused(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",       "proxy", "192.0.2.0/33",   "192.0.2.0/", "192.0.2.0/-1", "192.0.2.1/24", "2001:db8::1/32",
        "::/129", "/8",    "192.0.2.0/24/24"};
    struct address_ranges ranges = {.count = 0};
    struct err err;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_false(address_ranges_add(&ranges, rows[i], &err));
        unit_expect_err(&err, ERR_USAGE, rows[i]);
    }
    for (size_t i = 0; i < ADDRESS_MAX_RANGES; i++)
        assert_true(address_ranges_add(&ranges, "192.0.2.1", &err));
    assert_false(address_ranges_add(&ranges, "192.0.2.1", &err));
    unit_expect_err(&err, ERR_USAGE, "32");
}

static void a_client_is_who_a_trusted_proxy_says(void **state) {
    (void)state;
    static const struct {
        const char *peer, *forwarded_for, *want;
    } rows[] = {
        {"203.0.113.5", "", "203.0.113.5"},
        {"203.0.113.5", "198.51.100.1", "203.0.113.5"}, /* it says so itself */
        {"10.0.0.1", "", "10.0.0.1"},
        {"10.0.0.1", "198.51.100.1", "198.51.100.1"},
        {"10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"},
        {"10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"},
        {"10.0.0.1", "10.0.0.3,10.0.0.2", "10.0.0.3"},
        {"10.0.0.1", "198.51.100.1:4711", "198.51.100.1"},
        {"10.0.0.1", "[2001:db8::9]:4711", "2001:db8::9"},
        {"10.0.0.1", "[2001:db8::9]", "2001:db8::9"},
        {"10.0.0.1", "2001:db8::9", "2001:db8::9"},
        {"10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"},
        {"10.0.0.1", "198.51.100.1, unknown, 10.0.0.2", "10.0.0.2"},
        {"10.0.0.1", "198.51.100.1,", "10.0.0.1"},
        {"10.0.0.1", "[", "10.0.0.1"},
        {"10.0.0.1", ":::::", "10.0.0.1"},
        {"::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"},
        {"fd00::1", "198.51.100.1", "198.51.100.1"},
        {"", "198.51.100.1", ""},
    };
    struct address_ranges trusted = {.count = 0};
    struct err err;
    assert_true(address_ranges_add(&trusted, "10.0.0.0/8", &err) && address_ranges_add(&trusted, "fd00::/8", &err));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[ADDRESS_TEXT_BYTES];
        struct address client = address_of_client(&trusted, str_from(rows[i].peer), str_from(rows[i].forwarded_for));
        address_write(&client, text);
        unit_expect(str_from(text), str_from(rows[i].want), rows[i].forwarded_for);
    }
}

static void hops_are_bounded(void **state) {
    (void)state;
    struct address_ranges trusted = {.count = 0};
    struct err err;
    char text[ADDRESS_TEXT_BYTES];
    struct str hops = unit_repeat(", 10.0.0.2", ADDRESS_MAX_HOPS);
    struct buf list;
    buf_init(&list, 1000);
    buf_puts(&list, "198.51.100.1");
    buf_add(&list, hops);
    assert_true(address_ranges_add(&trusted, "10.0.0.0/8", &err));
    struct address client = address_of_client(&trusted, STR("10.0.0.1"), buf_str(&list));
    address_write(&client, text);
    unit_expect(str_from(text), STR("10.0.0.2"), "too many proxies");
    buf_free(&list);
    unit_free(hops);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_written_in_one_way),
        cmocka_unit_test(ranges_have_what_begins_as_they_do),
        cmocka_unit_test(what_is_no_range_is_refused),
        cmocka_unit_test(a_client_is_who_a_trusted_proxy_says),
        cmocka_unit_test(hops_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
