// A USB endpoint's request queue; submitting to a halted endpoint completes the request after the lock is given back.
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

struct request {
    struct request *next;
    size_t length;
    int status;
};

struct endpoint {
    pthread_mutex_t lock;
    struct request *head;
    struct request **tail;
    int halted;
    unsigned completed;
    unsigned failed;
};

void endpoint_init(struct endpoint *ep)
{
    pthread_mutex_init(&ep->lock, NULL);
    ep->head = NULL;
    ep->tail = &ep->head;
    ep->halted = 0;
    ep->completed = 0;
    ep->failed = 0;
}

static void endpoint_account(struct endpoint *ep, int status)
{
    pthread_mutex_lock(&ep->lock);
    ep->completed++;
    if (status != 0)
        ep->failed++;
    pthread_mutex_unlock(&ep->lock);
}

static void request_complete(struct endpoint *ep, struct request *request, int status)
{
    request->status = status;
    endpoint_account(ep, status);
}

int endpoint_submit(struct endpoint *ep, struct request *request)
{
    pthread_mutex_lock(&ep->lock);
    if (ep->halted) {
        pthread_mutex_unlock(&ep->lock);
        request_complete(ep, request, -EPIPE);
        return -EPIPE;
    }
    request->next = NULL;
    *ep->tail = request;
    ep->tail = &request->next;
    pthread_mutex_unlock(&ep->lock);
    return 0;
}

void endpoint_halt(struct endpoint *ep)
{
    pthread_mutex_lock(&ep->lock);
    struct request *pending = ep->head;
    ep->head = NULL;
    ep->tail = &ep->head;
    ep->halted = 1;
    pthread_mutex_unlock(&ep->lock);

    while (pending) {
        struct request *next = pending->next;
        request_complete(ep, pending, -ESHUTDOWN);
        pending = next;
    }
}

int main(void)
{
    struct endpoint ep;
    struct request first = {NULL, 64, 0}, second = {NULL, 8, 0};
    endpoint_init(&ep);
    if (endpoint_submit(&ep, &first) != 0)
        return 1;
    endpoint_halt(&ep);
    const int rc = endpoint_submit(&ep, &second);
    pthread_mutex_destroy(&ep.lock);
    return rc == -EPIPE && first.status == -ESHUTDOWN && ep.failed == 2 ? 0 : 1;
}
