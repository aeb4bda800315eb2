// A disk cache in C: a recursive pthread mutex, a lock that the caller may have, a clean-up that locks after the unlock, and two objects of one type.
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct bucket {
    pthread_mutex_t lock;
    unsigned entries;
};

struct cache {
    pthread_mutex_t config_lock; /* recursive */
    unsigned limit;
    unsigned evictions;
    struct bucket hot;
    struct bucket cold;
};

int cache_init(struct cache *cache, unsigned limit)
{
    pthread_mutexattr_t attr;
    int rc = pthread_mutexattr_init(&attr);
    if (rc != 0)
        return -rc;
    rc = pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    if (rc == 0)
        rc = pthread_mutex_init(&cache->config_lock, &attr);
    pthread_mutexattr_destroy(&attr);
    if (rc != 0)
        return -rc;
    pthread_mutex_init(&cache->hot.lock, NULL);
    pthread_mutex_init(&cache->cold.lock, NULL);
    cache->hot.entries = cache->cold.entries = 0;
    cache->limit = limit;
    cache->evictions = 0;
    return 0;
}

unsigned cache_limit(struct cache *cache)
{
    pthread_mutex_lock(&cache->config_lock);
    unsigned limit = cache->limit;
    pthread_mutex_unlock(&cache->config_lock);
    return limit;
}

void cache_grow(struct cache *cache, unsigned by)
{
    pthread_mutex_lock(&cache->config_lock);
    cache->limit = cache_limit(cache) + by;
    pthread_mutex_unlock(&cache->config_lock);
}

static void bucket_add(struct bucket *bucket, int by, bool locked)
{
    if (!locked)
        pthread_mutex_lock(&bucket->lock);
    bucket->entries += (unsigned)by;
    if (!locked)
        pthread_mutex_unlock(&bucket->lock);
}

/* Cools one entry down: always hot before cold. */
int cache_cool(struct cache *cache)
{
    int rc = 0;
    pthread_mutex_lock(&cache->hot.lock);
    if (cache->hot.entries == 0) {
        rc = -ENOENT;
        goto out;
    }
    bucket_add(&cache->hot, -1, true);
    bucket_add(&cache->cold, 1, false);
out:
    pthread_mutex_unlock(&cache->hot.lock);
    return rc;
}

int cache_insert(struct cache *cache)
{
    const unsigned limit = cache_limit(cache);
    pthread_mutex_lock(&cache->hot.lock);
    if (cache->hot.entries < limit) {
        cache->hot.entries++;
        pthread_mutex_unlock(&cache->hot.lock);
        return 0;
    }
    pthread_mutex_unlock(&cache->hot.lock);

    int rc = cache_cool(cache);
    if (rc == 0)
        bucket_add(&cache->hot, 1, false);
    return rc;
}

int main(void)
{
    struct cache cache;
    if (cache_init(&cache, 1) != 0)
        return 1;
    cache_grow(&cache, 1);
    for (int i = 0; i < 3; ++i)
        if (cache_insert(&cache) != 0)
            return 1;
    return cache.hot.entries == 2 && cache.cold.entries == 1 ? 0 : 1;
}
