// Converts batches on a pool with tasks that refer to locals; the submitting function waits for all of them: a latch, a count with a condition, futures, a wait group.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Pool {
public:
  Pool() {
    for (int i = 0; i < 2; ++i)
      threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
  }

  void post(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

  template <typename F> std::future<void> submit(F f) {
    auto task = std::make_shared<std::packaged_task<void()>>(std::move(f));
    std::future<void> done = task->get_future();
    post([task] { (*task)(); });
    return done;
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;
};

long convertWithLatch(Pool &pool, const std::vector<long> &values) {
  std::atomic<long> sum{0};
  std::latch done(static_cast<std::ptrdiff_t>(values.size()));
  for (const long value : values)
    pool.post([&sum, &done, value] {
      sum += value * 2;
      done.count_down();
    });
  done.wait();
  return sum;
}

long convertWithCount(Pool &pool, const std::vector<long> &values) {
  std::mutex mutex;
  std::condition_variable finished;
  std::size_t left = values.size();
  long sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    pool.post([&, i] {
      std::lock_guard<std::mutex> guard(mutex);
      sum += values[i] * 2;
      if (--left == 0)
        finished.notify_one();
    });
  std::unique_lock<std::mutex> lock(mutex);
  finished.wait(lock, [&left] { return left == 0; });
  return sum;
}

long convertWithFutures(Pool &pool, const std::vector<long> &values) {
  std::vector<long> doubled(values.size());
  std::vector<std::future<void>> parts;
  for (std::size_t i = 0; i < values.size(); ++i)
    parts.push_back(pool.submit([&doubled, &values, i] { doubled[i] = values[i] * 2; }));
  long sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].get();
    sum += doubled[i];
  }
  return sum;
}

long convertHere(const std::vector<long> &values) {
  long sum = 0;
  {
    Pool pool;
    pool.post([&sum, &values] {
      for (const long value : values)
        sum += value * 2;
    });
  }
  return sum;
}

int main() {
  Pool pool;
  const std::vector<long> values{1, 2, 3, 4};
  const bool fine = convertWithLatch(pool, values) == 20 && convertWithCount(pool, values) == 20;
  return fine && convertWithFutures(pool, values) == 20 && convertHere(values) == 20 ? 0 : 1;
}
