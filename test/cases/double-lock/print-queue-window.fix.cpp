// A print queue's worker gives the lock back while it prints.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class PrintQueue {
public:
  PrintQueue() : worker_([this] { work(); }) {}

  ~PrintQueue() {
    {
      std::lock_guard<std::mutex> lock(jobsMutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    worker_.join();
  }

  PrintQueue(const PrintQueue &) = delete;
  PrintQueue &operator=(const PrintQueue &) = delete;

  void submit(std::string text) {
    {
      std::lock_guard<std::mutex> lock(jobsMutex_);
      jobs_.push_back(std::move(text));
    }
    changed_.notify_all();
  }

  std::size_t waitForPages(std::size_t pages) {
    std::unique_lock<std::mutex> lock(jobsMutex_);
    changed_.wait(lock, [&] { return pages_ >= pages; });
    return pages_;
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(jobsMutex_);
    while (true) {
      changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty())
        return;
      const std::string job = std::move(jobs_.front());
      jobs_.pop_front();

      lock.unlock();
      const std::size_t printed = print(job);
      lock.lock();
      pages_ += printed;
      changed_.notify_all();
    }
  }

  static std::size_t print(const std::string &text) { return 1 + text.size() / 60; }

  std::mutex jobsMutex_;
  std::condition_variable changed_;
  std::deque<std::string> jobs_;
  std::size_t pages_ = 0;
  bool stopping_ = false;
  std::thread worker_;
};

int main() {
  PrintQueue queue;
  queue.submit("a short note");
  queue.submit(std::string(100, 'x'));
  return queue.waitForPages(3) == 3 ? 0 : 1;
}
