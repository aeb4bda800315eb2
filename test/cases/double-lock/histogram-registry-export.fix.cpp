// A registry of histograms with an annotated mutex; export() holds it and snapshots each histogram where it is.
#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#ifdef __clang__
#define TS(x) __attribute__((x))
#else
#define TS(x)
#endif
#define GUARDED_BY(x) TS(guarded_by(x))
#define LOCKS_EXCLUDED(x) TS(locks_excluded(x))

namespace base {

class TS(lockable) Mutex {
public:
  void Lock() TS(exclusive_lock_function()) { impl_.lock(); }
  void Unlock() TS(unlock_function()) { impl_.unlock(); }

private:
  std::mutex impl_;
};

class TS(scoped_lockable) MutexLock {
public:
  explicit MutexLock(Mutex *mu) TS(exclusive_lock_function(mu)) : mu_(mu) { mu_->Lock(); }
  ~MutexLock() TS(unlock_function()) { mu_->Unlock(); }
  MutexLock(const MutexLock &) = delete;
  MutexLock &operator=(const MutexLock &) = delete;

private:
  Mutex *const mu_;
};

} // namespace base

using Buckets = std::array<std::uint64_t, 8>;

class HistogramRegistry {
public:
  void Add(const std::string &name, unsigned bucket) LOCKS_EXCLUDED(mu_) {
    base::MutexLock lock(&mu_);
    ++histograms_[name].at(bucket);
  }

  Buckets Snapshot(const std::string &name) LOCKS_EXCLUDED(mu_) {
    base::MutexLock lock(&mu_);
    const auto it = histograms_.find(name);
    return it == histograms_.end() ? Buckets{} : it->second;
  }

  std::vector<std::pair<std::string, Buckets>> Export() LOCKS_EXCLUDED(mu_) {
    std::vector<std::pair<std::string, Buckets>> result;
    base::MutexLock lock(&mu_);
    for (const auto &[name, buckets] : histograms_) {
      result.emplace_back(name, buckets);
    }
    return result;
  }

private:
  base::Mutex mu_;
  std::map<std::string, Buckets> histograms_ GUARDED_BY(mu_);
};

int main() {
  HistogramRegistry registry;
  std::thread worker([&registry] {
    registry.Add("latency", 3);
    registry.Add("latency", 3);
  });
  registry.Add("size", 1);
  worker.join();
  return registry.Export().size() == 2 && registry.Snapshot("latency")[3] == 2 ? 0 : 1;
}
