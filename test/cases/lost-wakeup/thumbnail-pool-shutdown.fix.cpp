// A thread pool's shutdown() claims its stop flag with a compare-exchange under the mutex the workers wait with.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class ThumbnailPool {
public:
  explicit ThumbnailPool(unsigned workers) {
    workers_.reserve(workers);
    for (unsigned i = 0; i < workers; ++i)
      workers_.emplace_back([this] { work(); });
  }
  ~ThumbnailPool() { shutdown(); }
  ThumbnailPool(const ThumbnailPool &) = delete;
  ThumbnailPool &operator=(const ThumbnailPool &) = delete;

  bool submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (stopping_)
        return false;
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
  }

  // Lets the workers finish the queue and joins them; a second call does nothing.
  void shutdown() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      bool expected = false;
      if (!stopping_.compare_exchange_strong(expected, true))
        return;
    }
    wake_.notify_all();
    for (std::thread &worker : workers_)
      worker.join();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> workers_;
};

int main() {
  std::atomic<int> pixels{0};
  ThumbnailPool pool(3);
  for (int image = 1; image <= 20; ++image)
    if (!pool.submit([&pixels, image] { pixels += image * 64; }))
      return 1;
  pool.shutdown();
  const bool refused = !pool.submit([&pixels] { pixels = 0; });
  return refused && pixels == 210 * 64 ? 0 : 1;
}
