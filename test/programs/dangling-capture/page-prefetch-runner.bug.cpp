// A page prefetcher on a task runner; the task that it posts calls back an object that the browser may have closed in the meantime.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))

namespace base {

class __attribute__((capability("mutex"))) Lock {
public:
  void Acquire() __attribute__((acquire_capability())) { mutex_.lock(); }
  void Release() __attribute__((release_capability())) { mutex_.unlock(); }
  std::mutex &native() { return mutex_; }

private:
  std::mutex mutex_;
};

class __attribute__((scoped_lockable)) AutoLock {
public:
  explicit AutoLock(Lock &lock) __attribute__((acquire_capability(lock))) : lock_(lock) { lock_.Acquire(); }
  ~AutoLock() __attribute__((release_capability())) { lock_.Release(); }
  AutoLock(const AutoLock &) = delete;
  AutoLock &operator=(const AutoLock &) = delete;

private:
  Lock &lock_;
};

using OnceClosure = std::function<void()>;

template <typename T> struct UnretainedWrapper {
  T *pointer;
};

template <typename T> UnretainedWrapper<T> Unretained(T *pointer) { return {pointer}; }

template <typename T> OnceClosure BindOnce(void (T::*method)(), UnretainedWrapper<T> receiver) {
  return [method, receiver] { (receiver.pointer->*method)(); };
}

template <typename T> OnceClosure BindOnce(void (T::*method)(), std::weak_ptr<T> receiver) {
  return [method, receiver] {
    if (const std::shared_ptr<T> alive = receiver.lock())
      (alive.get()->*method)();
  };
}

class TaskRunner {
public:
  TaskRunner() : thread_(&TaskRunner::Run, this) {}
  ~TaskRunner() {
    PostTask(nullptr);
    thread_.join();
  }

  void PostTask(OnceClosure task) {
    AutoLock hold(lock_);
    tasks_.push(std::move(task));
    posted_.notify_one();
  }

private:
  void Run() {
    while (OnceClosure task = Take())
      task();
  }

  OnceClosure Take() __attribute__((no_thread_safety_analysis)) {
    std::unique_lock<std::mutex> lock(lock_.native());
    posted_.wait(lock, [this]() __attribute__((no_thread_safety_analysis)) { return !tasks_.empty(); });
    OnceClosure task = std::move(tasks_.front());
    tasks_.pop();
    return task;
  }

  Lock lock_;
  std::condition_variable posted_;
  std::queue<OnceClosure> tasks_ GUARDED_BY(lock_);
  std::thread thread_;
};

} // namespace base

class Prefetcher : public std::enable_shared_from_this<Prefetcher> {
public:
  explicit Prefetcher(std::string url) : url_(std::move(url)) {}

  void Start(base::TaskRunner &runner) {
    runner.PostTask(base::BindOnce(&Prefetcher::Fetch, base::Unretained(this))); // finding: 'this'
  }

private:
  void Fetch() { body_ = "<!-- " + url_ + " -->"; }

  const std::string url_;
  std::string body_;
};

int main() {
  base::TaskRunner runner;
  auto prefetcher = std::make_shared<Prefetcher>("https://example.org/next");
  prefetcher->Start(runner);
  prefetcher.reset();
}
