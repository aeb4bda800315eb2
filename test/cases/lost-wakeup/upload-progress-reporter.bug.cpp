// A reporter waits until its transfer says that it is complete, but chunkSent() raises the count without the mutex.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>

struct Transfer {
  explicit Transfer(std::size_t size) : total(size) {}

  bool complete() const { return sent.load(std::memory_order_acquire) >= total; }
  unsigned percent() const { return static_cast<unsigned>(100 * sent.load() / total); }

  const std::size_t total;
  std::atomic<std::size_t> sent{0};
};

class ProgressReporter {
public:
  explicit ProgressReporter(Transfer &transfer) : transfer_(transfer) {}

  // Called by the sender for each chunk that the server has taken.
  void chunkSent(std::size_t bytes) {
    transfer_.sent.fetch_add(bytes, std::memory_order_release); // finding: 'transfer_.sent'
    advanced_.notify_all();
  }

  // Returns how often the bar would have been drawn.
  unsigned follow() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!transfer_.complete()) {
      ++draws_;
      advanced_.wait(lock);
    }
    return draws_ + 1;
  }

private:
  Transfer &transfer_;
  std::mutex mutex_;
  std::condition_variable advanced_;
  unsigned draws_ = 0;
};

class Sender {
public:
  Sender(ProgressReporter &reporter, std::size_t chunk) : reporter_(reporter), chunk_(chunk) {}

  void send(std::size_t total) {
    for (std::size_t left = total; left > 0;) {
      const std::size_t bytes = left < chunk_ ? left : chunk_;
      left -= bytes;
      reporter_.chunkSent(bytes);
    }
  }

private:
  ProgressReporter &reporter_;
  const std::size_t chunk_;
};

int main() {
  Transfer transfer(10000);
  ProgressReporter reporter(transfer);
  Sender sender(reporter, 1024);
  std::thread network([&sender, &transfer] { sender.send(transfer.total); });
  const unsigned draws = reporter.follow();
  network.join();
  std::printf("%u%% after %u draws\n", transfer.percent(), draws);
  return transfer.percent() == 100 ? 0 : 1;
}
