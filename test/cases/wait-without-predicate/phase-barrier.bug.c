// A barrier for the phases of a simulation, with the threads of C11; a thread that is woken goes on although the phase may not be complete.
#include <stddef.h>
#include <threads.h>

#define WORKERS 3
#define PHASES 25

struct barrier {
    mtx_t mutex;
    cnd_t complete;
    unsigned arrived;
    unsigned phase;
};

struct cell {
    struct barrier *barrier;
    unsigned index;
    unsigned long steps;
};

static int barrier_init(struct barrier *barrier)
{
    barrier->arrived = 0;
    barrier->phase = 0;
    if (mtx_init(&barrier->mutex, mtx_plain) != thrd_success)
        return -1;
    if (cnd_init(&barrier->complete) != thrd_success) {
        mtx_destroy(&barrier->mutex);
        return -1;
    }
    return 0;
}

static void barrier_destroy(struct barrier *barrier)
{
    cnd_destroy(&barrier->complete);
    mtx_destroy(&barrier->mutex);
}

static unsigned barrier_arrive(struct barrier *barrier)
{
    mtx_lock(&barrier->mutex);
    const unsigned phase = barrier->phase;
    if (++barrier->arrived == WORKERS) {
        barrier->arrived = 0;
        barrier->phase++;
        cnd_broadcast(&barrier->complete);
    } else {
        cnd_wait(&barrier->complete, &barrier->mutex); // finding: 'barrier->complete'
    }
    mtx_unlock(&barrier->mutex);
    return phase;
}

static int simulate(void *argument)
{
    struct cell *cell = argument;

    for (unsigned phase = 0; phase < PHASES; phase++) {
        cell->steps += cell->index + 1;
        if (barrier_arrive(cell->barrier) != phase)
            return 1;
    }
    return 0;
}

int main(void)
{
    static struct barrier barrier;
    static struct cell cells[WORKERS];
    thrd_t threads[WORKERS - 1];
    int failures = 0;

    if (barrier_init(&barrier) != 0)
        return 2;
    for (unsigned i = 0; i < WORKERS; i++)
        cells[i] = (struct cell){&barrier, i, 0};
    for (unsigned i = 0; i + 1 < WORKERS; i++)
        if (thrd_create(&threads[i], simulate, &cells[i]) != thrd_success)
            return 3;
    failures += simulate(&cells[WORKERS - 1]);
    for (unsigned i = 0; i + 1 < WORKERS; i++) {
        int result = 1;
        if (thrd_join(threads[i], &result) != thrd_success)
            return 3;
        failures += result;
    }
    barrier_destroy(&barrier);
    return failures == 0 && cells[0].steps == PHASES ? 0 : 1;
}
