// Polls a sensor on a thread of its own, to which it hands a request on the heap.
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct sensor {
    pthread_mutex_t lock;
    unsigned samples;
    long sum;
    pthread_t poller;
    int polling;
};

struct poll_request {
    struct sensor *sensor;
    unsigned rounds;
    int gain;
};

static int read_register(unsigned round, int gain)
{
    return (int)(round % 4) * gain;
}

static void *poll_main(void *argument)
{
    struct poll_request *request = argument;

    for (unsigned round = 0; round < request->rounds; round++) {
        int value = read_register(round, request->gain);
        pthread_mutex_lock(&request->sensor->lock);
        request->sensor->samples++;
        request->sensor->sum += value;
        pthread_mutex_unlock(&request->sensor->lock);
    }
    free(request);
    return NULL;
}

/* Starts polling and returns at once; sensor_poll_wait() ends it. */
int sensor_poll_start(struct sensor *sensor, unsigned rounds, int gain)
{
    if (sensor->polling)
        return -EBUSY;

    struct poll_request *request = malloc(sizeof *request);
    if (!request)
        return -ENOMEM;
    *request = (struct poll_request){sensor, rounds, gain};
    int rc = pthread_create(&sensor->poller, NULL, poll_main, request);
    if (rc != 0) {
        free(request);
        return -rc;
    }
    sensor->polling = 1;
    return 0;
}

long sensor_poll_wait(struct sensor *sensor)
{
    if (sensor->polling) {
        pthread_join(sensor->poller, NULL);
        sensor->polling = 0;
    }
    pthread_mutex_lock(&sensor->lock);
    long sum = sensor->sum;
    pthread_mutex_unlock(&sensor->lock);
    return sum;
}

int main(void)
{
    static struct sensor sensor = {.lock = PTHREAD_MUTEX_INITIALIZER};

    if (sensor_poll_start(&sensor, 8, 5) != 0)
        return 2;
    return sensor_poll_wait(&sensor) == 60 ? 0 : 1;
}
