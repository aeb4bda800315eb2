// The quota table of a storage service, with a lock and a scoped lock that carry Clang's thread-safety attributes.
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#if defined(__clang__)
#define THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define THREAD_ATTRIBUTE(x)
#endif
#define CAPABILITY(name) THREAD_ATTRIBUTE(capability(name))
#define SCOPED_LOCKABLE THREAD_ATTRIBUTE(scoped_lockable)
#define GUARDED_BY(lock) THREAD_ATTRIBUTE(guarded_by(lock))
#define ACQUIRE(...) THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define RELEASE(...) THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))

class CAPABILITY("mutex") Lock {
public:
  void acquire() ACQUIRE() { native_.lock(); }
  void release() RELEASE() { native_.unlock(); }

private:
  std::mutex native_;
};

class SCOPED_LOCKABLE AutoLock {
public:
  explicit AutoLock(Lock &lock) ACQUIRE(lock) : lock_(lock) { lock_.acquire(); }
  ~AutoLock() RELEASE() { lock_.release(); }
  AutoLock(const AutoLock &) = delete;
  AutoLock &operator=(const AutoLock &) = delete;

private:
  Lock &lock_;
};

class QuotaTable {
public:
  explicit QuotaTable(std::uint64_t limit) : limit_(limit) {}

  bool charge(const std::string &tenant, std::uint64_t bytes) {
    AutoLock{tableLock_}; // finding: 'tableLock_'
    std::uint64_t &used = used_[tenant];
    if (bytes > limit_ - used)
      return false;
    used += bytes;
    return true;
  }

  void refund(const std::string &tenant, std::uint64_t bytes) {
    AutoLock hold(tableLock_);
    const auto found = used_.find(tenant);
    if (found == used_.end())
      return;
    found->second -= bytes < found->second ? bytes : found->second;
    if (found->second == 0)
      used_.erase(found);
  }

  std::vector<std::string> full() {
    AutoLock hold(tableLock_);
    std::vector<std::string> tenants;
    for (const auto &[tenant, bytes] : used_)
      if (bytes == limit_)
        tenants.push_back(tenant);
    return tenants;
  }

private:
  const std::uint64_t limit_;
  Lock tableLock_;
  std::map<std::string, std::uint64_t> used_ GUARDED_BY(tableLock_);
};

int main() {
  QuotaTable quotas(1000);
  {
    std::jthread uploads([&quotas] {
      for (int file = 0; file < 100; ++file)
        quotas.charge("acme", 20);
    });
    std::jthread trash([&quotas] {
      for (int file = 0; file < 20; ++file)
        if (quotas.charge("birch", 50))
          quotas.refund("birch", 50);
    });
  }
  const std::vector<std::string> full = quotas.full();
  return full.size() == 1 && full.front() == "acme" ? 0 : 1;
}
