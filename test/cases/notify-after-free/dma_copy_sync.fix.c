/* DMA engine: dma_copy_sync() keeps its transfer on the stack; the channel thread signals it with its mutex held. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dma_transfer {
    struct dma_transfer *next;
    void *dst;
    const void *src;
    size_t len;
    pthread_mutex_t lock;
    pthread_cond_t finished;
    bool done;
    int error;
};

struct dma_channel {
    pthread_mutex_t lock;
    pthread_cond_t doorbell;
    struct dma_transfer *first, *last;
    bool shutdown;
    pthread_t thread;
};

static int dma_program(const struct dma_transfer *t)
{
    if (t->dst == NULL || t->src == NULL)
        return -1;
    memcpy(t->dst, t->src, t->len);
    return 0;
}

static void dma_complete(struct dma_transfer *t, int error)
{
    pthread_mutex_lock(&t->lock);
    t->error = error;
    t->done = true;
    pthread_cond_signal(&t->finished);
    pthread_mutex_unlock(&t->lock);
}

static void *dma_channel_main(void *arg)
{
    struct dma_channel *ch = arg;
    for (;;) {
        pthread_mutex_lock(&ch->lock);
        while (ch->first == NULL && !ch->shutdown)
            pthread_cond_wait(&ch->doorbell, &ch->lock);
        struct dma_transfer *t = ch->first;
        if (t != NULL)
            ch->first = t->next;
        pthread_mutex_unlock(&ch->lock);
        if (t == NULL)
            return NULL;
        dma_complete(t, dma_program(t));
    }
}

static void dma_queue(struct dma_channel *ch, struct dma_transfer *t)
{
    pthread_mutex_lock(&ch->lock);
    t->next = NULL;
    if (ch->first == NULL)
        ch->first = t;
    else
        ch->last->next = t;
    ch->last = t;
    pthread_cond_signal(&ch->doorbell);
    pthread_mutex_unlock(&ch->lock);
}

static int dma_copy_sync(struct dma_channel *ch, void *dst, const void *src, size_t len)
{
    struct dma_transfer t = { .dst = dst, .src = src, .len = len };
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.finished, NULL);

    dma_queue(ch, &t);

    pthread_mutex_lock(&t.lock);
    while (!t.done)
        pthread_cond_wait(&t.finished, &t.lock);
    pthread_mutex_unlock(&t.lock);

    pthread_cond_destroy(&t.finished);
    pthread_mutex_destroy(&t.lock);
    return t.error;
}

int main(void)
{
    struct dma_channel ch = { .lock = PTHREAD_MUTEX_INITIALIZER, .doorbell = PTHREAD_COND_INITIALIZER };
    char frame[32] = "frame 0", copy[32];
    int errors = 0;

    if (pthread_create(&ch.thread, NULL, dma_channel_main, &ch) != 0)
        return 1;
    for (int i = 0; i < 100; i++)
        errors += dma_copy_sync(&ch, i % 10 == 9 ? NULL : copy, frame, sizeof frame) != 0;

    pthread_mutex_lock(&ch.lock);
    ch.shutdown = true;
    pthread_cond_signal(&ch.doorbell);
    pthread_mutex_unlock(&ch.lock);
    pthread_join(ch.thread, NULL);
    printf("%d transfers failed\n", errors);
    return errors == 10 ? EXIT_SUCCESS : EXIT_FAILURE;
}
