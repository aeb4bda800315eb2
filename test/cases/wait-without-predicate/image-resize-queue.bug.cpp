// Resizes images on two threads that share a queue; a worker that is woken takes the front of the queue without looking at it again.
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Job {
  std::string file;
  unsigned width = 0;
  bool last = false;
};

class JobQueue {
public:
  void put(Job job) {
    std::lock_guard<std::mutex> guard(mutex_);
    jobs_.push_back(std::move(job));
    filled_.notify_one();
  }

  Job take() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (jobs_.empty())
      filled_.wait(lock); // finding: 'filled_'
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }

private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job> jobs_;
};

class Resizer {
public:
  explicit Resizer(JobQueue &queue) : queue_(queue) {}

  void run() {
    for (Job job = queue_.take(); !job.last; job = queue_.take()) {
      std::lock_guard<std::mutex> guard(mutex_);
      widths_[job.file] = job.width / 2;
    }
  }

  unsigned width(const std::string &file) {
    std::lock_guard<std::mutex> guard(mutex_);
    return widths_[file];
  }

private:
  JobQueue &queue_;
  std::mutex mutex_;
  std::map<std::string, unsigned> widths_;
};

int main() {
  JobQueue queue;
  Resizer resizer(queue);
  std::thread first([&resizer] { resizer.run(); });
  std::thread second([&resizer] { resizer.run(); });
  queue.put({"sea.jpg", 800});
  queue.put({"hill.jpg", 600});
  queue.put({"", 0, true});
  queue.put({"", 0, true});
  first.join();
  second.join();
  return resizer.width("sea.jpg") == 400 && resizer.width("hill.jpg") == 300 ? 0 : 1;
}
