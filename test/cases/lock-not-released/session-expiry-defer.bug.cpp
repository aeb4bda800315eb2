// A session table whose unlock is deferred one line too late: a session that is gone returns before anything is deferred.
#include <leash/defer.h>
#include <leash/error.h>
#include <leash/mutex.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <unordered_map>

using Clock = std::chrono::steady_clock;

inline constexpr leash::sentinel_error no_session("no session");

class Sessions {
public:
  void open(const std::string &token) {
    mutex_.lock();
    LEASH_DEFER { mutex_.unlock(); };
    sessions_[token] = Clock::now() + std::chrono::minutes(20);
    if (sessions_.size() > peak_)
      peak_ = sessions_.size();
  }

  leash::error touch(const std::string &token) {
    mutex_.lock(); // finding: 'mutex_'
    const auto session = sessions_.find(token);
    if (session == sessions_.end())
      return no_session;
    LEASH_DEFER { mutex_.unlock(); };
    if (session->second < Clock::now()) {
      sessions_.erase(session);
      return leash::errorf("session expired: {}", leash::wrap(no_session));
    }
    session->second = Clock::now() + std::chrono::minutes(20);
    return {};
  }

private:
  leash::mutex mutex_;
  std::unordered_map<std::string, Clock::time_point> sessions_;
  std::size_t peak_ = 0;
};

int main() {
  Sessions sessions;
  sessions.open("a");
  for (const char *token : {"a", "b"})
    if (leash::error err = sessions.touch(token))
      std::printf("%s: %s\n", token, err.message().c_str());
}
