/* Routes that are copied as a whole under the table's lock, each copy with a lock made new; what is copied out for printing
   is never locked. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct route {
    pthread_rwlock_t lock;
    char target[16];
    int metric;
};

static const struct route blank = {PTHREAD_RWLOCK_INITIALIZER, "", -1};
static struct route routes[4];

static void route_clear(struct route *r)
{
    *r = blank;
}

static void route_set(struct route *r, const char *target, int metric)
{
    pthread_rwlock_wrlock(&r->lock);
    snprintf(r->target, sizeof(r->target), "%s", target);
    r->metric = metric;
    pthread_rwlock_unlock(&r->lock);
}

static void route_fork(struct route *to, struct route *from)
{
    pthread_rwlock_rdlock(&from->lock);
    *to = *from;
    pthread_rwlock_unlock(&from->lock);
    pthread_rwlock_init(&to->lock, NULL);
}

static int route_metric(struct route *r)
{
    struct route seen;

    pthread_rwlock_rdlock(&r->lock);
    memcpy(&seen, r, sizeof(seen));
    pthread_rwlock_unlock(&r->lock);
    return seen.metric;
}

static void *updater(void *arg)
{
    struct route *r = arg;

    for (int i = 0; i < 100; i++)
        route_set(r, "10.0.0.0", i);
    return NULL;
}

int main(void)
{
    pthread_t thread;

    for (int i = 0; i < 4; i++)
        route_clear(&routes[i]);
    if (pthread_create(&thread, NULL, updater, &routes[0]) != 0)
        return 1;
    route_fork(&routes[1], &routes[0]);
    printf("%d\n", route_metric(&routes[1]));
    pthread_join(thread, NULL);
    return 0;
}
