// A background thread renews a lease.
#include <string>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

class LeaseClient {
 public:
  absl::StatusOr<absl::Time> Renew(const std::string& name) {
    absl::MutexLock lock(&mu_);
    if (name.empty()) return absl::InvalidArgumentError("a lease has a name");
    if (absl::Now() > expiry_) return absl::NotFoundError("lease has expired");
    expiry_ = absl::Now() + absl::Seconds(30);
    return expiry_;
  }

 private:
  absl::Mutex mu_;
  absl::Time expiry_ ABSL_GUARDED_BY(mu_) = absl::Now() + absl::Seconds(30);
};

class LeaseKeeper {
 public:
  LeaseKeeper(LeaseClient* client, std::string name)
      : client_(client), name_(std::move(name)), renewer_([this] { RenewUntilStopped(); }) {}

  ~LeaseKeeper() {
    {
      absl::MutexLock lock(&mu_);
      stopped_ = true;
    }
    renewer_.join();
  }

  bool held() const {
    absl::MutexLock lock(&mu_);
    return held_;
  }

 private:
  void RenewUntilStopped() {
    for (;;) {
      {
        absl::MutexLock lock(&mu_);
        if (mu_.AwaitWithTimeout(absl::Condition(&stopped_), absl::Seconds(10))) {
          held_ = false;
          return;
        }
      }
      absl::StatusOr<absl::Time> expiry = client_->Renew(name_);
      if (!expiry.ok()) {
        absl::MutexLock lock(&mu_);
        held_ = false;
        return;
      }
    }
  }

  LeaseClient* const client_;
  const std::string name_;
  mutable absl::Mutex mu_;
  bool stopped_ ABSL_GUARDED_BY(mu_) = false;
  bool held_ ABSL_GUARDED_BY(mu_) = true;
  std::thread renewer_;
};

int main() {
  LeaseClient client;
  LeaseKeeper keeper(&client, "leader");
  return keeper.held() ? 0 : 1;
}
