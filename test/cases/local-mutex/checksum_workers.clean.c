/* Checksums of file blocks: a mutex on main's stack is shared by address with the worker threads, which main joins. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BLOCKS 64
#define BLOCK_SIZE 128
#define WORKERS 3

struct progress {
    int next_block;
    int done;
    uint32_t combined;
};

struct worker {
    pthread_mutex_t *lock;
    struct progress *progress;
    const unsigned char *data;
};

static uint32_t block_checksum(const unsigned char *block)
{
    uint32_t a = 1, b = 0;

    for (int i = 0; i < BLOCK_SIZE; i++) {
        a = (a + block[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;

    for (;;) {
        int block;
        uint32_t sum;

        pthread_mutex_lock(w->lock);
        block = w->progress->next_block++;
        pthread_mutex_unlock(w->lock);
        if (block >= BLOCKS)
            return NULL;

        sum = block_checksum(w->data + block * BLOCK_SIZE);

        pthread_mutex_lock(w->lock);
        w->progress->combined ^= sum;
        w->progress->done++;
        pthread_mutex_unlock(w->lock);
    }
}

int main(void)
{
    static unsigned char data[BLOCKS * BLOCK_SIZE];
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    struct progress progress = {0, 0, 0};
    struct worker shared = {&lock, &progress, data};
    pthread_t threads[WORKERS];
    int started = 0;
    int done;

    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (unsigned char)(i * 37);

    for (; started < WORKERS; started++) {
        if (pthread_create(&threads[started], NULL, worker_main, &shared) != 0)
            break;
    }
    if (started == 0)
        worker_main(&shared);

    pthread_mutex_lock(&lock);
    done = progress.done;
    pthread_mutex_unlock(&lock);
    printf("%d of %d blocks so far\n", done, BLOCKS);

    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&lock);
    printf("checksum %08x\n", (unsigned)progress.combined);
    return progress.done == BLOCKS ? 0 : 1;
}
