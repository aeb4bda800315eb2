// Waits for a device to be plugged in, with a listener at the monitor that is removed on every path.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define MAX_LISTENERS 8

typedef void (*plug_callback)(void *context, const char *name);

struct monitor {
    pthread_mutex_t lock;
    struct {
        plug_callback callback;
        void *context;
    } listeners[MAX_LISTENERS];
};

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t plugged_in;
    const char *name;
    int seen;
};

static int monitor_add(struct monitor *monitor, plug_callback callback, void *context)
{
    int slot = -ENOSPC;

    pthread_mutex_lock(&monitor->lock);
    for (int i = 0; i < MAX_LISTENERS; i++) {
        if (!monitor->listeners[i].callback) {
            monitor->listeners[i].callback = callback;
            monitor->listeners[i].context = context;
            slot = i;
            break;
        }
    }
    pthread_mutex_unlock(&monitor->lock);
    return slot;
}

static void monitor_remove(struct monitor *monitor, int slot)
{
    pthread_mutex_lock(&monitor->lock);
    monitor->listeners[slot].callback = NULL;
    pthread_mutex_unlock(&monitor->lock);
}

/* Called by the thread that reads the kernel's events. */
void monitor_plugged(struct monitor *monitor, const char *name)
{
    pthread_mutex_lock(&monitor->lock);
    for (int i = 0; i < MAX_LISTENERS; i++)
        if (monitor->listeners[i].callback)
            monitor->listeners[i].callback(monitor->listeners[i].context, name);
    pthread_mutex_unlock(&monitor->lock);
}

static void on_plugged(void *context, const char *name)
{
    struct waiter *waiter = context;

    pthread_mutex_lock(&waiter->lock);
    if (strcmp(waiter->name, name) == 0) {
        waiter->seen = 1;
        pthread_cond_signal(&waiter->plugged_in);
    }
    pthread_mutex_unlock(&waiter->lock);
}

int wait_for_device(struct monitor *monitor, const char *name, const struct timespec *deadline)
{
    struct waiter waiter = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, name, 0};
    int rc = 0;

    int slot = monitor_add(monitor, on_plugged, &waiter);
    if (slot < 0)
        return slot;

    pthread_mutex_lock(&waiter.lock);
    while (!waiter.seen && rc == 0)
        rc = pthread_cond_timedwait(&waiter.plugged_in, &waiter.lock, deadline);
    int seen = waiter.seen;
    pthread_mutex_unlock(&waiter.lock);

    monitor_remove(monitor, slot);
    if (!seen)
        return -rc;
    return 0;
}
