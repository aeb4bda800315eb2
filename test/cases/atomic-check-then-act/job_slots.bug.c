/* Batch runner whose workers pick jobs from a table; a job's owner is tested and then stored, so two workers can both take
   the same job. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

#define JOBS 12
#define WORKERS 3
#define NOBODY 0

struct job {
    atomic_int owner;
    int input;
    atomic_long result;
};

struct worker {
    pthread_t thread;
    int id;
    int done;
    struct job *jobs;
};

static int claim(struct job *job, int id)
{
    if (atomic_load(&job->owner) != NOBODY)
        return 0;
    atomic_store(&job->owner, id); // finding: 'owner'
    return 1;
}

static long collatz_steps(int n)
{
    long steps = 0;
    long v = n;

    while (v > 1) {
        v = (v % 2 == 0) ? v / 2 : 3 * v + 1;
        steps++;
    }
    return steps;
}

static void *work(void *arg)
{
    struct worker *self = arg;
    int i;

    for (i = 0; i < JOBS; i++) {
        struct job *job = &self->jobs[i];

        if (!claim(job, self->id))
            continue;
        atomic_store(&job->result, collatz_steps(job->input));
        self->done++;
    }
    return NULL;
}

int main(void)
{
    static struct job jobs[JOBS];
    struct worker workers[WORKERS];
    int i, started = 0;

    for (i = 0; i < JOBS; i++) {
        atomic_init(&jobs[i].owner, NOBODY);
        atomic_init(&jobs[i].result, -1L);
        jobs[i].input = 27 + i;
    }
    for (i = 0; i < WORKERS; i++) {
        workers[i].id = i + 1;
        workers[i].done = 0;
        workers[i].jobs = jobs;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            break;
        started++;
    }
    for (i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        printf("worker %d: %d jobs\n", workers[i].id, workers[i].done);
    }
    for (i = 0; i < JOBS; i++)
        printf("%d: %ld steps\n", jobs[i].input, atomic_load(&jobs[i].result));
    return started > 0 ? 0 : 1;
}
