// A lossy packet ring between a capture thread and a decoder, guarded by a spin lock; dropping a low-priority packet forgets to release it.
#include <array>
#include <cstdint>
#include <pthread.h>

namespace {

constexpr unsigned kSlots = 256;

struct Packet {
  std::uint64_t timestamp;
  std::uint32_t length;
  std::uint8_t priority;
};

struct PacketRing {
  pthread_spinlock_t guard;
  std::array<Packet, kSlots> slots;
  unsigned head = 0;
  unsigned tail = 0;
  unsigned long dropped = 0;
};

bool ringInit(PacketRing *ring) { return pthread_spin_init(&ring->guard, PTHREAD_PROCESS_PRIVATE) == 0; }

void ringPush(PacketRing *ring, const Packet &packet) {
  pthread_spin_lock(&ring->guard); // finding: 'ring->guard'
  const unsigned next = (ring->tail + 1) % kSlots;
  if (next == ring->head) {
    ++ring->dropped;
    if (packet.priority == 0)
      return;
    ring->head = (ring->head + 1) % kSlots; // the oldest one makes room
  }
  ring->slots[ring->tail] = packet;
  ring->tail = next;
  pthread_spin_unlock(&ring->guard);
}

bool ringPop(PacketRing *ring, Packet *out) {
  pthread_spin_lock(&ring->guard);
  const bool any = ring->head != ring->tail;
  if (any) {
    *out = ring->slots[ring->head];
    ring->head = (ring->head + 1) % kSlots;
  }
  pthread_spin_unlock(&ring->guard);
  return any;
}

} // namespace

int main() {
  static PacketRing ring;
  if (!ringInit(&ring))
    return 1;
  for (std::uint64_t t = 0; t < 1000; ++t)
    ringPush(&ring, Packet{t, 64, static_cast<std::uint8_t>(t % 3)});
  Packet packet;
  unsigned decoded = 0;
  while (ringPop(&ring, &packet))
    ++decoded;
  pthread_spin_destroy(&ring.guard);
  return decoded == kSlots - 1 ? 0 : 1;
}
