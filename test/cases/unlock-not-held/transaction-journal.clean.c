// A transaction journal in C: begin locks and commit or abort unlock, the error path knows how far it got, and one unlock serves readers and writers.
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

struct journal {
    pthread_mutex_t lock;
    pthread_rwlock_t checkpoint_lock;
    char log[256];
    size_t used;
    size_t mark;
    unsigned commits;
};

static struct journal journal = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .checkpoint_lock = PTHREAD_RWLOCK_INITIALIZER,
};

int journal_begin(struct journal *j)
{
    int rc = pthread_mutex_trylock(&j->lock);
    if (rc == EBUSY)
        rc = pthread_mutex_lock(&j->lock);
    if (rc == 0)
        j->mark = j->used;
    return rc;
}

int journal_write(struct journal *j, const char *text)
{
    size_t length = strlen(text);
    if (j->used + length > sizeof j->log)
        return -ENOSPC;
    memcpy(j->log + j->used, text, length);
    j->used += length;
    return 0;
}

void journal_commit(struct journal *j)
{
    j->commits++;
    pthread_mutex_unlock(&j->lock);
}

void journal_abort(struct journal *j)
{
    j->used = j->mark;
    pthread_mutex_unlock(&j->lock);
}

int journal_append_all(struct journal *j, const char *const *lines, size_t count)
{
    int rc, step = 0;

    rc = pthread_rwlock_rdlock(&j->checkpoint_lock);
    if (rc != 0)
        goto out;
    step = 1;
    rc = journal_begin(j);
    if (rc != 0)
        goto out;
    step = 2;
    for (size_t i = 0; i < count; ++i) {
        rc = journal_write(j, lines[i]);
        if (rc != 0)
            goto out;
    }
    journal_commit(j);
    step = 1;

out:
    switch (step) {
    case 2:
        journal_abort(j);
        /* fall through */
    case 1:
        pthread_rwlock_unlock(&j->checkpoint_lock);
    }
    return rc;
}

size_t journal_checkpoint(struct journal *j, int only_look)
{
    if (only_look)
        pthread_rwlock_rdlock(&j->checkpoint_lock);
    else
        pthread_rwlock_wrlock(&j->checkpoint_lock);
    pthread_mutex_lock(&j->lock);
    size_t used = j->used;
    if (!only_look)
        j->used = 0;
    pthread_mutex_unlock(&j->lock);
    pthread_rwlock_unlock(&j->checkpoint_lock);
    return used;
}

int main(void)
{
    static const char *const good[] = {"insert 1;", "insert 2;"};
    static const char huge[300] = {[0 ... 298] = 'x'};
    const char *const bad[] = {"insert 3;", huge};
    if (journal_append_all(&journal, good, 2) != 0 || journal_append_all(&journal, bad, 2) != -ENOSPC)
        return 1;
    return journal_checkpoint(&journal, 1) == 18 && journal_checkpoint(&journal, 0) == 18 ? 0 : 1;
}
