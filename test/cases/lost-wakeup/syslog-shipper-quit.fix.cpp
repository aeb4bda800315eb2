// A log shipper drains a ring with pthread_cond_wait; shipper_stop() stores quit and signals under the ring's lock.
#include <atomic>
#include <cstdio>
#include <pthread.h>

namespace {

constexpr unsigned kSlots = 16;

struct Ring {
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
  int lines[kSlots] = {};
  unsigned head = 0;
  unsigned tail = 0;
  long shipped = 0;
  std::atomic<bool> quit{false};
};

bool ring_put(Ring *ring, int line) {
  pthread_mutex_lock(&ring->lock);
  const bool room = ring->tail - ring->head < kSlots;
  if (room) {
    ring->lines[ring->tail++ % kSlots] = line;
    pthread_cond_signal(&ring->filled);
  }
  pthread_mutex_unlock(&ring->lock);
  return room;
}

void *shipper_main(void *argument) {
  Ring *ring = static_cast<Ring *>(argument);
  pthread_mutex_lock(&ring->lock);
  for (;;) {
    while (ring->head == ring->tail && !ring->quit.load(std::memory_order_acquire))
      pthread_cond_wait(&ring->filled, &ring->lock);
    if (ring->head == ring->tail)
      break;
    ring->shipped += ring->lines[ring->head++ % kSlots];
  }
  pthread_mutex_unlock(&ring->lock);
  return nullptr;
}

void shipper_stop(Ring *ring) {
  pthread_mutex_lock(&ring->lock);
  ring->quit.store(true, std::memory_order_release);
  pthread_cond_signal(&ring->filled);
  pthread_mutex_unlock(&ring->lock);
}

} // namespace

int main() {
  Ring ring;
  pthread_t shipper;
  if (pthread_create(&shipper, nullptr, shipper_main, &ring) != 0) {
    std::fprintf(stderr, "cannot start the shipper\n");
    return 1;
  }
  int refused = 0;
  for (int line = 1; line <= 10; ++line)
    if (!ring_put(&ring, line))
      ++refused;
  shipper_stop(&ring);
  if (pthread_join(shipper, nullptr) != 0)
    return 1;
  return refused == 0 && ring.shipped == 55 ? 0 : 1;
}
