// A ring of descriptors behind an atomic flag: the submission that finds no room goes without clearing it.
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

#define SLOTS 32

struct descriptor {
    const void *data;
    size_t length;
};

struct ring {
    atomic_flag lock;
    unsigned head, tail;
    struct descriptor slots[SLOTS];
};

static void relax(void)
{
    atomic_signal_fence(memory_order_seq_cst);
}

int ring_submit(struct ring *ring, const void *data, size_t length)
{
    while (atomic_flag_test_and_set_explicit(&ring->lock, memory_order_acquire)) // finding: 'ring->lock' is locked here
        relax();
    if (ring->head - ring->tail == SLOTS)
        return -ENOSPC;
    struct descriptor *slot = &ring->slots[ring->head++ % SLOTS];
    slot->data = data;
    slot->length = length;
    atomic_flag_clear_explicit(&ring->lock, memory_order_release);
    return 0;
}

int ring_reap(struct ring *ring, struct descriptor *out)
{
    int found = 0;
    while (atomic_flag_test_and_set_explicit(&ring->lock, memory_order_acquire))
        relax();
    if (ring->head != ring->tail) {
        *out = ring->slots[ring->tail++ % SLOTS];
        found = 1;
    }
    atomic_flag_clear_explicit(&ring->lock, memory_order_release);
    return found;
}
