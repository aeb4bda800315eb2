/* A serial port with a reader thread that hands lines to a callback. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIFO_SIZE 256
#define LINE_MAX_LEN 64
typedef void (*line_fn)(void *user, const char *line);

struct uart_port {
    pthread_mutex_t lock;
    pthread_cond_t readable;
    char fifo[FIFO_SIZE];
    size_t head, count;
    bool closing;
    void *user;
    line_fn on_line;
    pthread_t reader;
};

static void deliver(struct uart_port *port, const char *line)
{
    port->on_line(port->user, line);
}

/* Takes one byte from the FIFO; false when the port closes and nothing is left. */
static bool fifo_get(struct uart_port *port, char *byte)
{
    bool got = false;
    pthread_mutex_lock(&port->lock);
    while (port->count == 0 && !port->closing)
        pthread_cond_wait(&port->readable, &port->lock);
    if (port->count > 0) {
        *byte = port->fifo[port->head];
        port->head = (port->head + 1) % FIFO_SIZE;
        port->count--;
        got = true;
    }
    pthread_mutex_unlock(&port->lock);
    return got;
}

static void *reader_main(void *arg)
{
    struct uart_port *port = arg;
    char line[LINE_MAX_LEN];
    size_t len = 0;
    char byte;

    deliver(port, "*link up*");
    while (fifo_get(port, &byte)) {
        if (byte != '\n' && len < sizeof line - 1) {
            line[len++] = byte;
            continue;
        }
        line[len] = '\0';
        deliver(port, line);
        len = 0;
    }
    return NULL;
}

struct uart_port *uart_open(line_fn on_line, void *user)
{
    struct uart_port *port = calloc(1, sizeof *port);
    if (!port)
        return NULL;
    pthread_mutex_init(&port->lock, NULL);
    pthread_cond_init(&port->readable, NULL);
    port->user = user;
    port->on_line = on_line;
    if (pthread_create(&port->reader, NULL, reader_main, port) != 0) {
        pthread_cond_destroy(&port->readable);
        pthread_mutex_destroy(&port->lock);
        free(port);
        return NULL;
    }
    return port;
}

size_t uart_inject(struct uart_port *port, const char *bytes)
{
    size_t i, n = strlen(bytes);
    pthread_mutex_lock(&port->lock);
    for (i = 0; i < n && port->count < FIFO_SIZE; i++) {
        port->fifo[(port->head + port->count) % FIFO_SIZE] = bytes[i];
        port->count++;
    }
    pthread_cond_signal(&port->readable);
    pthread_mutex_unlock(&port->lock);
    return i;
}

void uart_close(struct uart_port *port)
{
    pthread_mutex_lock(&port->lock);
    port->closing = true;
    pthread_cond_signal(&port->readable);
    pthread_mutex_unlock(&port->lock);
    pthread_join(port->reader, NULL);
    pthread_cond_destroy(&port->readable);
    pthread_mutex_destroy(&port->lock);
    free(port);
}

static void count_line(void *user, const char *line) { *(size_t *)user += strlen(line) > 0; }

int main(void)
{
    size_t lines = 0;
    struct uart_port *port = uart_open(count_line, &lines);
    if (!port)
        return 1;
    size_t sent = uart_inject(port, "AT\nOK\n");
    uart_close(port);
    printf("%zu bytes, %zu lines\n", sent, lines);
    return 0;
}
