// Address leases. A lease ends when its time is over or the client releases it.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono;

class Alarm {
 public:
  Alarm() : thread_([this] { Loop(); }) {}
  ~Alarm() {
    {
      std::lock_guard<std::mutex> lk(mu_);
      stop_ = true;
    }
    cv_.notify_one();
    thread_.join();
  }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  void In(steady_clock::duration d, std::function<void()> fn) {
    {
      std::lock_guard<std::mutex> lk(mu_);
      queue_.emplace(steady_clock::now() + d, std::move(fn));
    }
    cv_.notify_one();
  }

 private:
  void Loop() {
    std::unique_lock<std::mutex> lk(mu_);
    while (!stop_) {
      if (queue_.empty()) {
        cv_.wait(lk, [this] { return stop_ || !queue_.empty(); });
        continue;
      }
      const auto first = queue_.begin()->first;
      if (cv_.wait_until(lk, first, [&] { return stop_ || queue_.begin()->first < first; })) continue;
      std::function<void()> fn = std::move(queue_.begin()->second);
      queue_.erase(queue_.begin());
      lk.unlock();
      fn();
      lk.lock();
    }
  }

  std::mutex mu_;
  std::condition_variable cv_;
  std::multimap<steady_clock::time_point, std::function<void()>> queue_;
  bool stop_ = false;
  std::thread thread_;
};

struct Lease {
  std::uint32_t address = 0;
  std::string hostname;
};

class LeaseTable {
 public:
  explicit LeaseTable(std::uint32_t first) : next_(first) {}
  LeaseTable(const LeaseTable&) = delete;
  LeaseTable& operator=(const LeaseTable&) = delete;

  // Every grant has an id of its own, by which it is released.
  std::uint64_t Grant(const std::string& hostname, seconds ttl) {
    std::unique_lock<std::mutex> lk(mu_);
    const std::uint64_t id = ++lastId_;
    auto lease = leases_.emplace(id, Lease{next_++, hostname}).first;
    lk.unlock();
    alarm_.In(ttl, [this, lease] { Expire(lease); });  // finding: lease
    return id;
  }

  void Release(std::uint64_t id) {
    std::lock_guard<std::mutex> lk(mu_);
    leases_.erase(id);
  }

  std::size_t Active() const {
    std::lock_guard<std::mutex> lk(mu_);
    return leases_.size();
  }

 private:
  using Table = std::map<std::uint64_t, Lease>;

  void Expire(Table::iterator lease) {
    std::lock_guard<std::mutex> lk(mu_);
    leases_.erase(lease);
  }

  mutable std::mutex mu_;
  Table leases_;
  std::uint64_t lastId_ = 0;
  std::uint32_t next_;
  Alarm alarm_;
};
