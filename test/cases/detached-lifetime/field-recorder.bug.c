#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RING 64
#define FRAME 512

struct recorder {
    FILE *out;
    pthread_mutex_t lock;
    pthread_cond_t more;
    short frames[RING][FRAME];
    unsigned head, tail;
    int stop;
};

static void *writer_main(void *arg)
{
    struct recorder *rec = arg;
    short frame[FRAME];

    for (;;) {
        pthread_mutex_lock(&rec->lock);
        while (!rec->stop && rec->head == rec->tail)
            pthread_cond_wait(&rec->more, &rec->lock);
        if (rec->head == rec->tail) {
            pthread_mutex_unlock(&rec->lock);
            return NULL;
        }
        memcpy(frame, rec->frames[rec->tail % RING], sizeof(frame));
        rec->tail++;
        pthread_mutex_unlock(&rec->lock);
        (void)fwrite(frame, sizeof(frame), 1, rec->out);
    }
}

static int start_writer(struct recorder *rec)
{
    pthread_attr_t attr;
    pthread_t tid;
    int err;

    err = pthread_attr_init(&attr);
    if (err)
        return err;
    err = pthread_attr_setstacksize(&attr, 256 * 1024);
    if (!err)
        err = pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    if (!err)
        err = pthread_create(&tid, &attr, writer_main, rec); // finding: rec
    (void)pthread_attr_destroy(&attr);
    return err;
}

static void recorder_free(struct recorder *rec)
{
    (void)pthread_cond_destroy(&rec->more);
    (void)pthread_mutex_destroy(&rec->lock);
    fclose(rec->out);
    free(rec);
}

struct recorder *recorder_open(const char *path)
{
    struct recorder *rec = calloc(1, sizeof(*rec));

    if (!rec)
        return NULL;
    rec->out = fopen(path, "wb");
    if (!rec->out) {
        free(rec);
        return NULL;
    }
    if (pthread_mutex_init(&rec->lock, NULL) != 0) {
        fclose(rec->out);
        free(rec);
        return NULL;
    }
    if (pthread_cond_init(&rec->more, NULL) != 0) {
        (void)pthread_mutex_destroy(&rec->lock);
        fclose(rec->out);
        free(rec);
        return NULL;
    }
    if (start_writer(rec) != 0) {
        recorder_free(rec);
        return NULL;
    }
    return rec;
}

/* Called from the audio interrupt thread; a full ring drops the frame. */
int recorder_push(struct recorder *rec, const short *frame)
{
    int stored = 0;

    pthread_mutex_lock(&rec->lock);
    if (!rec->stop && rec->head - rec->tail < RING) {
        memcpy(rec->frames[rec->head % RING], frame, FRAME * sizeof(*frame));
        rec->head++;
        stored = 1;
        pthread_cond_signal(&rec->more);
    }
    pthread_mutex_unlock(&rec->lock);
    return stored;
}

void recorder_close(struct recorder *rec)
{
    pthread_mutex_lock(&rec->lock);
    rec->stop = 1;
    pthread_cond_signal(&rec->more);
    pthread_mutex_unlock(&rec->lock);
    recorder_free(rec);
}
