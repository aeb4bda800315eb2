/* Print spooler: the client frees its ticket as soon as it is printed, but the spooler broadcasts on the ticket's condition after unlocking. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_QUEUED 16

enum ticket_state { TICKET_QUEUED, TICKET_PRINTED, TICKET_REJECTED };

typedef struct ticket {
    char text[120];
    enum ticket_state state;
    int pages;
    pthread_mutex_t guard;
    pthread_cond_t settled;
} ticket_t;

typedef struct {
    pthread_mutex_t guard;
    pthread_cond_t arrived;
    ticket_t *queue[MAX_QUEUED];
    size_t count;
    int closed;
} spooler_t;

static spooler_t spooler = { .guard = PTHREAD_MUTEX_INITIALIZER, .arrived = PTHREAD_COND_INITIALIZER };

static ticket_t *ticket_new(const char *text)
{
    ticket_t *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    snprintf(t->text, sizeof t->text, "%s", text);
    pthread_mutex_init(&t->guard, NULL);
    pthread_cond_init(&t->settled, NULL);
    return t;
}

static void ticket_free(ticket_t *t)
{
    pthread_cond_destroy(&t->settled);
    pthread_mutex_destroy(&t->guard);
    free(t);
}

static void ticket_settle(ticket_t *t, enum ticket_state state, int pages)
{
    pthread_mutex_lock(&t->guard);
    t->pages = pages;
    t->state = state;
    pthread_mutex_unlock(&t->guard);
    pthread_cond_broadcast(&t->settled); // finding: 'settled'
}

static void *printer_main(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&spooler.guard);
    for (;;) {
        while (spooler.count == 0 && !spooler.closed)
            pthread_cond_wait(&spooler.arrived, &spooler.guard);
        if (spooler.count == 0)
            break;
        ticket_t *t = spooler.queue[--spooler.count];
        pthread_mutex_unlock(&spooler.guard);
        const size_t len = strlen(t->text);
        ticket_settle(t, len > 0 ? TICKET_PRINTED : TICKET_REJECTED, (int)(len / 20 + 1));
        pthread_mutex_lock(&spooler.guard);
    }
    pthread_mutex_unlock(&spooler.guard);
    return NULL;
}

/* Returns the number of pages, or -1. */
static int print_document(const char *text)
{
    ticket_t *t = ticket_new(text);
    if (t == NULL)
        return -1;

    pthread_mutex_lock(&spooler.guard);
    const int accepted = spooler.count < MAX_QUEUED;
    if (accepted) {
        spooler.queue[spooler.count++] = t;
        pthread_cond_signal(&spooler.arrived);
    }
    pthread_mutex_unlock(&spooler.guard);

    int pages = -1;
    if (accepted) {
        pthread_mutex_lock(&t->guard);
        while (t->state == TICKET_QUEUED)
            pthread_cond_wait(&t->settled, &t->guard);
        if (t->state == TICKET_PRINTED)
            pages = t->pages;
        pthread_mutex_unlock(&t->guard);
    }
    ticket_free(t);
    return pages;
}

int main(void)
{
    pthread_t printer;
    if (pthread_create(&printer, NULL, printer_main, NULL) != 0)
        return 1;
    const char *documents[] = { "invoice 4711", "", "a letter that is somewhat longer than one line" };
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
        printf("document %zu: %d pages\n", i, print_document(documents[i]));
    pthread_mutex_lock(&spooler.guard);
    spooler.closed = 1;
    pthread_cond_signal(&spooler.arrived);
    pthread_mutex_unlock(&spooler.guard);
    pthread_join(printer, NULL);
    return 0;
}
