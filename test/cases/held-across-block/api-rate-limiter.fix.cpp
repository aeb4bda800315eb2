// A token-bucket rate limiter shared by the request threads of an API client.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

struct LimiterStats {
  unsigned granted = 0;
  unsigned refused = 0;
};

class RateLimiter {
public:
  using Clock = std::chrono::steady_clock;

  RateLimiter(double perSecond, double burst)
      : perSecond_(perSecond), burst_(burst), tokens_(burst), refilled_(Clock::now()) {}

  // Takes the tokens at once, into debt if need be, and makes the caller sit the debt out.
  void acquire(double cost) {
    std::chrono::duration<double> debt(0);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      refill(Clock::now());
      tokens_ -= cost;
      ++stats_.granted;
      if (tokens_ < 0)
        debt = std::chrono::duration<double>(-tokens_ / perSecond_);
    }
    if (debt.count() > 0)
      std::this_thread::sleep_for(debt);
  }

  bool tryAcquire(double cost) {
    std::lock_guard<std::mutex> lock(mutex_);
    refill(Clock::now());
    if (tokens_ < cost) {
      ++stats_.refused;
      return false;
    }
    tokens_ -= cost;
    ++stats_.granted;
    return true;
  }

  LimiterStats stats() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return stats_;
  }

private:
  void refill(Clock::time_point now) {
    const std::chrono::duration<double> passed = now - refilled_;
    tokens_ = std::min(burst_, tokens_ + passed.count() * perSecond_);
    refilled_ = now;
  }

  const double perSecond_;
  const double burst_;
  mutable std::mutex mutex_;
  double tokens_;
  Clock::time_point refilled_;
  LimiterStats stats_;
};

int main() {
  RateLimiter limiter(50.0, 4.0);
  {
    std::jthread uploads([&limiter] {
      for (int request = 0; request < 8; ++request)
        limiter.acquire(2.0);
    });
    std::jthread probes([&limiter] {
      for (int request = 0; request < 8; ++request)
        limiter.tryAcquire(1.0);
    });
  }
  const LimiterStats stats = limiter.stats();
  std::printf("%u granted, %u refused\n", stats.granted, stats.refused);
  return stats.granted + stats.refused == 16 ? 0 : 1;
}
