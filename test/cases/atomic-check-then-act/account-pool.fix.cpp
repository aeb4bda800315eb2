// An account that the workers of a pool draw from, and a session that two threads close.
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>
class Pool {
public:
  explicit Pool(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      workers_.emplace_back([this] { run(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> l(m_);
      stop_ = true;
    }
    cv_.notify_all();
    for (auto &w : workers_)
      w.join();
  }
  void post(std::function<void()> f) {
    {
      std::lock_guard<std::mutex> l(m_);
      q_.push_back(std::move(f));
    }
    cv_.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [this] { return stop_ || !q_.empty(); });
        if (q_.empty())
          return;
        f = std::move(q_.front());
        q_.pop_front();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> q_;
  bool stop_ = false;
  std::vector<std::thread> workers_;
};
struct Account {
  std::atomic<long> balance{100};
  bool withdraw(long n) {
    if (balance.fetch_sub(n) < n) {
      balance.fetch_add(n);
      return false;
    }
    return true;
  }
};
struct Session {
  std::atomic<bool> closed{false};
  int fd = 3;
  void close() {
    if (closed.exchange(true))
      return;
    std::printf("close %d\n", fd);
  }
  void closeBad() {
    if (!closed.exchange(true))
      std::printf("close %d\n", fd);
  }
};
int main() {
  Account acc;
  Session s;
  {
    Pool pool(4);
    for (int i = 0; i < 10; ++i)
      pool.post([&acc] { acc.withdraw(20); });
    std::thread t1([&s] { s.closeBad(); }), t2([&s] {
      s.close();
      s.closeBad();
    });
    t1.join();
    t2.join();
  }
}
