// Slab of packet buffers with allocation hooks from the embedding application; the hooks get memory and give it back inside the slab's lock, as malloc and free would.
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct slab_hooks {
    void *(*alloc_fn)(size_t size, void *ctx);
    void (*free_fn)(void *ptr, void *ctx);
    void *ctx;
};

struct slab_buf {
    struct slab_buf *next;
};

struct slab {
    pthread_mutex_t lock;
    struct slab_hooks hooks;
    size_t buf_size;
    size_t keep;
    size_t cached;
    size_t out;
    struct slab_buf *free_list;
};

void slab_init(struct slab *s, size_t buf_size, size_t keep, const struct slab_hooks *hooks)
{
    *s = (struct slab){.hooks = *hooks, .keep = keep};
    s->buf_size = buf_size < sizeof(struct slab_buf) ? sizeof(struct slab_buf) : buf_size;
    pthread_mutex_init(&s->lock, NULL);
}

void *slab_get(struct slab *s)
{
    pthread_mutex_lock(&s->lock);
    struct slab_buf *buf = s->free_list;
    if (buf != NULL) {
        s->free_list = buf->next;
        s->cached--;
    } else {
        buf = s->hooks.alloc_fn(s->buf_size, s->hooks.ctx);
    }
    if (buf != NULL)
        s->out++;
    pthread_mutex_unlock(&s->lock);
    return buf;
}

void slab_put(struct slab *s, void *ptr)
{
    struct slab_buf *buf = ptr;
    pthread_mutex_lock(&s->lock);
    s->out--;
    if (s->cached < s->keep) {
        buf->next = s->free_list;
        s->free_list = buf;
        s->cached++;
    } else {
        s->hooks.free_fn(buf, s->hooks.ctx);
    }
    pthread_mutex_unlock(&s->lock);
}

void slab_trim(struct slab *s)
{
    pthread_mutex_lock(&s->lock);
    while (s->free_list != NULL) {
        struct slab_buf *buf = s->free_list;
        s->free_list = buf->next;
        s->hooks.free_fn(buf, s->hooks.ctx);
    }
    s->cached = 0;
    pthread_mutex_unlock(&s->lock);
}

/* The counters need no lock of their own: the slab calls one hook at a time. */
struct heap_stats {
    size_t allocs;
    size_t frees;
};

static void *counted_alloc(size_t size, void *ctx)
{
    ((struct heap_stats *)ctx)->allocs++;
    return malloc(size);
}

static void counted_free(void *ptr, void *ctx)
{
    ((struct heap_stats *)ctx)->frees++;
    free(ptr);
}

static void *receiver_main(void *arg)
{
    for (int i = 0; i < 1000; i++) {
        void *a = slab_get(arg);
        if (a != NULL)
            slab_put(arg, a);
    }
    return NULL;
}

int main(void)
{
    struct heap_stats stats = {0, 0};
    const struct slab_hooks hooks = {counted_alloc, counted_free, &stats};
    struct slab slab;
    pthread_t receiver;
    slab_init(&slab, 1500, 2, &hooks);
    bool started = pthread_create(&receiver, NULL, receiver_main, &slab) == 0;
    receiver_main(&slab);
    if (started)
        pthread_join(receiver, NULL);
    slab_trim(&slab);
    printf("%zu allocs, %zu frees, %zu out\n", stats.allocs, stats.frees, slab.out);
    return 0;
}
