/* Packet capture: ports post descriptors to a small ring and analysers take them; both kinds sleep on one condition that is signalled once. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define RING_SLOTS 8
#define PORTS 3
#define ANALYSERS 3
#define PACKETS_PER_PORT 400

struct descriptor {
    uint16_t port;
    uint16_t length;
};

struct ring {
    pthread_mutex_t mtx;
    pthread_cond_t moved;
    struct descriptor slot[RING_SLOTS];
    unsigned head;
    unsigned count;
    int closed;
    uint64_t total_length;
};

static struct ring rx = {
    .mtx = PTHREAD_MUTEX_INITIALIZER,
    .moved = PTHREAD_COND_INITIALIZER,
};

static void ring_post(struct ring *r, struct descriptor d)
{
    pthread_mutex_lock(&r->mtx);
    while (r->count == RING_SLOTS)
        pthread_cond_wait(&r->moved, &r->mtx);
    r->slot[(r->head + r->count++) % RING_SLOTS] = d;
    pthread_cond_signal(&r->moved); // finding: 'r->moved'
    pthread_mutex_unlock(&r->mtx);
}

/* Returns 0 when the ring is closed and empty. */
static int ring_take(struct ring *r, struct descriptor *d)
{
    int got = 0;
    pthread_mutex_lock(&r->mtx);
    while (r->count == 0 && !r->closed)
        pthread_cond_wait(&r->moved, &r->mtx);
    if (r->count > 0) {
        *d = r->slot[r->head];
        r->head = (r->head + 1) % RING_SLOTS;
        r->count--;
        got = 1;
        pthread_cond_signal(&r->moved); // finding: 'r->moved'
    }
    pthread_mutex_unlock(&r->mtx);
    return got;
}

static void ring_close(struct ring *r)
{
    pthread_mutex_lock(&r->mtx);
    r->closed = 1;
    pthread_cond_broadcast(&r->moved);
    pthread_mutex_unlock(&r->mtx);
}

static void *port_main(void *arg)
{
    const uint16_t port = *(const uint16_t *)arg;
    for (unsigned i = 0; i < PACKETS_PER_PORT; i++) {
        struct descriptor d = { port, (uint16_t)(64 + i % 1400) };
        ring_post(&rx, d);
    }
    return NULL;
}

static void *analyser_main(void *arg)
{
    struct descriptor d;
    uint64_t sum = 0;
    (void)arg;
    while (ring_take(&rx, &d))
        sum += d.length;
    pthread_mutex_lock(&rx.mtx);
    rx.total_length += sum;
    pthread_mutex_unlock(&rx.mtx);
    return NULL;
}

static void spawn(pthread_t *t, void *(*fn)(void *), void *arg)
{
    if (pthread_create(t, NULL, fn, arg) != 0) {
        fputs("pthread_create failed\n", stderr);
        exit(1);
    }
}

int main(void)
{
    static uint16_t ids[PORTS];
    pthread_t ports[PORTS], analysers[ANALYSERS];
    for (int i = 0; i < ANALYSERS; i++)
        spawn(&analysers[i], analyser_main, NULL);
    for (int i = 0; i < PORTS; i++) {
        ids[i] = (uint16_t)i;
        spawn(&ports[i], port_main, &ids[i]);
    }
    for (int i = 0; i < PORTS; i++)
        pthread_join(ports[i], NULL);
    ring_close(&rx);
    for (int i = 0; i < ANALYSERS; i++)
        pthread_join(analysers[i], NULL);
    printf("%llu bytes captured\n", (unsigned long long)rx.total_length);
    return 0;
}
