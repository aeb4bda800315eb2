// A worker pool that names its threads: every worker keeps its own copy of the index.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class WorkerPool {
public:
  explicit WorkerPool(std::size_t count) {
    workers_.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      workers_.emplace_back([&, i] { run("worker-" + std::to_string(i)); });
  }

  WorkerPool(const WorkerPool &) = delete;
  WorkerPool &operator=(const WorkerPool &) = delete;

  ~WorkerPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread &worker : workers_)
      worker.join();
  }

  void add(std::string job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void run(const std::string &name) {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty())
        return;
      std::string job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      std::printf("%s: %s\n", name.c_str(), job.c_str());
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::string> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

int main() {
  WorkerPool pool(4);
  for (const char *job : {"index", "compact", "verify", "report"})
    pool.add(job);
}
