/* Device driver shim: serialised access to a slow bus, one completion thread. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NREG 8
#define RING 16

struct bus {
    pthread_mutex_t lock;
    uint32_t reg[NREG];
    unsigned long transfers;
};

struct completion_ring {
    pthread_mutex_t lock;
    pthread_cond_t nonempty;
    int slot[RING];
    unsigned head, tail;
    bool closed;
};

struct device {
    struct bus bus;
    struct completion_ring ring;
    pthread_t irq_thread;
    unsigned long completed;
};

static struct timespec deadline_ms(long ms)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += ms / 1000;
    ts.tv_nsec += (ms % 1000) * 1000000L;
    if (ts.tv_nsec >= 1000000000L) {
        ts.tv_sec++;
        ts.tv_nsec -= 1000000000L;
    }
    return ts;
}

static int bus_acquire(struct bus *b, long ms)
{
    struct timespec ts = deadline_ms(ms);
    return pthread_mutex_timedlock(&b->lock, &ts);
}

static void bus_release(struct bus *b)
{
    b->transfers++;
    pthread_mutex_unlock(&b->lock);
}

static bool ring_post(struct completion_ring *r, int reg)
{
    bool ok = false;
    pthread_mutex_lock(&r->lock);
    if (r->head - r->tail < RING && !r->closed) {
        r->slot[r->head++ % RING] = reg;
        ok = true;
        pthread_cond_signal(&r->nonempty);
    }
    pthread_mutex_unlock(&r->lock);
    return ok;
}

static bool ring_take(struct completion_ring *r, int *reg)
{
    pthread_mutex_lock(&r->lock);
    while (r->head == r->tail && !r->closed)
        pthread_cond_wait(&r->nonempty, &r->lock);
    bool got = r->head != r->tail;
    if (got)
        *reg = r->slot[r->tail++ % RING];
    pthread_mutex_unlock(&r->lock);
    return got;
}

int device_read(struct device *d, int reg, uint32_t *out)
{
    int rc = bus_acquire(&d->bus, 50);
    if (rc != 0)
        return -rc;
    *out = d->bus.reg[reg];
    bus_release(&d->bus);
    return 0;
}

int device_write(struct device *d, int reg, uint32_t value)
{
    if (reg < 0 || reg >= NREG)
        return -EINVAL;
    bus_acquire(&d->bus, 50); // finding: the result of 'bus_acquire' is never looked at
    d->bus.reg[reg] = value;
    bus_release(&d->bus);
    return ring_post(&d->ring, reg) ? 0 : -EAGAIN;
}

static void *irq_main(void *arg)
{
    struct device *d = arg;
    int reg;
    while (ring_take(&d->ring, &reg))
        d->completed++;
    return NULL;
}

int device_open(struct device *d)
{
    memset(d, 0, sizeof *d);
    pthread_mutex_init(&d->bus.lock, NULL);
    pthread_mutex_init(&d->ring.lock, NULL);
    pthread_cond_init(&d->ring.nonempty, NULL);
    return pthread_create(&d->irq_thread, NULL, irq_main, d);
}

void device_close(struct device *d)
{
    pthread_mutex_lock(&d->ring.lock);
    d->ring.closed = true;
    pthread_cond_broadcast(&d->ring.nonempty);
    pthread_mutex_unlock(&d->ring.lock);
    pthread_join(d->irq_thread, NULL);
    pthread_cond_destroy(&d->ring.nonempty);
    pthread_mutex_destroy(&d->ring.lock);
    pthread_mutex_destroy(&d->bus.lock);
}

static void *client(void *arg)
{
    struct device *d = arg;
    uint32_t v;
    for (int i = 0; i < 100; i++)
        if (device_write(d, i % NREG, (uint32_t)i) == 0)
            device_read(d, i % NREG, &v);
    return NULL;
}

int main(void)
{
    static struct device dev;
    if (device_open(&dev) != 0)
        return 1;
    pthread_t c;
    if (pthread_create(&c, NULL, client, &dev) == 0) {
        client(&dev);
        pthread_join(c, NULL);
    }
    device_close(&dev);
    printf("%lu completed\n", dev.completed);
    return 0;
}
