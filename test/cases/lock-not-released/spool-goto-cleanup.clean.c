// A print spool in C: goto clean-up with flags, a timed lock in a switch, a trylock loop, and a reader-writer lock.
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct job {
    char *title;
    struct job *next;
};

struct spool {
    pthread_mutex_t lock;
    pthread_rwlock_t config_lock;
    unsigned max_jobs;
    unsigned jobs;
    struct job *head;
};

int spool_submit(struct spool *spool, const char *title)
{
    bool config_locked = false, locked = false;
    int rc = 0;

    struct job *job = calloc(1, sizeof *job);
    if (!job)
        return -ENOMEM;
    job->title = malloc(strlen(title) + 1);
    if (!job->title) {
        rc = -ENOMEM;
        goto out;
    }
    strcpy(job->title, title);

    rc = -pthread_rwlock_rdlock(&spool->config_lock);
    if (rc != 0)
        goto out;
    config_locked = true;
    if (spool->max_jobs == 0) {
        rc = -EPERM;
        goto out;
    }

    rc = -pthread_mutex_lock(&spool->lock);
    if (rc != 0)
        goto out;
    locked = true;
    if (spool->jobs >= spool->max_jobs) {
        rc = -EAGAIN;
        goto out;
    }
    job->next = spool->head;
    spool->head = job;
    spool->jobs++;
    job = NULL;

out:
    if (locked)
        pthread_mutex_unlock(&spool->lock);
    if (config_locked)
        pthread_rwlock_unlock(&spool->config_lock);
    if (job) {
        free(job->title);
        free(job);
    }
    return rc;
}

int spool_pop_within(struct spool *spool, const struct timespec *deadline, struct job **job)
{
    switch (pthread_mutex_timedlock(&spool->lock, deadline)) {
    case 0:
        break;
    case ETIMEDOUT:
        return -ETIMEDOUT;
    default:
        return -EINVAL;
    }
    *job = spool->head;
    if (*job) {
        spool->head = (*job)->next;
        spool->jobs--;
    }
    pthread_mutex_unlock(&spool->lock);
    return 0;
}

unsigned spool_length(struct spool *spool)
{
    unsigned jobs = 0;
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (pthread_mutex_trylock(&spool->lock) != 0)
            continue;
        jobs = spool->jobs;
        pthread_mutex_unlock(&spool->lock);
        break;
    }
    return jobs;
}

int spool_configure(struct spool *spool, unsigned max_jobs)
{
    int rc;
    if ((rc = pthread_rwlock_wrlock(&spool->config_lock)) == 0) {
        spool->max_jobs = max_jobs;
        pthread_rwlock_unlock(&spool->config_lock);
    }
    return -rc;
}
