#include "common/index/schema.h"

const char *schema_length_signal(enum field field) {
    static const char *const names[FIELD_SCORED_COUNT] = {
        [FIELD_TITLE] = "length_title", [FIELD_NAME] = "length_name",
        [FIELD_LINKS] = "length_links", [FIELD_BREADCRUMBS] = "length_breadcrumbs",
        [FIELD_TEXT] = "length_text",   [FIELD_CODE] = "length_code",
    };
    return names[field];
}
