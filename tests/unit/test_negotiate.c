#include "server/http/negotiate.h"
#include "tests/unit/unit.h"

#define GZIP (1U << CODING_GZIP)
#define BROTLI (1U << CODING_BROTLI)

static void the_coding_of_most_weight_is_chosen(void **state) {
    (void)state;
    static const struct {
        const char *accepted;
        unsigned available;
        enum coding chosen;
    } cases[] = {
        {"", GZIP | BROTLI, CODING_IDENTITY},
        {"gzip, deflate, br, zstd", GZIP | BROTLI, CODING_BROTLI},
        {"br, gzip", GZIP | BROTLI, CODING_BROTLI},
        {"BR", GZIP | BROTLI, CODING_BROTLI},
        {"gzip, br", GZIP, CODING_GZIP},
        {"gzip, br", 0, CODING_IDENTITY},
        {"gzip", GZIP | BROTLI, CODING_GZIP},
        {"x-gzip", GZIP | BROTLI, CODING_GZIP},
        {"gzip, br;q=0.9", GZIP | BROTLI, CODING_GZIP},
        {"gzip;q=0.5, br;q=0.501", GZIP | BROTLI, CODING_BROTLI},
        {"br;q=0, gzip;q=0.001", GZIP | BROTLI, CODING_GZIP},
        {"identity, br;q=0.9", GZIP | BROTLI, CODING_IDENTITY},
        {"identity;q=0.5, br;q=0.5, gzip;q=0.4", GZIP | BROTLI, CODING_BROTLI},
        {"*", GZIP | BROTLI, CODING_BROTLI},
        {"*", GZIP, CODING_GZIP},
        {"br;q=0, *", GZIP | BROTLI, CODING_GZIP},
        {"gzip;q=0.5, *", GZIP, CODING_IDENTITY}, /* '*' says it of identity too */
        {"gzip, *;q=0", GZIP | BROTLI, CODING_GZIP},
        {"gzip, *;q=0.5", GZIP | BROTLI, CODING_GZIP},
        {"identity;q=0, *", GZIP | BROTLI, CODING_BROTLI},
        {"identity;q=0, gzip;q=0.001", GZIP | BROTLI, CODING_GZIP},
        {"identity;q=0", GZIP | BROTLI, CODING_IDENTITY}, /* nothing else is accepted either */
        {"*;q=0", GZIP | BROTLI, CODING_IDENTITY},
        {"br;q=x, gzip;q=2", GZIP | BROTLI, CODING_IDENTITY},
        {"brotli, b, brr, deflate", GZIP | BROTLI, CODING_IDENTITY},
        {";q=1, ,", GZIP | BROTLI, CODING_IDENTITY},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        unit_expect_number(negotiate_coding(str_from(cases[i].accepted), cases[i].available), cases[i].chosen,
                           cases[i].accepted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_coding_of_most_weight_is_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
