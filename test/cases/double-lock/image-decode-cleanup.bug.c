// An image cache; the error path that is reached with the cache locked calls a clean-up that locks the cache.
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_SLOTS 16

struct image {
    unsigned id;
    size_t size;
    unsigned char *pixels;
};

static struct {
    pthread_mutex_t lock;
    struct image *slots[CACHE_SLOTS];
    size_t bytes;
    unsigned discarded;
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void image_discard(struct image *image)
{
    if (!image)
        return;
    free(image->pixels);
    free(image);
    pthread_mutex_lock(&cache.lock);
    cache.discarded++;
    pthread_mutex_unlock(&cache.lock);
}

int image_store(unsigned id, const unsigned char *data, size_t size)
{
    int rc = -ENOMEM;
    unsigned slot = id % CACHE_SLOTS;
    struct image *image = calloc(1, sizeof *image);

    if (!image)
        goto fail;
    image->id = id;
    image->size = size;
    image->pixels = malloc(size);
    if (!image->pixels)
        goto fail;
    memcpy(image->pixels, data, size);

    pthread_mutex_lock(&cache.lock);
    if (cache.bytes + size > 1024) {
        rc = -ENOSPC;
        goto fail_locked;
    }
    if (cache.slots[slot]) {
        rc = -EEXIST;
        goto fail_locked;
    }
    cache.slots[slot] = image;
    cache.bytes += size;
    pthread_mutex_unlock(&cache.lock);
    return 0;

fail_locked:
    image_discard(image); // finding: 'cache.lock'
    pthread_mutex_unlock(&cache.lock);
    return rc;
fail:
    image_discard(image);
    return rc;
}

int main(void)
{
    static const unsigned char grey[64] = {128};
    if (image_store(1, grey, sizeof grey) != 0 || image_store(17, grey, sizeof grey) != -EEXIST)
        return 1;

    pthread_mutex_lock(&cache.lock);
    struct image *image = cache.slots[1];
    cache.slots[1] = NULL;
    pthread_mutex_unlock(&cache.lock);
    image_discard(image);
    return 0;
}
