/* A detached reader that frees the line it was given when it is done with it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct line {
    int fd;
    long bytes;
};

static void line_free(struct line *line)
{
    close(line->fd);
    free(line);
}

static void *reader_main(void *arg)
{
    struct line *line = arg;
    char buffer[256];
    ssize_t count;

    while ((count = read(line->fd, buffer, sizeof buffer)) > 0)
        line->bytes += count;
    fprintf(stderr, "%ld bytes\n", line->bytes);
    line_free(line);
    return NULL;
}

int modem_start(int fd)
{
    pthread_attr_t attr;
    pthread_t reader;
    struct line *line = calloc(1, sizeof *line);
    int rc;

    if (line == NULL)
        return -1;
    line->fd = fd;
    rc = pthread_attr_init(&attr);
    if (rc != 0) {
        free(line);
        return -1;
    }
    (void)pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    rc = pthread_create(&reader, &attr, reader_main, line);
    (void)pthread_attr_destroy(&attr);
    if (rc != 0) {
        line_free(line);
        return -1;
    }
    return 0;
}
