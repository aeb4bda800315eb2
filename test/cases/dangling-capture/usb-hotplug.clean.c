/* Waits for an answer of a device, with a handler at the bus; every way out goes past the place where it is taken back. */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#define MAX_HANDLERS 4

typedef void (*bus_handler)(void *context, int status);

struct bus {
    pthread_mutex_t lock;
    bus_handler handlers[MAX_HANDLERS];
    void *contexts[MAX_HANDLERS];
};

struct answer {
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    int status;
    int done;
};

static int bus_attach(struct bus *bus, bus_handler handler, void *context)
{
    int slot = -1;

    pthread_mutex_lock(&bus->lock);
    for (int i = 0; i < MAX_HANDLERS && slot < 0; i++) {
        if (bus->handlers[i] == NULL) {
            bus->handlers[i] = handler;
            bus->contexts[i] = context;
            slot = i;
        }
    }
    pthread_mutex_unlock(&bus->lock);
    return slot;
}

static void bus_detach(struct bus *bus, int slot)
{
    pthread_mutex_lock(&bus->lock);
    bus->handlers[slot] = NULL;
    bus->contexts[slot] = NULL;
    pthread_mutex_unlock(&bus->lock);
}

void bus_report(struct bus *bus, int status)
{
    pthread_mutex_lock(&bus->lock);
    for (int i = 0; i < MAX_HANDLERS; i++)
        if (bus->handlers[i] != NULL)
            bus->handlers[i](bus->contexts[i], status);
    pthread_mutex_unlock(&bus->lock);
}

static void on_answer(void *context, int status)
{
    struct answer *answer = context;

    pthread_mutex_lock(&answer->lock);
    answer->status = status;
    answer->done = 1;
    pthread_cond_signal(&answer->arrived);
    pthread_mutex_unlock(&answer->lock);
}

int bus_ask(struct bus *bus, int (*send)(int), int question, const struct timespec *deadline)
{
    struct answer answer = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
    int rc = 0;
    int slot = bus_attach(bus, on_answer, &answer);

    if (slot < 0)
        return -ENOSPC;
    rc = send(question);
    if (rc != 0)
        goto out;
    pthread_mutex_lock(&answer.lock);
    while (!answer.done && rc == 0)
        rc = pthread_cond_timedwait(&answer.arrived, &answer.lock, deadline);
    pthread_mutex_unlock(&answer.lock);
    if (rc == 0)
        rc = answer.status;
out:
    bus_detach(bus, slot);
    return rc;
}
