// Collects counters and flushes them in the background; the flusher waits for a fifth of a second at most and looks at the state again.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class MetricsFlusher {
public:
  enum class State { Open, Closing, Closed };

  MetricsFlusher() : thread_([this] { flushAll(); }) {}

  void add(const std::string &name, long amount) {
    std::lock_guard<std::mutex> guard(mutex_);
    pending_[name] += amount;
    changed_.notify_one();
  }

  void close() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      if (state_ != State::Open)
        return;
      state_ = State::Closing;
      changed_.notify_one();
    }
    thread_.join();
    std::lock_guard<std::mutex> guard(mutex_);
    state_ = State::Closed;
  }

  ~MetricsFlusher() { close(); }

private:
  void flushAll() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (state_ == State::Open) {
      if (pending_.empty())
        changed_.wait_for(lock, std::chrono::milliseconds(200));
      std::map<std::string, long> taken;
      taken.swap(pending_);
      lock.unlock();
      for (const auto &[name, value] : taken)
        std::printf("%s %ld\n", name.c_str(), value);
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, long> pending_;
  State state_ = State::Open;
  std::thread thread_;
};

int main() {
  MetricsFlusher metrics;
  metrics.add("http.requests", 12);
  metrics.add("http.errors", 1);
  metrics.close();
  return 0;
}
