// A small executor: the packaged tasks behind the futures are moved into a queue, erased into callables and run there.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Executor {
public:
  explicit Executor(int threads) {
    for (int t = 0; t < threads; ++t)
      threads_.emplace_back(&Executor::work, this);
  }
  ~Executor() {
    change([this] { closing_ = true; }, &std::condition_variable::notify_all);
    std::for_each(threads_.begin(), threads_.end(), std::mem_fn(&std::thread::join));
  }

  template <typename F> auto submit(F function) {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(function));
    std::future<Result> result = task->get_future();
    change([&] { tasks_.push_back([task] { (*task)(); }); }, &std::condition_variable::notify_one);
    return result;
  }

private:
  // The only place that wakes a thread; how many is up to the caller.
  template <typename Change> void change(Change what, void (std::condition_variable::*wake)() noexcept) {
    {
      std::lock_guard lock(mutex_);
      what();
    }
    (changed_.*wake)();
  }

  void work() {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main() {
  Executor executor(2);
  std::vector<std::future<int>> parts;
  for (int n = 10; n < 16; ++n)
    parts.push_back(executor.submit([n] { return fib(n); }));

  std::packaged_task<int(int)> moved(fib);
  std::future<int> fromThread = moved.get_future();
  std::thread runner(std::move(moved), 12);

  std::packaged_task<int(int)> called(fib);
  std::shared_future<int> here = called.get_future();
  std::invoke(called, 9);

  std::packaged_task<int()> dropped([] { return 1; });
  std::future<int> broken = dropped.get_future();
  dropped = {};

  std::future<int> lazy = std::async(std::launch::deferred, fib, 8);
  std::future<int> eager = std::async(std::launch::async, [] { return fib(11); });

  int sum = fromThread.get() + here.get() + lazy.get() + eager.get();
  runner.join();
  for (std::future<int> &part : parts)
    sum += part.get();
  broken.wait();
  std::cout << sum << '\n';
}
