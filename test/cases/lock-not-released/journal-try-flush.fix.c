// A journal that any thread may flush opportunistically.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;
static char pending[4096];
static size_t pending_len;
static int journal_fd = STDERR_FILENO;

void journal_open_on(int fd)
{
    pthread_mutex_lock(&journal_lock);
    journal_fd = fd;
    pthread_mutex_unlock(&journal_lock);
}

int journal_append(const char *record, size_t len)
{
    int rc = pthread_mutex_lock(&journal_lock);
    if (rc != 0)
        return -rc;
    if (len > sizeof pending - pending_len) {
        pthread_mutex_unlock(&journal_lock);
        return -ENOSPC;
    }
    memcpy(pending + pending_len, record, len);
    pending_len += len;
    pthread_mutex_unlock(&journal_lock);
    return 0;
}

/* Returns the number of bytes flushed, 0 if another thread is at it, or -errno. */
int journal_try_flush(void)
{
    int rc = pthread_mutex_trylock(&journal_lock);
    if (rc == EBUSY)
        return 0;
    if (rc != 0)
        return -rc;

    size_t done = 0;
    while (done < pending_len) {
        ssize_t n = write(journal_fd, pending + done, pending_len - done);
        if (n < 0) {
            int error = errno;
            if (error == EINTR)
                continue;
            memmove(pending, pending + done, pending_len - done);
            pending_len -= done;
            pthread_mutex_unlock(&journal_lock);
            return -error;
        }
        done += (size_t)n;
    }
    pending_len = 0;
    pthread_mutex_unlock(&journal_lock);
    return (int)done;
}
