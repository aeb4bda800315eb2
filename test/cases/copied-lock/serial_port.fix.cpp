// Transmit queue of a serial port driver.
#include <pthread.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <thread>

struct serial_port {
    pthread_mutex_t lock;
    std::uint8_t ring[512];
    std::size_t head;
    std::size_t used;
    unsigned long overruns;
};

static void port_open(serial_port* port)
{
    std::memset(port->ring, 0, sizeof(port->ring));
    port->head = 0;
    port->used = 0;
    port->overruns = 0;
    pthread_mutex_init(&port->lock, nullptr);
}

static std::size_t port_write(serial_port* port, const std::uint8_t* bytes, std::size_t length)
{
    std::size_t written = 0;

    pthread_mutex_lock(&port->lock);
    while (written < length && port->used < sizeof(port->ring)) {
        port->ring[(port->head + port->used) % sizeof(port->ring)] = bytes[written++];
        ++port->used;
    }
    if (written < length)
        ++port->overruns;
    pthread_mutex_unlock(&port->lock);
    return written;
}

// Takes what the FIFO of the chip has room for.
static std::size_t port_drain(serial_port* port, std::uint8_t* fifo, std::size_t room)
{
    std::size_t moved = 0;

    pthread_mutex_lock(&port->lock);
    while (moved < room && port->used > 0) {
        fifo[moved++] = port->ring[port->head];
        port->head = (port->head + 1) % sizeof(port->ring);
        --port->used;
    }
    pthread_mutex_unlock(&port->lock);
    return moved;
}

int main()
{
    serial_port port;
    port_open(&port);

    std::size_t queued = 0;
    std::thread sender([&port, &queued] {
        const std::uint8_t frame[] = {0x7e, 0x01, 0x02, 0x03, 0x7e};
        for (int i = 0; i < 1000; ++i)
            queued += port_write(&port, frame, sizeof(frame));
    });

    std::uint8_t fifo[16];
    std::size_t sent = 0;
    for (int interrupt = 0; interrupt < 400; ++interrupt)
        sent += port_drain(&port, fifo, sizeof(fifo));

    sender.join();
    while (std::size_t moved = port_drain(&port, fifo, sizeof(fifo)))
        sent += moved;
    pthread_mutex_destroy(&port.lock);
    std::printf("%zu queued, %zu sent, %lu overruns\n", queued, sent, port.overruns);
    return queued == sent ? 0 : 1;
}
