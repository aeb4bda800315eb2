// A periodic job scheduler on a jthread, with a deadline heap and stop-aware condition waits.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <queue>
#include <stop_token>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class Scheduler {
public:
  using JobId = std::uint64_t;
  using Job = std::function<void()>;

  Scheduler() : worker_([this](std::stop_token stop) { run(std::move(stop)); }) {}
  Scheduler(const Scheduler &) = delete;
  // worker_ is the last member: its destructor stops and joins while everything it uses is alive.
  ~Scheduler() = default;

  JobId every(Clock::duration period, Job job) { return add(Clock::now() + period, period, std::move(job)); }
  JobId once(Clock::duration delay, Job job) { return add(Clock::now() + delay, {}, std::move(job)); }

  // After cancel() returns the job is not running and will not run again (unless called by the job itself).
  bool cancel(JobId id) {
    std::unique_lock lock(mutex_);
    const bool known = live_.erase(id) == 1;
    if (std::this_thread::get_id() != worker_.get_id())
      jobDone_.wait(lock, [this, id] { return running_ != id; });
    return known;
  }

  std::size_t failures() const {
    const std::lock_guard lock(mutex_);
    return failures_;
  }

private:
  struct Entry {
    Clock::time_point due;
    JobId id;
    Clock::duration period;
    Job job;
    friend bool operator<(const Entry &a, const Entry &b) { return a.due != b.due ? a.due > b.due : a.id > b.id; }
  };

  JobId add(Clock::time_point due, Clock::duration period, Job job) {
    std::unique_lock lock(mutex_);
    const JobId id = nextId_++;
    live_.insert(id);
    queue_.push({due, id, period, std::move(job)});
    const bool earliest = queue_.top().id == id;
    lock.unlock();
    if (earliest)
      changed_.notify_one(); // only then does the worker have to get up sooner
    return id;
  }

  void run(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      if (queue_.empty()) {
        changed_.wait(lock, stop, [this] { return !queue_.empty(); });
        continue;
      }
      const auto due = queue_.top().due;
      if (Clock::now() < due) {
        changed_.wait_until(lock, stop, due, [this, due] { return queue_.top().due < due; });
        continue; // a stop, an earlier job, or the time has come: look again
      }
      Entry entry = queue_.top();
      queue_.pop();
      if (live_.contains(entry.id))
        runUnlocked(lock, std::move(entry));
    }
  }

  // Called and left with the lock held; gives it up for the job.
  void runUnlocked(std::unique_lock<std::mutex> &lock, Entry entry) {
    running_ = entry.id;
    lock.unlock();
    bool failed = false;
    try {
      entry.job();
    } catch (...) {
      failed = true;
    }
    lock.lock();
    running_ = 0;
    failures_ += failed ? 1 : 0;
    if (entry.period == Clock::duration{} || failed) {
      live_.erase(entry.id);
    } else if (live_.contains(entry.id)) { // it may have been cancelled meanwhile
      entry.due = std::max(entry.due + entry.period, Clock::now());
      queue_.push(std::move(entry));
    }
    jobDone_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::condition_variable jobDone_;
  std::priority_queue<Entry> queue_;
  std::unordered_set<JobId> live_;
  JobId nextId_ = 1;
  JobId running_ = 0;
  std::size_t failures_ = 0;
  std::jthread worker_;
};

} // namespace

int main() {
  std::atomic<int> ticks{0};
  std::atomic<bool> fired{false};
  int afterCancel = 0;
  std::size_t failures = 0;
  {
    Scheduler scheduler;
    const auto ticker = scheduler.every(1ms, [&ticks] {
      ticks.fetch_add(1);
      ticks.notify_all();
    });
    scheduler.once(2ms, [] { throw 42; });
    scheduler.once(3ms, [&fired] {
      fired = true;
      fired.notify_one();
    });
    scheduler.once(1h, [] {}); // still queued when the scheduler goes away
    fired.wait(false);
    for (int seen = ticks; seen < 5; seen = ticks)
      ticks.wait(seen);
    if (!scheduler.cancel(ticker) || scheduler.cancel(ticker))
      return 1;
    afterCancel = ticks;
    failures = scheduler.failures();
  }
  return fired && ticks == afterCancel && failures == 1 ? 0 : 1;
}
