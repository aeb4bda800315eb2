/* Audit log with group commit. The waits of `changed` use two different mutexes: the queue's and the flush state's. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PENDING 32

struct record {
    int actor;
    char action[24];
};

struct audit_log {
    pthread_mutex_t lock;
    pthread_mutex_t flush_lock;
    pthread_cond_t changed;
    struct record pending[MAX_PENDING];
    int npending;
    unsigned long appended;
    unsigned long flushed;
    bool stop;
};

static struct audit_log audit = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .flush_lock = PTHREAD_MUTEX_INITIALIZER,
    .changed = PTHREAD_COND_INITIALIZER,
};

static unsigned long audit_append(struct audit_log *log, int actor, const char *action)
{
    unsigned long seq;
    struct record *rec;

    pthread_mutex_lock(&log->lock);
    while (log->npending == MAX_PENDING)
        pthread_cond_wait(&log->changed, &log->lock);
    rec = &log->pending[log->npending++];
    rec->actor = actor;
    snprintf(rec->action, sizeof rec->action, "%s", action);
    seq = ++log->appended;
    pthread_cond_broadcast(&log->changed);
    pthread_mutex_unlock(&log->lock);
    return seq;
}

static void audit_wait_flushed(struct audit_log *log, unsigned long seq)
{
    pthread_mutex_lock(&log->flush_lock);
    while (log->flushed < seq)
        pthread_cond_wait(&log->changed, &log->flush_lock); // finding: 'log->changed'
    pthread_mutex_unlock(&log->flush_lock);
}

static void *flusher_main(void *arg)
{
    struct audit_log *log = arg;
    struct record batch[MAX_PENDING];

    for (;;) {
        int n;
        unsigned long last;

        pthread_mutex_lock(&log->lock);
        while (log->npending == 0 && !log->stop)
            pthread_cond_wait(&log->changed, &log->lock);
        n = log->npending;
        last = log->appended;
        memcpy(batch, log->pending, (size_t)n * sizeof batch[0]);
        log->npending = 0;
        pthread_cond_broadcast(&log->changed);
        pthread_mutex_unlock(&log->lock);
        if (n == 0)
            return NULL;

        for (int i = 0; i < n; i++)
            printf("actor %d: %s\n", batch[i].actor, batch[i].action);

        pthread_mutex_lock(&log->flush_lock);
        log->flushed = last;
        pthread_cond_broadcast(&log->changed);
        pthread_mutex_unlock(&log->flush_lock);
    }
}

int main(void)
{
    pthread_t flusher;

    if (pthread_create(&flusher, NULL, flusher_main, &audit) != 0)
        return EXIT_FAILURE;
    for (int i = 0; i < 40; i++)
        audit_wait_flushed(&audit, audit_append(&audit, i, i % 2 ? "login" : "logout"));
    pthread_mutex_lock(&audit.lock);
    audit.stop = true;
    pthread_cond_broadcast(&audit.changed);
    pthread_mutex_unlock(&audit.lock);
    pthread_join(flusher, NULL);
    return EXIT_SUCCESS;
}
