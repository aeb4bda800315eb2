/* Driver library of a temperature sensor bus, set up at first use with pthread_once. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#define BUS_SENSORS 4

struct bus {
    pthread_mutex_t lock;
    uint16_t raw[BUS_SENSORS];
    int offset[BUS_SENSORS];
};

static pthread_once_t bus_once = PTHREAD_ONCE_INIT;
static struct bus the_bus;

static void bus_setup(void);

static uint16_t bus_transfer(int sensor)
{
    uint16_t value;

    pthread_mutex_lock(&the_bus.lock);
    the_bus.raw[sensor] = (uint16_t)(the_bus.raw[sensor] + 3u);
    value = the_bus.raw[sensor];
    pthread_mutex_unlock(&the_bus.lock);
    return value;
}

static int sensor_convert(int sensor)
{
    return (int)bus_transfer(sensor) * 10 - the_bus.offset[sensor];
}

/* Tenths of a degree. */
static int sensor_read(int sensor)
{
    pthread_once(&bus_once, bus_setup);
    return sensor_convert(sensor);
}

static int calibrate(int sensor)
{
    int sum = 0;
    int i;

    for (i = 0; i < 8; i++)
        sum += sensor_convert(sensor);
    return sum / 8;
}

static void bus_setup(void)
{
    int s;

    pthread_mutex_init(&the_bus.lock, NULL);
    for (s = 0; s < BUS_SENSORS; s++) {
        the_bus.raw[s] = (uint16_t)(200 + s);
        the_bus.offset[s] = 0;
    }
    for (s = 0; s < BUS_SENSORS; s++)
        the_bus.offset[s] = calibrate(s);
}

static void *poll_sensor(void *arg)
{
    int *slot = arg;

    *slot = sensor_read(*slot);
    return NULL;
}

int main(void)
{
    pthread_t pollers[BUS_SENSORS];
    int values[BUS_SENSORS];
    int s, started = 0;

    for (s = 0; s < BUS_SENSORS; s++) {
        values[s] = s;
        if (pthread_create(&pollers[s], NULL, poll_sensor, &values[s]) != 0)
            break;
        started++;
    }
    for (s = 0; s < started; s++) {
        pthread_join(pollers[s], NULL);
        printf("sensor %d: %d\n", s, values[s]);
    }
    return started == BUS_SENSORS ? 0 : 1;
}
