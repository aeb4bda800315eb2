// A resolver cache under a pthread rwlock; the re-check after changing from reader to writer returns a hit with the write lock held.
#include <cstdint>
#include <map>
#include <pthread.h>
#include <string>

std::uint32_t queryNameServer(const std::string &host); // 0: no such host

class ResolverCache {
public:
  ResolverCache() = default;
  ResolverCache(const ResolverCache &) = delete;
  ResolverCache &operator=(const ResolverCache &) = delete;
  ~ResolverCache() { pthread_rwlock_destroy(&rwlock_); }

  bool resolve(const std::string &host, std::uint32_t *address) {
    pthread_rwlock_rdlock(&rwlock_);
    auto cached = addresses_.find(host);
    if (cached != addresses_.end()) {
      *address = cached->second;
      pthread_rwlock_unlock(&rwlock_);
      return true;
    }
    pthread_rwlock_unlock(&rwlock_);

    const std::uint32_t fresh = queryNameServer(host);
    if (fresh == 0)
      return false;

    pthread_rwlock_wrlock(&rwlock_); // finding: 'rwlock_'
    cached = addresses_.find(host);
    if (cached != addresses_.end()) {
      // Another thread was faster; everybody should agree on one address.
      *address = cached->second;
      return true;
    }
    addresses_.emplace(host, fresh);
    pthread_rwlock_unlock(&rwlock_);
    *address = fresh;
    return true;
  }

  void forget(const std::string &host) {
    pthread_rwlock_wrlock(&rwlock_);
    addresses_.erase(host);
    pthread_rwlock_unlock(&rwlock_);
  }

private:
  pthread_rwlock_t rwlock_ = PTHREAD_RWLOCK_INITIALIZER;
  std::map<std::string, std::uint32_t> addresses_;
};

bool reachable(ResolverCache &cache, const std::string &host) {
  std::uint32_t address = 0;
  return cache.resolve(host, &address) && (address >> 24) != 127;
}
