/* Packet filter whose workers report drops at most once per interval. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

#define WORKERS 3
#define PACKETS 400
#define INTERVAL 100L

struct filter {
    atomic_long clock;       /* packets seen so far, which serves as the time */
    atomic_long dropped;
    atomic_long last_report;
    atomic_int reports;
};

static int report_due(struct filter *f, long now)
{
    long last = atomic_load(&f->last_report);

    if (now - last < INTERVAL)
        return 0;
    return atomic_compare_exchange_strong(&f->last_report, &last, now);
}

static void drop_packet(struct filter *f, long now)
{
    long total = atomic_fetch_add(&f->dropped, 1) + 1;

    if (report_due(f, now)) {
        atomic_fetch_add(&f->reports, 1);
        printf("t=%ld: %ld packets dropped\n", now, total);
    }
}

static int allowed(unsigned packet)
{
    return packet % 7u != 3u;
}

struct worker {
    pthread_t thread;
    struct filter *filter;
    unsigned seed;
    long passed;
};

static void *filter_packets(void *arg)
{
    struct worker *self = arg;
    unsigned packet = self->seed;
    int i;

    for (i = 0; i < PACKETS; i++) {
        long now = atomic_fetch_add(&self->filter->clock, 1);

        packet = packet * 1103515245u + 12345u;
        if (allowed(packet >> 16))
            self->passed++;
        else
            drop_packet(self->filter, now);
    }
    return NULL;
}

int main(void)
{
    static struct filter filter;
    struct worker workers[WORKERS];
    int i, started = 0;

    for (i = 0; i < WORKERS; i++) {
        workers[i].filter = &filter;
        workers[i].seed = (unsigned)i + 1u;
        workers[i].passed = 0;
        if (pthread_create(&workers[i].thread, NULL, filter_packets, &workers[i]) != 0)
            break;
        started++;
    }
    for (i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        printf("worker %d passed %ld\n", i, workers[i].passed);
    }
    printf("%d reports\n", atomic_load(&filter.reports));
    return started == WORKERS ? 0 : 1;
}
