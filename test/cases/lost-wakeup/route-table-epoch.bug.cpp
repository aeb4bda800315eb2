// Readers wait for a route table's epoch with a shared lock; publish() raises the epoch after it gave the lock back.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class RouteTable {
public:
  void publish(std::string prefix) {
    {
      std::unique_lock<std::shared_mutex> lock(mutex_);
      prefixes_.push_back(std::move(prefix));
    }
    ++epoch_; // finding: 'epoch_'
    published_.notify_all();
  }

  // Waits for the wanted epoch and says how many routes there are by then.
  std::size_t awaitEpoch(unsigned wanted) {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    published_.wait(lock, [this, wanted] { return epoch_ >= wanted; });
    return prefixes_.size();
  }

  bool knows(const std::string &prefix) const {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    for (const std::string &known : prefixes_)
      if (known == prefix)
        return true;
    return false;
  }

  unsigned epoch() const { return epoch_; }

private:
  mutable std::shared_mutex mutex_;
  std::condition_variable_any published_;
  std::vector<std::string> prefixes_;
  std::atomic<unsigned> epoch_{0};
};

int main() {
  constexpr unsigned kRoutes = 8;
  RouteTable table;
  std::vector<std::size_t> seen(3, 0);
  std::vector<std::thread> forwarders;
  forwarders.reserve(seen.size());
  for (std::size_t &count : seen)
    forwarders.emplace_back([&table, result = &count] { *result = table.awaitEpoch(kRoutes); });
  for (unsigned i = 0; i < kRoutes; ++i)
    table.publish("10." + std::to_string(i) + ".0.0/16");
  for (std::thread &forwarder : forwarders)
    forwarder.join();
  for (std::size_t count : seen)
    if (count != kRoutes)
      return 1;
  return table.epoch() == kRoutes && table.knows("10.3.0.0/16") ? 0 : 1;
}
