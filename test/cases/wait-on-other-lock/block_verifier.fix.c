/* Verifier of a backup archive with a pool of threads. The queue and the results have a mutex and a condition each. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define QUEUE_LEN 16
#define THREADS 2
#define BLOCKS 200

typedef struct {
    pthread_mutex_t queue_mutex;
    pthread_mutex_t result_mutex;
    pthread_cond_t ready;
    pthread_cond_t progress;
    uint32_t blocks[QUEUE_LEN];
    unsigned head, tail;
    bool closed;
    unsigned verified;
    uint32_t digest;
} job_set;

static job_set archive_jobs = {
    .queue_mutex = PTHREAD_MUTEX_INITIALIZER,
    .result_mutex = PTHREAD_MUTEX_INITIALIZER,
    .ready = PTHREAD_COND_INITIALIZER,
    .progress = PTHREAD_COND_INITIALIZER,
};

static bool jobs_offer(job_set *jobs, uint32_t block)
{
    bool accepted;

    pthread_mutex_lock(&jobs->queue_mutex);
    accepted = jobs->head - jobs->tail < QUEUE_LEN;
    if (accepted) {
        jobs->blocks[jobs->head++ % QUEUE_LEN] = block;
        pthread_cond_broadcast(&jobs->ready);
    }
    pthread_mutex_unlock(&jobs->queue_mutex);
    return accepted;
}

static void jobs_close(job_set *jobs)
{
    pthread_mutex_lock(&jobs->queue_mutex);
    jobs->closed = true;
    pthread_cond_broadcast(&jobs->ready);
    pthread_mutex_unlock(&jobs->queue_mutex);
}

static bool jobs_take(job_set *jobs, uint32_t *block)
{
    bool got = false;

    pthread_mutex_lock(&jobs->queue_mutex);
    while (jobs->head == jobs->tail && !jobs->closed)
        pthread_cond_wait(&jobs->ready, &jobs->queue_mutex);
    if (jobs->head != jobs->tail) {
        *block = jobs->blocks[jobs->tail++ % QUEUE_LEN];
        got = true;
    }
    pthread_mutex_unlock(&jobs->queue_mutex);
    return got;
}

static uint32_t jobs_wait_verified(job_set *jobs, unsigned count)
{
    uint32_t digest;

    pthread_mutex_lock(&jobs->result_mutex);
    while (jobs->verified < count)
        pthread_cond_wait(&jobs->progress, &jobs->result_mutex);
    digest = jobs->digest;
    pthread_mutex_unlock(&jobs->result_mutex);
    return digest;
}

static void *verifier_main(void *arg)
{
    job_set *jobs = arg;
    uint32_t block;

    while (jobs_take(jobs, &block)) {
        const uint32_t sum = block * 2654435761u ^ block >> 7;

        pthread_mutex_lock(&jobs->result_mutex);
        jobs->digest ^= sum;
        jobs->verified++;
        pthread_cond_broadcast(&jobs->progress);
        pthread_mutex_unlock(&jobs->result_mutex);
    }
    return NULL;
}

int main(void)
{
    job_set *jobs = &archive_jobs;
    pthread_t threads[THREADS];
    unsigned started = 0, sent = 0;

    while (started < THREADS && pthread_create(&threads[started], NULL, verifier_main, jobs) == 0)
        started++;
    while (started > 0 && sent < BLOCKS) {
        if (jobs_offer(jobs, sent))
            sent++;
        else
            jobs_wait_verified(jobs, sent - QUEUE_LEN / 2);
    }
    printf("%u blocks, digest %08x\n", sent, (unsigned)jobs_wait_verified(jobs, sent));
    jobs_close(jobs);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return started > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
