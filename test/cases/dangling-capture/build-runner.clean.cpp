// Runs the compile steps of a build; a step that fails stops the ones not begun.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace build {

class Pool {
 public:
  explicit Pool(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { Work(); });
  }
  ~Pool() { Shutdown(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Not after Shutdown().
  void Post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

  // Works off what has been posted and ends the threads.
  void Shutdown() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      shutdown_ = true;
    }
    wake_.notify_all();
    for (std::thread& t : threads_) t.join();
    threads_.clear();
  }

 private:
  void Work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return shutdown_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      std::function<void()> job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
      job = nullptr;
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool shutdown_ = false;
  std::vector<std::thread> threads_;
};

struct Step {
  std::string output;
  std::function<bool()> command;
};

class Build {
 public:
  Build(std::vector<Step> steps, unsigned jobs) : pool_(jobs), steps_(std::move(steps)) {}

  ~Build() {
    cancelled_ = true;
    pool_.Shutdown();
  }

  Build(const Build&) = delete;
  Build& operator=(const Build&) = delete;

  void Start() {
    for (const Step& step : steps_) pool_.Post([this, &step] { Execute(step); });
  }

  bool Failed() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return !failed_.empty();
  }

  std::size_t Finished() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return done_.size();
  }

 private:
  void Execute(const Step& step) {
    if (cancelled_) return;
    const bool ok = step.command();
    if (!ok) cancelled_ = true;
    std::lock_guard<std::mutex> lock(mutex_);
    (ok ? done_ : failed_).push_back(step.output);
  }

  Pool pool_;
  const std::vector<Step> steps_;
  std::atomic<bool> cancelled_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> done_;
  std::vector<std::string> failed_;
};

}  // namespace build
