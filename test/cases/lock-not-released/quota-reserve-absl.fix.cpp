// Per-tenant quotas with absl::Mutex.
#include <cstdint>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

class QuotaManager {
 public:
  explicit QuotaManager(int64_t cluster_limit) : cluster_limit_(cluster_limit) {}

  void SetLimit(const std::string& tenant, int64_t limit) ABSL_LOCKS_EXCLUDED(mu_) {
    absl::MutexLock lock(&mu_);
    tenants_[tenant].limit = limit;
  }

  absl::Status Reserve(const std::string& tenant, int64_t bytes) {
    if (bytes <= 0) return absl::InvalidArgumentError("nothing to reserve");
    mu_.Lock();
    auto it = tenants_.find(tenant);
    if (it == tenants_.end()) {
      mu_.Unlock();
      return absl::NotFoundError("unknown tenant");
    }
    Usage& usage = it->second;
    if (used_ + bytes > cluster_limit_) {
      mu_.Unlock();
      return absl::ResourceExhaustedError("cluster is full");
    }
    if (usage.used + bytes > usage.limit) {
      mu_.Unlock();
      return absl::ResourceExhaustedError("tenant is over its quota");
    }
    usage.used += bytes;
    used_ += bytes;
    mu_.Unlock();
    return absl::OkStatus();
  }

  int64_t used() const {
    absl::ReaderMutexLock lock(&mu_);
    return used_;
  }

 private:
  struct Usage {
    int64_t limit = 0;
    int64_t used = 0;
  };

  mutable absl::Mutex mu_;
  const int64_t cluster_limit_;
  int64_t used_ ABSL_GUARDED_BY(mu_) = 0;
  absl::flat_hash_map<std::string, Usage> tenants_ ABSL_GUARDED_BY(mu_);
};

int main() {
  QuotaManager quotas(1 << 30);
  quotas.SetLimit("reports", 1 << 20);
  absl::Status reserved = quotas.Reserve("reports", 4096);
  if (!reserved.ok()) return 1;
  return quotas.used() == 4096 ? 0 : 1;
}
