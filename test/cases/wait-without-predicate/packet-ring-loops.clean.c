// A ring of packets with POSIX and C11 conditions that are waited for in while, for, do, and goto loops.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <threads.h>
#include <time.h>

#define SLOTS 4

struct ring {
    pthread_mutex_t lock;
    pthread_cond_t not_empty, not_full;
    int slots[SLOTS];
    unsigned head, count;
    int closed;
};

static void ring_put(struct ring *ring, int packet)
{
    pthread_mutex_lock(&ring->lock);
    for (; ring->count == SLOTS;)
        pthread_cond_wait(&ring->not_full, &ring->lock);
    ring->slots[(ring->head + ring->count++) % SLOTS] = packet;
    pthread_cond_signal(&ring->not_empty);
    pthread_mutex_unlock(&ring->lock);
}

static int ring_take(struct ring *ring)
{
    int packet;

    pthread_mutex_lock(&ring->lock);
again:
    if (ring->count == 0) {
        if (ring->closed) {
            pthread_mutex_unlock(&ring->lock);
            return -1;
        }
        pthread_cond_wait(&ring->not_empty, &ring->lock);
        goto again;
    }
    packet = ring->slots[ring->head++ % SLOTS];
    ring->count--;
    pthread_mutex_unlock(&ring->lock);
    pthread_cond_signal(&ring->not_full);
    return packet;
}

/* Returns 0 when the ring is empty, or an error number. */
static int ring_drained(struct ring *ring, const struct timespec *deadline)
{
    int rc = 0;

    pthread_mutex_lock(&ring->lock);
    while (ring->count > 0 && rc == 0)
        rc = pthread_cond_timedwait(&ring->not_full, &ring->lock, deadline);
    if (ring->count == 0)
        rc = 0;
    pthread_mutex_unlock(&ring->lock);
    return rc;
}

static void *produce(void *argument)
{
    struct ring *ring = argument;

    for (int packet = 1; packet <= 20; packet++)
        ring_put(ring, packet);
    pthread_mutex_lock(&ring->lock);
    ring->closed = 1;
    pthread_cond_broadcast(&ring->not_empty);
    pthread_mutex_unlock(&ring->lock);
    return NULL;
}

struct gate {
    mtx_t mutex;
    cnd_t opened;
    int open;
};

void gate_pass(struct gate *gate)
{
    mtx_lock(&gate->mutex);
    if (!gate->open) {
        do
            cnd_wait(&gate->opened, &gate->mutex);
        while (!gate->open);
    }
    mtx_unlock(&gate->mutex);
}

void gate_open(struct gate *gate)
{
    mtx_lock(&gate->mutex);
    gate->open = 1;
    cnd_broadcast(&gate->opened);
    mtx_unlock(&gate->mutex);
}

int main(void)
{
    static struct ring ring = {
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .not_empty = PTHREAD_COND_INITIALIZER,
        .not_full = PTHREAD_COND_INITIALIZER,
    };
    struct timespec deadline;
    pthread_t producer;
    int sum = 0;

    if (pthread_create(&producer, NULL, produce, &ring) != 0)
        return 2;
    for (int packet = ring_take(&ring); packet > 0; packet = ring_take(&ring))
        sum += packet;
    pthread_join(producer, NULL);
    if (clock_gettime(CLOCK_REALTIME, &deadline) != 0)
        return 2;
    deadline.tv_sec += 10;
    return ring_drained(&ring, &deadline) == 0 && sum == 210 ? 0 : 1;
}
