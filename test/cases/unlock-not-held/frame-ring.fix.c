/* Capture pipeline: a camera thread fills frames from a fixed pool, a consumer
 * hands them to a codec and returns them. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POOL 6

struct frame {
    int seq;
    size_t len;
    unsigned char *data;
    struct frame *next;
};

struct frame_list {
    pthread_mutex_t lock;
    pthread_cond_t avail;
    struct frame *head;
    bool closed;
};

struct pipeline {
    struct frame_list idle;
    struct frame_list filled;
    pthread_mutex_t stat_lock;
    unsigned long encoded, bad;
};

static void list_init(struct frame_list *l)
{
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->avail, NULL);
    l->head = NULL;
    l->closed = false;
}

static void list_put(struct frame_list *l, struct frame *f)
{
    pthread_mutex_lock(&l->lock);
    f->next = l->head;
    l->head = f;
    pthread_cond_signal(&l->avail);
    pthread_mutex_unlock(&l->lock);
}

static struct frame *list_get(struct frame_list *l)
{
    struct frame *f = NULL;
    pthread_mutex_lock(&l->lock);
    while (!l->head && !l->closed)
        pthread_cond_wait(&l->avail, &l->lock);
    if (l->head) {
        f = l->head;
        l->head = f->next;
    }
    pthread_mutex_unlock(&l->lock);
    return f;
}

static void list_close(struct frame_list *l)
{
    pthread_mutex_lock(&l->lock);
    l->closed = true;
    pthread_cond_broadcast(&l->avail);
    pthread_mutex_unlock(&l->lock);
}

static bool header_ok(const struct frame *f)
{
    return f->len >= 4 && f->data[0] == 0x47;
}

static int encode(const struct frame *f)
{
    unsigned sum = 0;
    for (size_t i = 0; i < f->len; i++)
        sum += f->data[i];
    return sum % 7 == 0 ? -1 : 0;
}

static int account(struct pipeline *p, const struct frame *f)
{
    int rc = -1;

    pthread_mutex_lock(&p->stat_lock);
    if (!header_ok(f)) {
        p->bad++;
        goto out;
    }
    pthread_mutex_unlock(&p->stat_lock); /* encoding is slow */

    rc = encode(f);
    if (rc != 0)
        return rc;

    pthread_mutex_lock(&p->stat_lock);
    p->encoded++;
out:
    pthread_mutex_unlock(&p->stat_lock);
    return rc;
}

static void *camera_main(void *arg)
{
    struct pipeline *p = arg;
    for (int seq = 0; seq < 200; seq++) {
        struct frame *f = list_get(&p->idle);
        if (!f)
            break;
        f->seq = seq;
        f->len = 16 + (size_t)(seq % 16);
        memset(f->data, seq & 0xff, f->len);
        if (seq % 9)
            f->data[0] = 0x47;
        list_put(&p->filled, f);
    }
    list_close(&p->filled);
    return NULL;
}

static void *codec_main(void *arg)
{
    struct pipeline *p = arg;
    struct frame *f;
    while ((f = list_get(&p->filled)) != NULL) {
        (void)account(p, f);
        list_put(&p->idle, f);
    }
    return NULL;
}

int main(void)
{
    static struct pipeline p;
    static unsigned char storage[POOL][64];
    static struct frame frames[POOL];
    pthread_t cam, codec;

    list_init(&p.idle);
    list_init(&p.filled);
    pthread_mutex_init(&p.stat_lock, NULL);
    for (int i = 0; i < POOL; i++) {
        frames[i].data = storage[i];
        list_put(&p.idle, &frames[i]);
    }
    if (pthread_create(&codec, NULL, codec_main, &p) != 0)
        return 1;
    if (pthread_create(&cam, NULL, camera_main, &p) != 0)
        exit(1);
    pthread_join(cam, NULL);
    pthread_join(codec, NULL);
    printf("%lu encoded, %lu bad\n", p.encoded, p.bad);
    return 0;
}
