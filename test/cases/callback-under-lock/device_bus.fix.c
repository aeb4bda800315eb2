// Event bus of a small device daemon with handlers as function pointers; bus_publish() calls a copy of the table after unlocking the bus.
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { BUS_MAX_HANDLERS = 16 };
enum bus_kind { BUS_READY = 1, BUS_DATA = 2, BUS_GONE = 4 };

struct bus_event {
    unsigned kind;
    int device;
};

struct bus;
typedef void (*bus_fn)(struct bus *bus, const struct bus_event *ev, void *arg);

struct bus_handler {
    unsigned mask;
    bus_fn fn;
    void *arg;
};

struct bus {
    pthread_mutex_t lock;
    struct bus_handler handlers[BUS_MAX_HANDLERS];
    size_t count;
    unsigned long published;
};

static bool bus_attach(struct bus *bus, unsigned mask, bus_fn fn, void *arg)
{
    bool ok = false;
    pthread_mutex_lock(&bus->lock);
    if (bus->count < BUS_MAX_HANDLERS) {
        bus->handlers[bus->count++] = (struct bus_handler){mask, fn, arg};
        ok = true;
    }
    pthread_mutex_unlock(&bus->lock);
    return ok;
}

static void bus_detach(struct bus *bus, bus_fn fn, void *arg)
{
    pthread_mutex_lock(&bus->lock);
    for (size_t i = 0; i < bus->count; i++) {
        if (bus->handlers[i].fn == fn && bus->handlers[i].arg == arg) {
            memmove(&bus->handlers[i], &bus->handlers[i + 1],
                    (bus->count - i - 1) * sizeof bus->handlers[0]);
            bus->count--;
            break;
        }
    }
    pthread_mutex_unlock(&bus->lock);
}

static void bus_publish(struct bus *bus, const struct bus_event *ev)
{
    struct bus_handler table[BUS_MAX_HANDLERS];
    size_t count;

    pthread_mutex_lock(&bus->lock);
    bus->published++;
    count = bus->count;
    memcpy(table, bus->handlers, count * sizeof table[0]);
    pthread_mutex_unlock(&bus->lock);

    for (size_t i = 0; i < count; i++) {
        const struct bus_handler *h = &table[i];
        if (h->mask & ev->kind)
            h->fn(bus, ev, h->arg);
    }
}

struct probe {
    int device;
};

/* Remembers the first device that reports ready, then goes away. */
static void probe_on_ready(struct bus *bus, const struct bus_event *ev, void *arg)
{
    struct probe *probe = arg;
    probe->device = ev->device;
    bus_detach(bus, probe_on_ready, probe);
}

static void count_data(struct bus *bus, const struct bus_event *ev, void *arg)
{
    (void)bus;
    *(int *)arg += ev->device >= 0;
}

static void *irq_main(void *arg)
{
    struct bus *bus = arg;
    const struct bus_event script[] = {{BUS_READY, 3}, {BUS_DATA, 3}, {BUS_READY, 4}, {BUS_DATA, 4}, {BUS_GONE, 3}};
    for (size_t i = 0; i < sizeof script / sizeof script[0]; i++)
        bus_publish(bus, &script[i]);
    return NULL;
}

int main(void)
{
    struct bus bus = {.lock = PTHREAD_MUTEX_INITIALIZER};
    struct probe probe = {-1};
    int packets = 0;
    pthread_t irq;

    if (!bus_attach(&bus, BUS_READY, probe_on_ready, &probe) || !bus_attach(&bus, BUS_DATA, count_data, &packets))
        return 1;
    if (pthread_create(&irq, NULL, irq_main, &bus) != 0)
        return 1;
    pthread_join(irq, NULL);
    printf("first device %d, %d packets, %lu events\n", probe.device, packets, bus.published);
    pthread_mutex_destroy(&bus.lock);
    return 0;
}
