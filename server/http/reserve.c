#include "server/http/reserve.h"

int reserve_init(struct reserve *reserve, bool is_open) {
    *reserve = (struct reserve){.is_open = is_open};
    int code = pthread_mutex_init(&reserve->lock, NULL);
    if (code != 0)
        return code;
    code = pthread_cond_init(&reserve->call, NULL);
    if (code != 0)
        pthread_mutex_destroy(&reserve->lock);
    return code;
}

void reserve_free(struct reserve *reserve) {
    pthread_cond_destroy(&reserve->call);
    pthread_mutex_destroy(&reserve->lock);
}

bool reserve_join(struct reserve *reserve) {
    pthread_mutex_lock(&reserve->lock);
    bool stays = !reserve->is_open && reserve->ready >= RESERVE_HIGH;
    if (stays)
        reserve->parked++;
    else
        reserve->ready++;
    pthread_mutex_unlock(&reserve->lock);
    return stays;
}

/* Who calls a thread has counted it as ready. */
void reserve_wait(struct reserve *reserve) {
    pthread_mutex_lock(&reserve->lock);
    while (reserve->calls == 0 && !reserve->is_open)
        pthread_cond_wait(&reserve->call, &reserve->lock);
    if (reserve->calls > 0)
        reserve->calls--;
    pthread_mutex_unlock(&reserve->lock);
}

void reserve_leave(struct reserve *reserve) {
    pthread_mutex_lock(&reserve->lock);
    reserve->ready--;
    if (reserve->ready < RESERVE_LOW && reserve->parked > 0) {
        reserve->parked--;
        reserve->ready++;
        reserve->calls++;
        pthread_cond_signal(&reserve->call);
    }
    pthread_mutex_unlock(&reserve->lock);
}

void reserve_open(struct reserve *reserve) {
    pthread_mutex_lock(&reserve->lock);
    reserve->ready += reserve->parked;
    reserve->parked = 0;
    reserve->is_open = true;
    pthread_cond_broadcast(&reserve->call);
    pthread_mutex_unlock(&reserve->lock);
}
