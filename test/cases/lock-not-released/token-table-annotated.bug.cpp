// Access tokens behind the platform layer's annotated mutex; renewing an expired token erases it and returns with the mutex locked.
#include <cstdint>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#if defined(__clang__)
#define THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define THREAD_ATTRIBUTE(x)
#endif

namespace platform { // implemented per operating system

class THREAD_ATTRIBUTE(capability("mutex")) Mutex {
public:
  Mutex();
  ~Mutex();
  void Enter() THREAD_ATTRIBUTE(acquire_capability());
  void Leave() THREAD_ATTRIBUTE(release_capability());
  bool TryEnter() THREAD_ATTRIBUTE(try_acquire_capability(true));

private:
  void *handle_;
};

class THREAD_ATTRIBUTE(scoped_lockable) Section {
public:
  explicit Section(Mutex &mutex) THREAD_ATTRIBUTE(acquire_capability(mutex));
  ~Section() THREAD_ATTRIBUTE(release_capability());
};

} // namespace platform

class TokenTable {
public:
  enum class Renewal { Renewed, Expired, Unknown };

  void issue(std::string token, std::uint64_t validUntil) {
    platform::Section section(mutex_);
    expiries_.insert_or_assign(std::move(token), validUntil);
  }

  Renewal renew(const std::string &token, std::uint64_t now, std::uint64_t validUntil) {
    mutex_.Enter(); // finding: 'mutex_'
    const auto found = expiries_.find(token);
    if (found == expiries_.end()) {
      mutex_.Leave();
      return Renewal::Unknown;
    }
    if (found->second < now) {
      expiries_.erase(found);
      return Renewal::Expired;
    }
    found->second = validUntil;
    mutex_.Leave();
    return Renewal::Renewed;
  }

  // Called from the idle loop: never waits.
  void expire(std::uint64_t now) {
    if (!mutex_.TryEnter())
      return;
    for (auto it = expiries_.begin(); it != expiries_.end();)
      it = it->second < now ? expiries_.erase(it) : std::next(it);
    mutex_.Leave();
  }

private:
  platform::Mutex mutex_;
  std::unordered_map<std::string, std::uint64_t> expiries_ THREAD_ATTRIBUTE(guarded_by(mutex_));
};

bool login(TokenTable &tokens, const std::string &token, std::uint64_t now) {
  tokens.expire(now);
  tokens.issue(token, now + 600);
  return tokens.renew(token, now, now + 3600) == TokenTable::Renewal::Renewed;
}
