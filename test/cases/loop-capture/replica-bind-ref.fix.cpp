// Sends a file to a replica in ranges: std::bind copies the range for its sender thread.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

struct Range {
  std::uint64_t offset;
  std::uint64_t length;
};

class Replicator {
public:
  Replicator(std::string replica, std::uint64_t chunk) : replica_{std::move(replica)}, chunk_{chunk} {}

  void replicate(std::uint64_t size) {
    std::vector<std::thread> senders;
    std::uint64_t offset = 0;
    while (offset < size) {
      Range range{offset, std::min(chunk_, size - offset)};
      senders.emplace_back(std::bind(&Replicator::send, this, range));
      offset += range.length;
    }
    for (auto &sender : senders)
      sender.join();
  }

  std::uint64_t sent() const { return sent_.load(); }
  const std::string &replica() const { return replica_; }

private:
  void send(const Range &range) {
    // The transport writes in blocks of 512 bytes.
    for (std::uint64_t left = range.length; left > 0;) {
      const std::uint64_t block = std::min<std::uint64_t>(left, 512);
      sent_ += block;
      left -= block;
    }
  }

  const std::string replica_;
  const std::uint64_t chunk_;
  std::atomic<std::uint64_t> sent_{0};
};

int main() {
  Replicator replicator("replica-2", 4096);
  replicator.replicate(10'000);
  std::cout << replicator.replica() << ": " << replicator.sent() << " bytes\n";
  return replicator.sent() == 10'000 ? 0 : 1;
}
