// A media clock that a renderer waits for; seeking moves the time on and signals as ticking does.
#include <pthread.h>
#include <stddef.h>

struct media_clock {
    pthread_mutex_t lock;
    pthread_cond_t advanced;
    long position;
    long duration;
    unsigned seeks;
};

struct renderer {
    struct media_clock *clock;
    long due;
    long shown_at;
};

static void clock_tick(struct media_clock *clock, long step)
{
    pthread_mutex_lock(&clock->lock);
    clock->position += step;
    pthread_cond_broadcast(&clock->advanced);
    pthread_mutex_unlock(&clock->lock);
}

static int clock_seek(struct media_clock *clock, long position)
{
    int rc = -1;

    pthread_mutex_lock(&clock->lock);
    if (position < 0 || position > clock->duration)
        goto out;
    clock->position = position;
    clock->seeks++;
    pthread_cond_broadcast(&clock->advanced);
    rc = 0;
out:
    pthread_mutex_unlock(&clock->lock);
    return rc;
}

static long clock_wait_for(struct media_clock *clock, long position)
{
    long now;

    pthread_mutex_lock(&clock->lock);
    while (clock->position < position)
        pthread_cond_wait(&clock->advanced, &clock->lock);
    now = clock->position;
    pthread_mutex_unlock(&clock->lock);
    return now;
}

static void *render(void *argument)
{
    struct renderer *renderer = argument;

    renderer->shown_at = clock_wait_for(renderer->clock, renderer->due);
    return NULL;
}

int main(void)
{
    struct media_clock clock = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 600, 0};
    struct renderer title = {&clock, 40, 0}, credits = {&clock, 500, 0};
    pthread_t threads[2];
    int rc = 0;

    if (pthread_create(&threads[0], NULL, render, &title) != 0)
        return 2;
    if (pthread_create(&threads[1], NULL, render, &credits) != 0)
        rc = 2;
    for (int i = 0; i < 3; i++)
        clock_tick(&clock, 20);
    if (clock_seek(&clock, 700) == 0 || clock_seek(&clock, 550) != 0)
        rc = 1;
    pthread_join(threads[0], NULL);
    if (rc == 2)
        return rc;
    pthread_join(threads[1], NULL);
    return rc == 0 && title.shown_at >= 40 && credits.shown_at >= 500 ? 0 : 1;
}
