// A full-text index in C: helpers that want the read lock held, a caller that may hold it, and two indices of one type, read in their order.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define MAX_WORDS 16

struct text_index {
    pthread_rwlock_t lock;
    char words[MAX_WORDS][16];
    unsigned hits[MAX_WORDS];
    size_t count;
};

static struct text_index titles = {.lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP};
static struct text_index bodies = {.lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP};

/* With the lock held, for reading at least. */
static int find_word_locked(const struct text_index *index, const char *word)
{
    for (size_t i = 0; i < index->count; ++i)
        if (strcmp(index->words[i], word) == 0)
            return (int)i;
    return -1;
}

static unsigned hits_of(struct text_index *index, const char *word, bool have_lock)
{
    if (!have_lock)
        pthread_rwlock_rdlock(&index->lock);
    const int at = find_word_locked(index, word);
    const unsigned hits = at < 0 ? 0 : index->hits[at];
    if (!have_lock)
        pthread_rwlock_unlock(&index->lock);
    return hits;
}

int index_add(struct text_index *index, const char *word)
{
    int rc = 0;

    if (strlen(word) >= sizeof index->words[0])
        return -EINVAL;
    pthread_rwlock_wrlock(&index->lock);
    const int at = find_word_locked(index, word);
    if (at >= 0) {
        index->hits[at]++;
    } else if (index->count < MAX_WORDS) {
        strcpy(index->words[index->count], word);
        index->hits[index->count++] = 1;
    } else {
        rc = -ENOSPC;
    }
    pthread_rwlock_unlock(&index->lock);
    return rc;
}

/* Both indices at one moment: titles before bodies, as everywhere. */
unsigned search(const char *first, const char *second)
{
    unsigned score = 0;

    pthread_rwlock_rdlock(&titles.lock);
    score += 3 * hits_of(&titles, first, true);
    score += 3 * hits_of(&titles, second, true);
    score += hits_of(&bodies, first, false);
    score += hits_of(&bodies, second, false);
    pthread_rwlock_unlock(&titles.lock);
    return score;
}

static void *feeder(void *arg)
{
    for (int i = 0; i < 50; ++i)
        if (index_add(arg, "lock") != 0)
            return arg;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    void *failed = NULL;
    unsigned score = 0;

    if (index_add(&titles, "lock") != 0 || index_add(&titles, "order") != 0)
        return 1;
    if (pthread_create(&thread, NULL, feeder, &bodies) != 0)
        return 1;
    for (int i = 0; i < 20; ++i)
        score = search("lock", "order");
    pthread_join(thread, &failed);
    return !failed && score >= 6 && search("lock", "order") == 56 && hits_of(&titles, "none", false) == 0 ? 0 : 1;
}
