// A routing table whose lock prefers writers; a look-up that finds nothing gives the lock back before it asks for the default gateway.
#define _GNU_SOURCE
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_ROUTES 8

struct route {
    uint32_t prefix;
    uint32_t mask;
    uint32_t gateway;
};

static struct {
    pthread_rwlock_t lock;
    struct route routes[MAX_ROUTES];
    size_t count;
    uint32_t fallback;
} table = {.lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP};

static uint32_t route_default(void)
{
    uint32_t gateway;

    pthread_rwlock_rdlock(&table.lock);
    gateway = table.fallback;
    pthread_rwlock_unlock(&table.lock);
    return gateway;
}

static uint32_t route_lookup(uint32_t address)
{
    uint32_t gateway = 0;

    pthread_rwlock_rdlock(&table.lock);
    for (size_t i = 0; i < table.count && gateway == 0; i++)
        if ((address & table.routes[i].mask) == table.routes[i].prefix)
            gateway = table.routes[i].gateway;
    pthread_rwlock_unlock(&table.lock);
    if (gateway == 0)
        gateway = route_default();
    return gateway;
}

static int route_add(struct route route)
{
    int rc = -1;

    pthread_rwlock_wrlock(&table.lock);
    if (route.mask == 0) {
        table.fallback = route.gateway;
        rc = 0;
    } else if (table.count < MAX_ROUTES) {
        table.routes[table.count++] = route;
        rc = 0;
    }
    pthread_rwlock_unlock(&table.lock);
    return rc;
}

static void *daemon_main(void *result)
{
    *(int *)result = route_add((struct route){0x0a000000, 0xff000000, 7});
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int added = -1;

    if (route_add((struct route){0, 0, 1}) != 0)
        return 1;
    if (pthread_create(&thread, NULL, daemon_main, &added) != 0)
        return 1;
    uint32_t early = route_lookup(0x0a000001);
    pthread_join(thread, NULL);
    return added == 0 && early != 0 && route_lookup(0x0a000001) == 7 && route_default() == 1 ? 0 : 1;
}
