/* Message hub (C11 threads): producers post messages to a mailbox that several
 * delivery threads drain; a gate holds producers back while the hub is paused. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>

#define CAP 8
#define WORKERS 3

struct message {
    int to;
    char text[32];
};

struct mailbox {
    mtx_t mu;
    cnd_t not_empty;
    cnd_t not_full;
    struct message buf[CAP];
    unsigned count, first;
    bool closed;
};

struct gate {
    mtx_t mu;
    cnd_t opened;
    bool open;
};

static struct mailbox box;
static struct gate gate;
static atomic_uint delivered;

static bool box_idle(const struct mailbox *b)
{
    return b->count == 0 && !b->closed;
}

static void box_post(struct mailbox *b, const struct message *m)
{
    mtx_lock(&b->mu);
    while (b->count == CAP)
        cnd_wait(&b->not_full, &b->mu);
    b->buf[(b->first + b->count) % CAP] = *m;
    b->count++;
    cnd_broadcast(&b->not_empty);
    mtx_unlock(&b->mu);
}

/* false when the box is closed and empty */
static bool box_fetch(struct mailbox *b, struct message *out)
{
    mtx_lock(&b->mu);
    while (box_idle(b))
        cnd_wait(&b->not_empty, &b->mu);
    if (b->closed && b->count == 0) {
        mtx_unlock(&b->mu);
        return false;
    }
    *out = b->buf[b->first];
    b->first = (b->first + 1) % CAP;
    b->count--;
    cnd_signal(&b->not_full);
    mtx_unlock(&b->mu);
    return true;
}

static void box_close(struct mailbox *b)
{
    mtx_lock(&b->mu);
    b->closed = true;
    cnd_broadcast(&b->not_empty);
    mtx_unlock(&b->mu);
}

static void gate_pass(struct gate *g)
{
    mtx_lock(&g->mu);
    for (;;) {
        if (g->open)
            break;
        cnd_wait(&g->opened, &g->mu);
    }
    mtx_unlock(&g->mu);
}

static void gate_open(struct gate *g)
{
    mtx_lock(&g->mu);
    g->open = true;
    mtx_unlock(&g->mu);
    cnd_broadcast(&g->opened);
}

static int deliver_main(void *arg)
{
    (void)arg;
    struct message m;
    while (box_fetch(&box, &m))
        atomic_fetch_add(&delivered, 1);
    return 0;
}

static int producer_main(void *arg)
{
    int who = *(const int *)arg;
    gate_pass(&gate);
    for (int i = 0; i < 50; i++) {
        struct message m = {.to = who};
        snprintf(m.text, sizeof m.text, "hello %d/%d", who, i);
        box_post(&box, &m);
    }
    return 0;
}

static bool hub_init(void)
{
    return mtx_init(&box.mu, mtx_plain) == thrd_success &&
           cnd_init(&box.not_empty) == thrd_success &&
           cnd_init(&box.not_full) == thrd_success &&
           mtx_init(&gate.mu, mtx_plain) == thrd_success &&
           cnd_init(&gate.opened) == thrd_success;
}

int main(void)
{
    static int ids[2] = {1, 2};
    thrd_t workers[WORKERS], producers[2];

    if (!hub_init())
        return 1;
    for (int i = 0; i < WORKERS; i++)
        if (thrd_create(&workers[i], deliver_main, NULL) != thrd_success)
            return 1;
    for (int i = 0; i < 2; i++)
        if (thrd_create(&producers[i], producer_main, &ids[i]) != thrd_success)
            return 1;
    gate_open(&gate);
    for (int i = 0; i < 2; i++)
        thrd_join(producers[i], NULL);
    box_close(&box);
    for (int i = 0; i < WORKERS; i++)
        thrd_join(workers[i], NULL);
    printf("%u delivered\n", atomic_load(&delivered));
    return 0;
}
