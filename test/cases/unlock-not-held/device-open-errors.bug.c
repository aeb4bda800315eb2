// A character device; when starting it fails after the lock has been given back, the error path gives it back again.
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct device {
    pthread_mutex_t lock;
    unsigned openers;
    bool unplugged;
    unsigned char *ring;
};

static int ring_start(unsigned char *ring, size_t size)
{
    if (size > 4096)
        return -EIO;
    ring[0] = 1;
    return 0;
}

int device_open(struct device *device, size_t size)
{
    unsigned char *ring;
    int rc;

    pthread_mutex_lock(&device->lock);
    if (device->unplugged) {
        rc = -ENODEV;
        goto out;
    }
    if (!device->ring)
        device->ring = malloc(4096);
    if (!device->ring) {
        rc = -ENOMEM;
        goto out;
    }
    ring = device->ring;
    device->openers++;
    pthread_mutex_unlock(&device->lock);

    rc = ring_start(ring, size);
    if (rc == 0)
        return 0;

    device->openers--;
out:
    pthread_mutex_unlock(&device->lock); // finding: 'device->lock'
    return rc;
}

void device_close(struct device *device)
{
    pthread_mutex_lock(&device->lock);
    device->openers--;
    pthread_mutex_unlock(&device->lock);
}

unsigned device_unplug(struct device *device)
{
    pthread_mutex_lock(&device->lock);
    device->unplugged = true;
    unsigned openers = device->openers;
    pthread_mutex_unlock(&device->lock);
    return openers;
}

int main(void)
{
    struct device device = {.lock = PTHREAD_MUTEX_INITIALIZER};
    if (device_open(&device, 512) != 0)
        return 1;
    const int rc = device_open(&device, 8192);
    device_close(&device);
    const unsigned openers = device_unplug(&device);
    pthread_mutex_destroy(&device.lock);
    free(device.ring);
    return rc == -EIO && openers == 0 ? 0 : 1;
}
