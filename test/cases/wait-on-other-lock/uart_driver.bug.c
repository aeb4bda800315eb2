/* User-space UART driver with a receive ring. The reader holds rx_lock but gives tx_lock to the wait. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define RX_RING 64u

struct uart {
    pthread_mutex_t rx_lock;
    pthread_cond_t rx_ready;
    uint8_t rx_ring[RX_RING];
    unsigned rx_head;
    unsigned rx_tail;
    unsigned long overruns;
    bool closed;

    pthread_mutex_t tx_lock;
    unsigned long tx_bytes;
};

static void uart_init(struct uart *u)
{
    pthread_mutex_init(&u->rx_lock, NULL);
    pthread_mutex_init(&u->tx_lock, NULL);
    pthread_cond_init(&u->rx_ready, NULL);
    u->rx_head = u->rx_tail = 0;
    u->overruns = 0;
    u->tx_bytes = 0;
    u->closed = false;
}

static void uart_destroy(struct uart *u)
{
    pthread_cond_destroy(&u->rx_ready);
    pthread_mutex_destroy(&u->tx_lock);
    pthread_mutex_destroy(&u->rx_lock);
}

/* Called by the line thread for every byte that came in. */
static void uart_rx_byte(struct uart *u, uint8_t byte)
{
    pthread_mutex_lock(&u->rx_lock);
    if (u->rx_head - u->rx_tail == RX_RING) {
        u->overruns++;
    } else {
        u->rx_ring[u->rx_head % RX_RING] = byte;
        u->rx_head++;
        pthread_cond_signal(&u->rx_ready);
    }
    pthread_mutex_unlock(&u->rx_lock);
}

static void uart_hangup(struct uart *u)
{
    pthread_mutex_lock(&u->rx_lock);
    u->closed = true;
    pthread_cond_broadcast(&u->rx_ready);
    pthread_mutex_unlock(&u->rx_lock);
}

static size_t uart_read(struct uart *u, uint8_t *buf, size_t len)
{
    size_t n = 0;

    pthread_mutex_lock(&u->rx_lock);
    while (u->rx_head == u->rx_tail && !u->closed)
        pthread_cond_wait(&u->rx_ready, &u->tx_lock); // finding: 'u->rx_ready'
    while (n < len && u->rx_tail != u->rx_head)
        buf[n++] = u->rx_ring[u->rx_tail++ % RX_RING];
    pthread_mutex_unlock(&u->rx_lock);
    return n;
}

static void uart_account_echo(struct uart *u, size_t len)
{
    pthread_mutex_lock(&u->tx_lock);
    u->tx_bytes += len;
    pthread_mutex_unlock(&u->tx_lock);
}

static void *line_main(void *arg)
{
    struct uart *u = arg;

    for (int i = 0; i < 256; i++)
        uart_rx_byte(u, (uint8_t)i);
    uart_hangup(u);
    return NULL;
}

int main(void)
{
    static struct uart port;
    pthread_t line;
    uint8_t buf[16];
    size_t n;
    unsigned long total = 0;

    uart_init(&port);
    if (pthread_create(&line, NULL, line_main, &port) != 0)
        return EXIT_FAILURE;
    while ((n = uart_read(&port, buf, sizeof buf)) > 0) {
        uart_account_echo(&port, n);
        total += n;
    }
    pthread_join(line, NULL);
    printf("%lu bytes read, %lu overruns\n", total, port.overruns);
    uart_destroy(&port);
    return EXIT_SUCCESS;
}
