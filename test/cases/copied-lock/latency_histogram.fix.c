/* Latency histogram of a proxy, filled by its worker threads. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define WORKERS 3
#define BUCKETS 32

struct histogram {
    pthread_mutex_t lock;
    unsigned long *buckets;
    size_t count;
};

struct worker {
    struct histogram *latencies;
    unsigned seed;
};

static int histogram_init(struct histogram *h, size_t count)
{
    h->buckets = calloc(count, sizeof(*h->buckets));
    if (h->buckets == NULL)
        return -1;
    h->count = count;
    pthread_mutex_init(&h->lock, NULL);
    return 0;
}

static void histogram_destroy(struct histogram *h)
{
    pthread_mutex_destroy(&h->lock);
    free(h->buckets);
}

static size_t bucket_of(unsigned micros, size_t count)
{
    size_t bucket = 0;

    while (micros > 1 && bucket + 1 < count) {
        micros >>= 1;
        bucket++;
    }
    return bucket;
}

static void histogram_record(struct histogram *h, unsigned micros)
{
    size_t bucket = bucket_of(micros, h->count);

    pthread_mutex_lock(&h->lock);
    h->buckets[bucket]++;
    pthread_mutex_unlock(&h->lock);
}

static void *worker_main(void *arg)
{
    struct worker *worker = arg;
    unsigned state = worker->seed;

    for (int i = 0; i < 1000; i++) {
        state = state * 1103515245u + 12345u;
        histogram_record(worker->latencies, state >> 16);
    }
    return NULL;
}

int main(void)
{
    struct histogram latencies;
    struct worker workers[WORKERS];
    pthread_t threads[WORKERS];
    int started = 0;

    if (histogram_init(&latencies, BUCKETS) != 0)
        return 1;
    for (; started < WORKERS; started++) {
        workers[started] = (struct worker){&latencies, (unsigned)started + 1};
        if (pthread_create(&threads[started], NULL, worker_main, &workers[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t b = 0; b < latencies.count; b++)
        printf("<%lu us: %lu\n", 2ul << b, latencies.buckets[b]);
    histogram_destroy(&latencies);
    return started == WORKERS ? 0 : 1;
}
