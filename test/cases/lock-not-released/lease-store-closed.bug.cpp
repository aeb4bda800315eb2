// A lease store that many tasks read: looking up in a store that was just closed returns early with the read lock, and close() waits for it for ever.
#include <leash/error.h>
#include <leash/result.h>
#include <leash/rw_mutex.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <unordered_map>

struct Lease {
  std::string owner;
  std::chrono::seconds left{60};
};

inline constexpr leash::sentinel_error stopped("lease store is stopped");
inline constexpr leash::sentinel_error unknown("no such lease");

class LeaseStore {
public:
  leash::error grant(const std::string &id, Lease lease) {
    leash::guard hold(mutex_);
    if (isStopped_)
      return stopped;
    leases_.emplace(id, std::move(lease));
    return {};
  }

  leash::result<std::chrono::seconds> timeToLive(const std::string &id) {
    mutex_.lock_shared(); // finding: 'mutex_'
    if (isStopped_)
      return leash::fail(stopped);
    const auto lease = leases_.find(id);
    if (lease == leases_.end()) {
      mutex_.unlock_shared();
      return leash::fail(unknown);
    }
    const std::chrono::seconds left = lease->second.left;
    mutex_.unlock_shared();
    return left;
  }

  void close() {
    leash::guard hold(mutex_);
    isStopped_ = true;
    leases_.clear();
  }

private:
  leash::rw_mutex mutex_;
  std::unordered_map<std::string, Lease> leases_;
  bool isStopped_ = false;
};

int main() {
  LeaseStore store;
  if (leash::error err = store.grant("build-lock", {"ci", std::chrono::seconds(30)}))
    return 1;
  const auto left = store.timeToLive("build-lock");
  std::printf("%lld s\n", static_cast<long long>(left.value_or(std::chrono::seconds(0)).count()));
  store.close();
}
