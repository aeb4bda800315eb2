// Limits the requests in flight; raising the limit at run time wakes those who are waiting.
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class RequestLimiter {
public:
  explicit RequestLimiter(unsigned limit) : limit_(limit) {}

  void enter() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!hasRoom())
      roomMade_.wait(lock);
    ++inFlight_;
  }

  void leave() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      --inFlight_;
    }
    roomMade_.notify_one();
  }

  void setLimit(unsigned limit) {
    std::lock_guard<std::mutex> guard(mutex_);
    limit_ = limit;
    roomMade_.notify_all();
  }

private:
  bool hasRoom() const { return inFlight_ < limit_; }

  std::mutex mutex_;
  std::condition_variable roomMade_;
  unsigned inFlight_ = 0;
  unsigned limit_;
};

class Settings {
public:
  using Setter = std::function<void(unsigned)>;

  void add(const std::string &key, Setter setter) { setters_[key] = std::move(setter); }

  bool set(const std::string &key, unsigned value) const {
    const auto found = setters_.find(key);
    if (found == setters_.end())
      return false;
    found->second(value);
    return true;
  }

private:
  std::map<std::string, Setter> setters_;
};

int main() {
  RequestLimiter limiter(0);
  Settings settings;
  settings.add("limit", [&limiter](unsigned value) { limiter.setLimit(value); });
  std::vector<std::thread> clients;
  for (int client = 0; client < 3; ++client)
    clients.emplace_back([&limiter] {
      limiter.enter();
      limiter.leave();
    });
  const bool known = settings.set("limit", 2);
  for (std::thread &client : clients)
    client.join();
  return known && !settings.set("burst", 9) ? 0 : 1;
}
