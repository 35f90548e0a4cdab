/* What every fuzz target defines: https://llvm.org/docs/LibFuzzer.html. A target checks what must hold for any input
 * with TARGET_CHECK(). */
#ifndef DOCFINCH_TESTS_FUZZ_TARGET_H
#define DOCFINCH_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define TARGET_CHECK(holds)                                                                                            \
    do {                                                                                                               \
        if (!(holds)) {                                                                                                \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);                                 \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
