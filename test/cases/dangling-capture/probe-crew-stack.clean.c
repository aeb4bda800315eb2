// Probes addresses with POSIX threads whose arguments are on the stack of the function that starts them, and joins them.
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define CREW 4

struct probe {
    unsigned address;
    unsigned answer;
};

struct batch {
    pthread_mutex_t lock;
    const unsigned *addresses;
    size_t count, next;
    unsigned long sum;
};

static void *probe_one(void *argument)
{
    struct probe *probe = argument;
    probe->answer = probe->address ^ 0xffu;
    return NULL;
}

static void *probe_some(void *argument)
{
    struct batch *batch = argument;

    for (;;) {
        pthread_mutex_lock(&batch->lock);
        if (batch->next == batch->count) {
            pthread_mutex_unlock(&batch->lock);
            return NULL;
        }
        batch->sum += batch->addresses[batch->next++];
        pthread_mutex_unlock(&batch->lock);
    }
}

static void *probe_owned(void *argument)
{
    struct probe *probe = argument;
    probe->answer = probe->address;
    free(probe);
    return NULL;
}

int probe_address(unsigned address, unsigned *answer)
{
    struct probe probe = {address, 0};
    pthread_t thread;

    int rc = pthread_create(&thread, NULL, probe_one, &probe);
    if (rc != 0)
        return -rc;
    pthread_join(thread, NULL);
    *answer = probe.answer;
    return 0;
}

static void join_all(pthread_t *threads, int started)
{
    while (started > 0)
        pthread_join(threads[--started], NULL);
}

long probe_all(const unsigned *addresses, size_t count)
{
    struct batch batch = {PTHREAD_MUTEX_INITIALIZER, addresses, count, 0, 0};
    pthread_t threads[CREW];

    for (int i = 0; i < CREW; i++) {
        int rc = pthread_create(&threads[i], NULL, probe_some, &batch);
        if (rc != 0) {
            join_all(threads, i);
            return -rc;
        }
    }
    join_all(threads, CREW);
    return (long)batch.sum;
}

int probe_later(unsigned address)
{
    struct probe *probe = malloc(sizeof *probe);
    if (!probe)
        return -ENOMEM;
    *probe = (struct probe){address, 0};

    pthread_t thread;
    int rc = pthread_create(&thread, NULL, probe_owned, probe);
    if (rc != 0) {
        free(probe);
        return -rc;
    }
    return -pthread_detach(thread);
}

int main(void)
{
    const unsigned addresses[] = {1, 2, 3, 4, 5};
    unsigned answer = 0;

    if (probe_address(1, &answer) != 0 || probe_later(7) != 0)
        return 2;
    return answer == 0xfe && probe_all(addresses, 5) == 15 ? 0 : 1;
}
