// A sharded session store with a periodic sweep that has a budget.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

class SessionStore {
public:
  using Clock = std::chrono::steady_clock;

  void touch(std::uint64_t id, Clock::time_point expiry) {
    Shard &shard = shards_[id % shards_.size()];
    shard.mutex.lock();
    shard.expiries[id] = expiry;
    shard.mutex.unlock();
  }

  bool alive(std::uint64_t id, Clock::time_point now) {
    Shard &shard = shards_[id % shards_.size()];
    std::scoped_lock hold(shard.mutex);
    auto found = shard.expiries.find(id);
    return found != shard.expiries.end() && found->second > now;
  }

  std::size_t sweep(Clock::time_point now, std::size_t budget) {
    std::size_t removed = 0;
    for (std::size_t i = 0; i < shards_.size(); ++i) {
      shards_[i].mutex.lock();
      auto &expiries = shards_[i].expiries;
      for (auto it = expiries.begin(); it != expiries.end() && removed < budget;) {
        if (it->second > now) {
          ++it;
          continue;
        }
        it = expiries.erase(it);
        ++removed;
      }
      if (removed == budget) {
        shards_[i].mutex.unlock();
        break;
      }
      shards_[i].mutex.unlock();
    }
    return removed;
  }

private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::uint64_t, Clock::time_point> expiries;
  };

  std::array<Shard, 16> shards_;
};

int main() {
  SessionStore store;
  const auto now = SessionStore::Clock::now();
  for (std::uint64_t id = 0; id < 100; ++id)
    store.touch(id, now);
  const std::size_t removed = store.sweep(now, 40);
  return removed == 40 && !store.alive(3, now) ? 0 : 1;
}
