// A sorted list of timers in C, locked hand over hand: each node's lock is taken while its predecessor's is held.
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

struct timer {
    pthread_mutex_t lock;
    unsigned long due;
    struct timer *next;
};

struct timer_list {
    struct timer head; /* a sentinel */
};

static void timer_init(struct timer *timer, unsigned long due)
{
    pthread_mutex_init(&timer->lock, NULL);
    timer->due = due;
    timer->next = NULL;
}

int timer_add(struct timer_list *list, unsigned long due)
{
    struct timer *timer = malloc(sizeof *timer);
    if (!timer)
        return -1;
    timer_init(timer, due);

    struct timer *before = &list->head;
    pthread_mutex_lock(&before->lock);
    while (before->next) {
        struct timer *next = before->next;
        pthread_mutex_lock(&next->lock);
        if (next->due >= due) {
            pthread_mutex_unlock(&next->lock);
            break;
        }
        pthread_mutex_unlock(&before->lock);
        before = next;
    }
    timer->next = before->next;
    before->next = timer;
    pthread_mutex_unlock(&before->lock);
    return 0;
}

/* Removes the first timer if it is due. */
int timer_expire(struct timer_list *list, unsigned long now)
{
    pthread_mutex_lock(&list->head.lock);
    struct timer *first = list->head.next;
    if (!first) {
        pthread_mutex_unlock(&list->head.lock);
        return 0;
    }
    pthread_mutex_lock(&first->lock);
    const int due = first->due <= now;
    if (due)
        list->head.next = first->next;
    pthread_mutex_unlock(&first->lock);
    pthread_mutex_unlock(&list->head.lock);
    if (due) {
        pthread_mutex_destroy(&first->lock);
        free(first);
    }
    return due;
}

static void *feeder(void *arg)
{
    for (unsigned long due = 0; due < 100; ++due)
        if (timer_add(arg, due * 37 % 100) != 0)
            return arg;
    return NULL;
}

int main(void)
{
    static struct timer_list list;
    pthread_t thread;
    void *failed = NULL;
    int expired = 0;

    timer_init(&list.head, 0);
    if (pthread_create(&thread, NULL, feeder, &list) != 0)
        return 1;
    for (int i = 0; i < 50; ++i)
        expired += timer_expire(&list, 60);
    pthread_join(thread, &failed);
    while (timer_expire(&list, 100))
        expired++;
    pthread_mutex_destroy(&list.head.lock);
    return !failed && expired == 100 ? 0 : 1;
}
