#include "server/supervise/pulse.h"

#include "common/base/clock.h"
#include "common/base/log.h"

#define US_PER_MS 1000

void pulse_init(struct pulse *pulse, int64_t now_us) {
    *pulse = (struct pulse){.moved_us = now_us};
}

bool pulse_judge(struct pulse *pulse, const struct http_load *load, int64_t now_us) {
    bool has_work = load->is_waiting || load->begun != load->answered;
    if (!has_work || load->accepted != pulse->accepted || load->answered != pulse->answered ||
        load->taken != pulse->taken)
        *pulse = (struct pulse){load->accepted, load->answered, load->taken, now_us};
    return now_us - pulse->moved_us <= (int64_t)PULSE_PATIENCE_MS * US_PER_MS;
}

/* One letter, which goes through the tables that every keystroke goes through.
 * When all engines are lent, whether their searches end is for pulse_judge() to see. */
static bool can_search(const struct generation *generation) {
    struct engine *engine = pool_take(generation->pool);
    if (engine == NULL)
        return true;
    const struct query_options options = {.docset = STR(""), .kind = STR(""), .limit = 1};
    const struct hits *hits;
    struct err err;
    bool ok = engine_search(engine, STR("a"), &options, 0, &hits, &err);
    pool_give(generation->pool, engine);
    if (!ok)
        log_error("a search to see whether the server works failed: %s", err.message);
    return ok;
}

bool pulse_check(struct pulse *pulse, const struct http *http, const struct generation *generation) {
    struct http_load load;
    http_look(http, &load);
    bool is_moving = pulse_judge(pulse, &load, clock_us());
    if (!is_moving)
        log_error(
            "no request was answered, no answer sent and no connection accepted for more than %d s, though some wait",
            PULSE_PATIENCE_MS / 1000);
    return can_search(generation) && is_moving;
}
