/* Reads a gauge's calibration in a thread while the display comes up. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct gauge {
    pthread_t loader;
    pthread_mutex_t lock;
    double scale;
    int (*load)(double *scale);
};

static void pause_ms(long ms)
{
    struct timespec time = {ms / 1000, (ms % 1000) * 1000000L};

    (void)nanosleep(&time, NULL);
}

static void *load_main(void *arg)
{
    struct gauge *gauge = arg;
    double scale = 0;

    if (gauge->load(&scale) != 0)
        scale = 1;
    pthread_mutex_lock(&gauge->lock);
    gauge->scale = scale;
    pthread_mutex_unlock(&gauge->lock);
    return NULL;
}

int gauge_show(struct gauge *gauge, double raw)
{
    double scale;

    if (pthread_create(&gauge->loader, NULL, load_main, gauge) != 0)
        return -1;
    puts("tide gauge");
    pause_ms(250); // finding: 'scale'
    pthread_mutex_lock(&gauge->lock);
    scale = gauge->scale;
    pthread_mutex_unlock(&gauge->lock);
    printf("%.2f m\n", raw * scale);
    return pthread_join(gauge->loader, NULL) == 0 ? 0 : -1;
}
