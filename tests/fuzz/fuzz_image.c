/* Any bytes as an artifact: it is refused with a reason, or its checksum is right. The input is put into a file as it
 * is, and again with a checksum that fits, so that what comes behind the checksum is reached too. */
#include "tests/fuzz/target.h"

#include "common/index/image.h"
#include "common/index/schema.h"

#include <string.h>
#include <unistd.h>

static void write_file(int fd, const uint8_t *data, size_t size) {
    TARGET_CHECK(ftruncate(fd, 0) == 0);
    TARGET_CHECK(pwrite(fd, data, size, 0) == (ssize_t)size);
}

static void load(const char *path, bool must_load) {
    struct image image;
    struct err err = {0};
    if (image_load(&image, path, &err)) {
        TARGET_CHECK(image.size >= SCHEMA_PAGE_BYTES);
        TARGET_CHECK(
            memcmp(image.bytes + SCHEMA_PAGE_BYTES - SCHEMA_RESERVED_BYTES, image.digest.bytes, DIGEST_BYTES) == 0);
        image_free(&image);
        return;
    }
    TARGET_CHECK(!must_load && err.code == ERR_FORMAT && err.message[0] != '\0' && image.bytes == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[] = "/tmp/docfinch-fuzz-XXXXXX";
    int fd = mkstemp(path);
    struct err err = {0};
    TARGET_CHECK(fd >= 0);
    write_file(fd, data, size);
    load(path, false);
    if (size >= SCHEMA_PAGE_BYTES && image_seal(path, &err))
        load(path, true);
    TARGET_CHECK(unlink(path) == 0 && close(fd) == 0);
    return 0;
}
