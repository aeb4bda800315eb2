// Verifies segments batch by batch on detached threads, and asks again and again whether all of a batch have counted.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <numeric>
#include <thread>
#include <vector>

struct Segment {
  std::vector<unsigned char> bytes;
  unsigned expected = 0;
};

static unsigned checksum(const Segment &segment) {
  return std::accumulate(segment.bytes.begin(), segment.bytes.end(), 0U);
}

static std::size_t verify(const std::vector<std::vector<Segment>> &batches) {
  std::size_t broken = 0;
  for (const std::vector<Segment> &batch : batches) {
    std::atomic<std::size_t> pending = batch.size();
    std::atomic<std::size_t> wrong = 0;
    for (const Segment &segment : batch)
      std::thread([&pending, &wrong, mine = &segment] {
        wrong += checksum(*mine) != mine->expected;
        --pending;
      }).detach();
    while (pending.load() != 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    broken += wrong;
  }
  return broken;
}

int main() { return static_cast<int>(verify({{Segment{{1, 2, 3}, 6}}, {Segment{{4}, 4}, Segment{{5}, 6}}})); }
