// Table of outstanding RPC calls with deadlines; expiry reports each late call to its owner with the table locked, so an owner that retries through calls_add() locks itself out.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct call {
    uint32_t id;
    uint64_t deadline;
    void (*on_timeout)(uint32_t id, void *user);
    void *user;
    struct call *next;
};

struct call_table {
    pthread_mutex_t mu;
    struct call *head;
    size_t outstanding;
};

bool calls_add(struct call_table *t, uint32_t id, uint64_t deadline, void (*on_timeout)(uint32_t, void *), void *user)
{
    struct call *c = malloc(sizeof *c);
    if (c == NULL)
        return false;
    *c = (struct call){.id = id, .deadline = deadline, .on_timeout = on_timeout, .user = user};
    pthread_mutex_lock(&t->mu);
    c->next = t->head;
    t->head = c;
    t->outstanding++;
    pthread_mutex_unlock(&t->mu);
    return true;
}

bool calls_answered(struct call_table *t, uint32_t id)
{
    struct call *hit = NULL;
    pthread_mutex_lock(&t->mu);
    for (struct call **pp = &t->head; *pp != NULL; pp = &(*pp)->next) {
        if ((*pp)->id == id) {
            hit = *pp;
            *pp = hit->next;
            t->outstanding--;
            break;
        }
    }
    pthread_mutex_unlock(&t->mu);
    free(hit);
    return hit != NULL;
}

size_t calls_outstanding(struct call_table *t)
{
    pthread_mutex_lock(&t->mu);
    const size_t n = t->outstanding;
    pthread_mutex_unlock(&t->mu);
    return n;
}

unsigned calls_expire(struct call_table *t, uint64_t now)
{
    unsigned late = 0;

    pthread_mutex_lock(&t->mu);
    struct call **pp = &t->head;
    while (*pp != NULL) {
        struct call *c = *pp;
        if (c->deadline > now) {
            pp = &c->next;
            continue;
        }
        *pp = c->next;
        t->outstanding--;
        c->on_timeout(c->id, c->user); // finding: 'on_timeout'
        free(c);
        late++;
    }
    pthread_mutex_unlock(&t->mu);
    return late;
}
