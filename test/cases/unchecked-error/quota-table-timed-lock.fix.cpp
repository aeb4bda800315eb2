// Charges a tenant's quota under a lock, and refuses if it doesn't get that in time.
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
    if (!mutex_.try_lock_for(std::chrono::milliseconds(20)))
      return false;
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
