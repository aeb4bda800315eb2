// Charges a tenant's quota under a lock that it may not get in time; it charges, and unlocks, in any case.
#include <leash/mutex.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <string>

class Quotas {
public:
  void grant(const std::string &tenant, long bytes) {
    leash::guard hold(mutex_);
    left_[tenant] += bytes;
  }

  bool charge(const std::string &tenant, long bytes) {
    mutex_.try_lock_for(std::chrono::milliseconds(20)); // finding: 'try_lock_for'
    long &left = left_[tenant];
    const bool isEnough = left >= bytes;
    if (isEnough)
      left -= bytes;
    mutex_.unlock();
    return isEnough;
  }

private:
  leash::mutex mutex_;
  std::map<std::string, long> left_;
};

int main() {
  Quotas quotas;
  quotas.grant("acme", 4096);
  std::printf("%d %d\n", quotas.charge("acme", 1024), quotas.charge("acme", 8192));
}
