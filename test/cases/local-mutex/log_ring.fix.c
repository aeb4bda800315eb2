/* In-memory log ring of a daemon; any thread may write, the ring is dumped at exit. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define RING_SIZE 256
#define LINE_MAX_LEN 80
#define WRITERS 3

enum level { LEVEL_INFO, LEVEL_WARN };

struct entry {
    enum level level;
    unsigned seq;
    char text[LINE_MAX_LEN];
};

static struct entry ring[RING_SIZE];
static unsigned next_seq;

static void log_write(enum level level, const char *fmt, ...)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    char text[LINE_MAX_LEN];
    struct entry *slot;
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    pthread_mutex_lock(&lock);
    slot = &ring[next_seq % RING_SIZE];
    slot->level = level;
    slot->seq = next_seq++;
    memcpy(slot->text, text, sizeof(text));
    pthread_mutex_unlock(&lock);
}

static void *writer_main(void *arg)
{
    const char *unit = arg;
    int i;

    for (i = 0; i < 200; i++) {
        if (i % 50 == 49)
            log_write(LEVEL_WARN, "%s: queue high (%d)", unit, i);
        else
            log_write(LEVEL_INFO, "%s: tick %d", unit, i);
    }
    return NULL;
}

/* Called at exit, when no writer is left. */
static void log_dump(FILE *out)
{
    unsigned seq = next_seq > RING_SIZE ? next_seq - RING_SIZE : 0;

    for (; seq < next_seq; seq++) {
        const struct entry *e = &ring[seq % RING_SIZE];
        fprintf(out, "%u %c %s\n", e->seq, e->level == LEVEL_WARN ? 'W' : 'I', e->text);
    }
}

int main(void)
{
    static char units[WRITERS][8] = {"net", "disk", "timer"};
    pthread_t threads[WRITERS];
    int started = 0;

    while (started < WRITERS) {
        if (pthread_create(&threads[started], NULL, writer_main, units[started]) != 0)
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    log_dump(stdout);
    return started == WRITERS ? 0 : 1;
}
