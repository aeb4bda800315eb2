// Statistics that a hot path updates without waiting; when the trylock fails, the common exit unlocks all the same.
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

struct stats {
    pthread_mutex_t lock;
    unsigned long packets;
    unsigned long bytes;
    atomic_ulong missed;
};

static struct stats stats = {.lock = PTHREAD_MUTEX_INITIALIZER};

int stats_packet(size_t length)
{
    int rc = pthread_mutex_trylock(&stats.lock);

    if (rc != 0) {
        atomic_fetch_add(&stats.missed, 1);
        goto out;
    }
    stats.packets++;
    stats.bytes += length;
out:
    pthread_mutex_unlock(&stats.lock); // finding: 'stats.lock'
    return rc;
}

void stats_read(unsigned long *packets, unsigned long *bytes)
{
    pthread_mutex_lock(&stats.lock);
    *packets = stats.packets;
    *bytes = stats.bytes;
    pthread_mutex_unlock(&stats.lock);
}

static void *receiver(void *arg)
{
    unsigned *counted = arg;

    for (int i = 0; i < 1000; ++i)
        if (stats_packet(64) == 0)
            ++*counted;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    unsigned there = 0, here = 0;
    unsigned long packets, bytes;

    if (pthread_create(&thread, NULL, receiver, &there) != 0)
        return 1;
    for (int i = 0; i < 1000; ++i)
        if (stats_packet(32) == 0)
            ++here;
    pthread_join(thread, NULL);
    stats_read(&packets, &bytes);
    return packets == here + there && packets + atomic_load(&stats.missed) == 2000 ? 0 : 1;
}
