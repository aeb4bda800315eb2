// Hashes a file of a known number of chunks in a thread; the flag, which only skips the work that is left, is set when every chunk has been handed over, so the wait for the next one always ends.
#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

constexpr unsigned kChunks = 16;

struct Transfer {
  std::mutex mutex;
  std::condition_variable arrived;
  std::array<std::uint32_t, kChunks> chunks{};
  unsigned filled = 0;
  bool skipRest = false;
};

static std::uint32_t hashChunks(Transfer &transfer) {
  std::uint32_t hash = 2166136261u;
  for (unsigned next = 0; next < kChunks; ++next) {
    std::unique_lock<std::mutex> lock(transfer.mutex);
    transfer.arrived.wait(lock, [&] { return transfer.filled > next; });
    if (transfer.skipRest)
      break;
    hash = (hash ^ transfer.chunks[next]) * 16777619u;
  }
  return hash;
}

static void receiveAll(Transfer &transfer) {
  for (unsigned i = 0; i < kChunks; ++i) {
    std::lock_guard<std::mutex> guard(transfer.mutex);
    transfer.chunks[i] = i * i + 7;
    transfer.filled = i + 1;
    transfer.arrived.notify_one();
  }
}

int main() {
  Transfer transfer;
  std::uint32_t hash = 0;
  std::thread hasher([&] { hash = hashChunks(transfer); });
  receiveAll(transfer);
  {
    std::lock_guard<std::mutex> guard(transfer.mutex);
    transfer.skipRest = true;
  }
  hasher.join();
  return hash != 0 ? 0 : 1;
}
