/* Electricity meters: snapshots copy only the data part, by memcpy and assignment under the lock; mutexes are initialised by assigning the initialiser's compound literal. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define METERS 3
#define PHASES 3

struct reading {
    long watts[PHASES];
    unsigned long samples;
};

struct meter {
    pthread_mutex_t lock;
    char label[12];
    struct reading current;
};

static struct meter meters[METERS];

static void meter_init(struct meter *m, int number)
{
    memset(m, 0, sizeof(*m));
    m->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    snprintf(m->label, sizeof(m->label), "meter %d", number % 100);
}

static void meter_update(struct meter *m, const long watts[PHASES])
{
    pthread_mutex_lock(&m->lock);
    memcpy(m->current.watts, watts, sizeof(m->current.watts));
    m->current.samples++;
    pthread_mutex_unlock(&m->lock);
}

static struct reading meter_read(struct meter *m)
{
    struct reading copy;

    pthread_mutex_lock(&m->lock);
    copy = m->current;
    pthread_mutex_unlock(&m->lock);
    return copy;
}

static void meter_export(struct meter *m, void *frame, size_t size)
{
    pthread_mutex_lock(&m->lock);
    memcpy(frame, &m->current, size < sizeof(m->current) ? size : sizeof(m->current));
    pthread_mutex_unlock(&m->lock);
}

static void *sampler_main(void *arg)
{
    struct meter *m = arg;

    for (long tick = 0; tick < 300; tick++) {
        const long watts[PHASES] = {230 + tick % 7, 228 + tick % 5, 231 + tick % 3};
        meter_update(m, watts);
    }
    return NULL;
}

int main(void)
{
    pthread_t samplers[METERS];
    unsigned char frame[sizeof(struct reading)];
    int started = 0;

    for (int i = 0; i < METERS; i++)
        meter_init(&meters[i], i);
    for (; started < METERS; started++) {
        if (pthread_create(&samplers[started], NULL, sampler_main, &meters[started]) != 0)
            break;
    }

    meter_export(&meters[0], frame, sizeof(frame));
    for (int i = 0; i < METERS; i++) {
        struct reading now = meter_read(&meters[i]);
        printf("%s: %ld W after %lu samples\n", meters[i].label, now.watts[0] + now.watts[1] + now.watts[2], now.samples);
    }

    for (int i = 0; i < started; i++)
        pthread_join(samplers[i], NULL);
    for (int i = 0; i < METERS; i++)
        pthread_mutex_destroy(&meters[i].lock);
    return started == METERS ? 0 : 1;
}
