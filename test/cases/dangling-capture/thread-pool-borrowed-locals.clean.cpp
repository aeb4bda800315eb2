// A thread pool of packaged tasks whose futures carry results and exceptions to the submitter.
#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace {

class ThreadPool {
public:
  explicit ThreadPool(unsigned count) {
    workers_.reserve(count);
    try {
      for (unsigned i = 0; i < count; ++i)
        workers_.emplace_back(&ThreadPool::workerMain, this);
    } catch (...) {
      shutdown(); // thread creation failed half-way: join those that did start
      throw;
    }
  }

  ThreadPool(const ThreadPool &) = delete;
  ~ThreadPool() { shutdown(); }

  template <typename F, typename... Args>
  [[nodiscard]] auto submit(F &&func, Args &&...args)
      -> std::future<std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>> {
    using Result = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
    auto task = std::make_shared<std::packaged_task<Result()>>(
        [fn = std::forward<F>(func), bound = std::make_tuple(std::forward<Args>(args)...)]() mutable -> Result {
          return std::apply(std::move(fn), std::move(bound));
        });
    std::future<Result> future = task->get_future();
    {
      std::lock_guard<std::mutex> guard(mutex_);
      if (stopping_)
        throw std::runtime_error("submit() on a stopped pool");
      tasks_.emplace_back([task = std::move(task)] { (*task)(); });
    }
    wake_.notify_one();
    return future;
  }

  void wait_idle() {
    std::unique_lock<std::mutex> lock(mutex_);
    idle_.wait(lock, [this] { return tasks_.empty() && active_ == 0; });
  }

private:
  void shutdown() noexcept {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_)
      if (worker.joinable())
        worker.join();
  }

  void workerMain() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (tasks_.empty())
        return; // stopping and drained
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      ++active_;
      lock.unlock();
      task();         // a packaged_task keeps its exception in the future
      task = nullptr; // destroy the captures before anybody is told that we are idle
      lock.lock();
      if (--active_ == 0 && tasks_.empty())
        idle_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::deque<std::function<void()>> tasks_;
  std::size_t active_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

// Leaves no task running, even when a submit() or a get() throws.
struct WaitAll {
  std::vector<std::future<void>> &futures;
  ~WaitAll() {
    for (auto &future : futures)
      if (future.valid())
        future.wait();
  }
};

// The tasks borrow `data` and write disjoint slots, and all futures are waited for before the return.
long parallelSum(ThreadPool &pool, const std::vector<int> &data, std::size_t chunks) {
  std::vector<long> partial(chunks);
  std::vector<std::future<void>> pending;
  pending.reserve(chunks);
  const WaitAll guard{pending};
  const auto at = [&data](std::size_t i) { return std::next(data.begin(), std::min<long>(i, std::ssize(data))); };
  const std::size_t step = (data.size() + chunks - 1) / chunks;
  for (std::size_t c = 0; c < chunks; ++c)
    pending.push_back(pool.submit([&, c] { partial[c] = std::accumulate(at(c * step), at((c + 1) * step), 0L); }));
  for (auto &future : pending)
    future.get();
  return std::accumulate(partial.begin(), partial.end(), 0L);
}

int parsePort(const std::string &text) {
  if (const int port = std::stoi(text); port > 0 && port <= 65535)
    return port;
  throw std::out_of_range("port " + text);
}

} // namespace

int main() {
  std::vector<int> data(10'000);
  std::iota(data.begin(), data.end(), 1);
  ThreadPool pool(3);
  const bool sumRight = parallelSum(pool, data, 7) == 50'005'000L;
  auto good = pool.submit(parsePort, std::string("8080"));
  auto bad = pool.submit(&parsePort, "99999");
  auto owned = pool.submit([ptr = std::make_unique<int>(42)] { return *ptr; });
  bool threw = false;
  pool.wait_idle();
  try {
    (void)bad.get();
  } catch (const std::out_of_range &error) {
    threw = true;
    std::printf("rejected: %s\n", error.what());
  }
  return sumRight && threw && good.get() == 8080 && owned.get() == 42 ? 0 : 1;
}
