// A bus calls a driver's stop() through its table of functions with the bus locked, and stop() locks the device; an interrupt reports to the bus with the device locked.
#include <pthread.h>
#include <stddef.h>

struct device;

struct device_ops {
    void (*stop)(struct device *device);
};

struct bus {
    pthread_mutex_t bus_lock;
    struct device *devices[4];
    unsigned errors;
    unsigned stopped;
};

struct device {
    pthread_mutex_t device_lock;
    const struct device_ops *ops;
    struct bus *bus;
    int running;
    unsigned interrupts;
};

void bus_report(struct bus *bus, unsigned errors)
{
    pthread_mutex_lock(&bus->bus_lock);
    bus->errors += errors;
    pthread_mutex_unlock(&bus->bus_lock);
}

void bus_suspend(struct bus *bus)
{
    pthread_mutex_lock(&bus->bus_lock);
    for (size_t i = 0; i < 4; ++i) {
        struct device *device = bus->devices[i];
        if (!device)
            continue;
        device->ops->stop(device);
        bus->stopped++;
    }
    pthread_mutex_unlock(&bus->bus_lock);
}

static void uart_stop(struct device *device)
{
    pthread_mutex_lock(&device->device_lock);
    device->running = 0;
    pthread_mutex_unlock(&device->device_lock);
}

static const struct device_ops uart_ops = {.stop = uart_stop};

void uart_interrupt(struct device *device, unsigned status)
{
    pthread_mutex_lock(&device->device_lock);
    device->interrupts++;
    const unsigned errors = device->running ? status & 3u : 0;
    if (errors)
        bus_report(device->bus, errors); // finding: 'bus->bus_lock'
    pthread_mutex_unlock(&device->device_lock);
}

static void *interrupts(void *arg)
{
    for (unsigned status = 0; status < 400; ++status)
        uart_interrupt(arg, status);
    return NULL;
}

int main(void)
{
    static struct bus bus = {.bus_lock = PTHREAD_MUTEX_INITIALIZER};
    static struct device uart = {
        .device_lock = PTHREAD_MUTEX_INITIALIZER, .ops = &uart_ops, .bus = &bus, .running = 1};
    pthread_t thread;

    bus.devices[0] = &uart;
    uart_interrupt(&uart, 2);
    if (pthread_create(&thread, NULL, interrupts, &uart) != 0)
        return 1;
    bus_suspend(&bus);
    pthread_join(thread, NULL);
    return uart.interrupts == 401 && bus.stopped == 1 && bus.errors >= 2 ? 0 : 1;
}
