#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CAL_SAMPLES 256

struct sensor {
    char path[128];
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int calibrated;
    double offset;
    int samples;
};

static void msleep(long ms)
{
    struct timespec ts;

    ts.tv_sec = ms / 1000;
    ts.tv_nsec = (ms % 1000) * 1000000L;
    (void)nanosleep(&ts, NULL);
}

static int read_raw(const char *path, double *value)
{
    FILE *f = fopen(path, "r");
    int ok;

    if (!f)
        return -1;
    ok = fscanf(f, "%lf", value) == 1;
    fclose(f);
    return ok ? 0 : -1;
}

static void *calibrate(void *arg)
{
    struct sensor *s = arg;
    double sum = 0.0;
    int good = 0;

    for (int i = 0; i < CAL_SAMPLES; i++) {
        double v;

        if (read_raw(s->path, &v) == 0) {
            sum += v;
            good++;
        }
    }
    pthread_mutex_lock(&s->lock);
    s->offset = good ? sum / good : 0.0;
    s->samples = good;
    s->calibrated = 1;
    pthread_cond_broadcast(&s->cond);
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

static int sensor_start(struct sensor *s)
{
    int err = pthread_create(&s->thread, NULL, calibrate, s);

    if (err) {
        fprintf(stderr, "sensor: %s\n", strerror(err));
        return -1;
    }
    return 0;
}

static double sensor_baseline(struct sensor *s)
{
    double baseline;

    pthread_mutex_lock(&s->lock);
    while (!s->calibrated)
        pthread_cond_wait(&s->cond, &s->lock);
    baseline = s->offset;
    pthread_mutex_unlock(&s->lock);
    return baseline;
}

static void sensor_log(struct sensor *s, double baseline, int count)
{
    for (int i = 0; i < count; i++) {
        double v;

        if (read_raw(s->path, &v) == 0)
            printf("%.3f\n", v - baseline);
        msleep(1000);
    }
}

int main(int argc, char **argv)
{
    static struct sensor s = {
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .cond = PTHREAD_COND_INITIALIZER,
    };

    snprintf(s.path, sizeof(s.path), "%s",
             argc > 1 ? argv[1] : "/sys/bus/iio/devices/iio:device0/in_voltage0_raw");
    if (sensor_start(&s) != 0)
        return 1;
    sensor_log(&s, sensor_baseline(&s), 60);
    if (pthread_join(s.thread, NULL) != 0)
        return 1;
    return 0;
}
