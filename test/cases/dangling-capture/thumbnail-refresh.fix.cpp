// Fills a store with thumbnails through a thread pool; every task has its own copy of the geometry.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class ThreadPool {
public:
  explicit ThreadPool(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      workers_.emplace_back([this] { work(); });
  }
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;
  ~ThreadPool() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (std::thread &worker : workers_)
      worker.join();
  }

  void submit(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool closing_ = false;
  std::vector<std::thread> workers_;
};

struct Geometry {
  int width, height;
};

class ThumbnailStore {
public:
  void put(const std::string &path, const Geometry &geometry) {
    std::lock_guard<std::mutex> guard(mutex_);
    pixels_[path] = geometry.width * geometry.height;
  }

  long total() {
    std::lock_guard<std::mutex> guard(mutex_);
    long sum = 0;
    for (const auto &entry : pixels_)
      sum += entry.second;
    return sum;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> pixels_;
};

void refresh(ThreadPool &pool, std::shared_ptr<ThumbnailStore> store, const std::vector<std::string> &paths,
             int scale) {
  const Geometry geometry{4 * scale, 3 * scale};
  for (const std::string &path : paths)
    pool.submit([store, path, geometry] { store->put(path, geometry); });
}

int main() {
  const auto store = std::make_shared<ThumbnailStore>();
  {
    ThreadPool pool(2);
    refresh(pool, store, {"a.png", "b.png", "c.png"}, 10);
  }
  return store->total() == 3600 ? 0 : 1;
}
