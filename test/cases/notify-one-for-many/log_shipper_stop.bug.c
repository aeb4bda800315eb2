/* Log shipper: a pool of uploader threads sleeps on one condition; the request to stop is signalled to only one of them. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UPLOADERS 4

struct record {
    struct record *next;
    char text[96];
};

struct shipper {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct record *head;
    struct record **tail;
    int stopping;
    size_t bytes_sent;
    pthread_t uploaders[UPLOADERS];
};

static size_t upload(const struct record *r)
{
    size_t sum = 0;
    for (const char *p = r->text; *p; p++)
        sum += 1;
    return sum;
}

/* Takes the oldest record, or NULL when the shipper stops and is empty. */
static struct record *shipper_next(struct shipper *s)
{
    pthread_mutex_lock(&s->lock);
    while (s->head == NULL && !s->stopping)
        pthread_cond_wait(&s->wake, &s->lock);
    struct record *r = s->head;
    if (r != NULL) {
        s->head = r->next;
        if (s->head == NULL)
            s->tail = &s->head;
    }
    pthread_mutex_unlock(&s->lock);
    return r;
}

static void *uploader_main(void *arg)
{
    struct shipper *s = arg;
    struct record *r;
    while ((r = shipper_next(s)) != NULL) {
        size_t n = upload(r);
        free(r);
        pthread_mutex_lock(&s->lock);
        s->bytes_sent += n;
        pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

static void shipper_start(struct shipper *s)
{
    memset(s, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->wake, NULL);
    s->tail = &s->head;
    for (int i = 0; i < UPLOADERS; i++) {
        if (pthread_create(&s->uploaders[i], NULL, uploader_main, s) != 0) {
            fprintf(stderr, "cannot start uploader %d\n", i);
            exit(1);
        }
    }
}

static void shipper_log(struct shipper *s, const char *text)
{
    struct record *r = calloc(1, sizeof *r);
    if (r == NULL)
        return;
    snprintf(r->text, sizeof r->text, "%s", text);
    pthread_mutex_lock(&s->lock);
    *s->tail = r;
    s->tail = &r->next;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
}

static void shipper_stop(struct shipper *s)
{
    pthread_mutex_lock(&s->lock);
    s->stopping = 1;
    pthread_cond_signal(&s->wake); // finding: 's->wake'
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < UPLOADERS; i++)
        pthread_join(s->uploaders[i], NULL);
    pthread_cond_destroy(&s->wake);
    pthread_mutex_destroy(&s->lock);
}

int main(void)
{
    struct shipper s;
    shipper_start(&s);
    for (int i = 0; i < 50; i++) {
        char line[64];
        snprintf(line, sizeof line, "request %d served", i);
        shipper_log(&s, line);
    }
    shipper_stop(&s);
    printf("%zu bytes shipped\n", s.bytes_sent);
    return 0;
}
