// A print spool that signals on every path that needs it: after the unlock, at a common exit, in the caller, and for the whole batch at the end.
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#define JOBS 8

struct spool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int jobs[JOBS];
    unsigned count;
    int closed;
};

/* The caller holds the lock and signals. */
static int spool_add_locked(struct spool *spool, int job)
{
    if (spool->closed)
        return -EPIPE;
    if (spool->count == JOBS)
        return -ENOSPC;
    spool->jobs[spool->count++] = job;
    return 0;
}

int spool_add(struct spool *spool, int job)
{
    pthread_mutex_lock(&spool->lock);
    int rc = spool_add_locked(spool, job);
    pthread_mutex_unlock(&spool->lock);
    if (rc == 0)
        pthread_cond_signal(&spool->changed);
    return rc;
}

int spool_add_all(struct spool *spool, const int *jobs, unsigned count)
{
    int rc = 0;

    pthread_mutex_lock(&spool->lock);
    for (unsigned i = 0; i < count; i++) {
        rc = spool_add_locked(spool, jobs[i]);
        if (rc != 0)
            goto out;
    }
out:
    pthread_cond_broadcast(&spool->changed);
    pthread_mutex_unlock(&spool->lock);
    return rc;
}

static void spool_mark_closed(struct spool *spool)
{
    pthread_mutex_lock(&spool->lock);
    spool->closed = 1;
    pthread_mutex_unlock(&spool->lock);
}

void spool_close(struct spool *spool)
{
    spool_mark_closed(spool);
    pthread_cond_broadcast(&spool->changed);
}

/* Taking a job makes room, but nobody waits for room. */
int spool_take(struct spool *spool)
{
    int job = 0;

    pthread_mutex_lock(&spool->lock);
    while (spool->count == 0 && !spool->closed)
        pthread_cond_wait(&spool->changed, &spool->lock);
    if (spool->count > 0)
        job = spool->jobs[--spool->count];
    pthread_mutex_unlock(&spool->lock);
    return job;
}

static void *print_all(void *argument)
{
    struct spool *spool = argument;
    static int printed;

    for (int job = spool_take(spool); job != 0; job = spool_take(spool))
        printed += job;
    return &printed;
}

int main(void)
{
    static struct spool spool = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    const int batch[] = {10, 20, 30};
    pthread_t printer;
    void *printed;

    if (pthread_create(&printer, NULL, print_all, &spool) != 0)
        return 2;
    int rc = spool_add(&spool, 1);
    if (rc == 0)
        rc = spool_add_all(&spool, batch, 3);
    spool_close(&spool);
    if (pthread_join(printer, &printed) != 0)
        return 2;
    return rc == 0 && spool_add(&spool, 5) == -EPIPE && *(int *)printed == 61 ? 0 : 1;
}
