/* Fades a lamp in a thread of its own; whoever closes the lamp tells the thread to end and frees what it works on. */
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

struct lamp {
    pthread_mutex_t lock;
    pthread_cond_t idle;
    int level;
    int target;
    int closing;
    int faders;
};

static int step(struct lamp *lamp)
{
    int more;

    pthread_mutex_lock(&lamp->lock);
    lamp->level += lamp->target > lamp->level ? 1 : -1;
    more = !lamp->closing && lamp->level != lamp->target;
    pthread_mutex_unlock(&lamp->lock);
    return more;
}

static void *fade_main(void *arg)
{
    struct lamp *lamp = arg;

    while (step(lamp))
        sched_yield();
    pthread_mutex_lock(&lamp->lock);
    lamp->faders--;
    pthread_cond_broadcast(&lamp->idle);
    pthread_mutex_unlock(&lamp->lock);
    return NULL;
}

int lamp_fade(struct lamp *lamp, int target)
{
    pthread_t fader;
    int rc;

    pthread_mutex_lock(&lamp->lock);
    lamp->target = target;
    lamp->faders++;
    pthread_mutex_unlock(&lamp->lock);
    rc = pthread_create(&fader, NULL, fade_main, lamp);
    if (rc != 0) {
        pthread_mutex_lock(&lamp->lock);
        lamp->faders--;
        pthread_cond_broadcast(&lamp->idle);
        pthread_mutex_unlock(&lamp->lock);
        return rc;
    }
    pthread_detach(fader);
    return 0;
}

void lamp_close(struct lamp *lamp)
{
    pthread_mutex_lock(&lamp->lock);
    lamp->closing = 1;
    while (lamp->faders > 0)
        pthread_cond_wait(&lamp->idle, &lamp->lock);
    pthread_mutex_unlock(&lamp->lock);
    pthread_cond_destroy(&lamp->idle);
    pthread_mutex_destroy(&lamp->lock);
    free(lamp);
}
