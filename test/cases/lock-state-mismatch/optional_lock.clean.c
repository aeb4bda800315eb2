/* A table that is only locked where it is shared, as its maker said once. */
#include <pthread.h>
#include <stdlib.h>

struct table {
    int shared;
    pthread_mutex_t lock;
    int rows[16];
};

struct table *table_make(int shared)
{
    struct table *t = calloc(1, sizeof *t);

    if (!t)
        return NULL;
    t->shared = shared;
    if (shared && pthread_mutex_init(&t->lock, NULL) != 0) {
        free(t);
        return NULL;
    }
    return t;
}

int table_sum(struct table *t)
{
    int sum = 0;

    if (t->shared)
        pthread_mutex_lock(&t->lock);
    for (int i = 0; i < 16; i++)
        sum += t->rows[i];
    if (t->shared)
        pthread_mutex_unlock(&t->lock);
    return sum;
}
