// Downloads what is put into a queue; stop() sets a flag that the queue, where the worker waits for its next job, knows nothing about.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Job {
  std::string url;
  int priority = 0;
};

class JobQueue {
public:
  void put(Job job) {
    std::lock_guard<std::mutex> guard(mutex_);
    auto place = jobs_.begin();
    while (place != jobs_.end() && place->priority >= job.priority)
      ++place;
    jobs_.insert(place, std::move(job));
    available_.notify_one();
  }

  Job takeJob() {
    std::unique_lock<std::mutex> lock(mutex_);
    available_.wait(lock, [&] { return jobs_.size() > 0; }); // finding: cancelled_
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }

private:
  std::mutex mutex_;
  std::condition_variable available_;
  std::list<Job> jobs_;
};

class Downloader {
public:
  void start() { worker_ = std::thread(&Downloader::loop, this); }

  void fetch(const std::string &url, int priority) { queue_.put({url, priority}); }

  void stop() {
    cancelled_ = true;
    if (worker_.joinable())
      worker_.join();
  }

  std::size_t bytes() const { return bytes_; }

private:
  void loop() {
    while (!cancelled_) {
      const Job job = queue_.takeJob();
      bytes_ += job.url.size() * 1024;
    }
  }

  JobQueue queue_;
  std::atomic<bool> cancelled_{false};
  std::atomic<std::size_t> bytes_{0};
  std::thread worker_;
};

int main() {
  Downloader downloader;
  downloader.start();
  downloader.fetch("https://example.org/index.html", 1);
  downloader.fetch("https://example.org/logo.png", 2);
  while (downloader.bytes() == 0)
    std::this_thread::yield();
  downloader.stop();
  return 0;
}
