// Flags that are written without the mutex of the waits, which is then locked and unlocked before the notification.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class IndexWriter {
public:
  IndexWriter() : thread_(&IndexWriter::run, this) {}
  IndexWriter(const IndexWriter &) = delete;
  IndexWriter &operator=(const IndexWriter &) = delete;
  ~IndexWriter() {
    stopping_ = true;
    { std::lock_guard<std::mutex> guard(mutex_); }
    wake_.notify_all();
    thread_.join();
  }

  void commit() {
    ++commits_;
    mutex_.lock();
    mutex_.unlock();
    wake_.notify_one();
  }

  void commitTwice() {
    commits_.fetch_add(2);
    passThrough();
    wake_.notify_one();
  }

  void commitAndCount() {
    ++commits_;
    std::unique_lock<std::mutex> lock(mutex_);
    ++counted_;
    wake_.notify_one();
  }

  void flushNow() {
    flush_ = true;
    notify();
  }

  void awaitWritten(unsigned count) {
    std::unique_lock<std::mutex> lock(mutex_);
    progressed_.wait(lock, [this, count] { return written_ >= count; });
  }

  unsigned flushes() const { return flushes_; }

private:
  void passThrough() { std::lock_guard<std::mutex> guard(mutex_); }

  void notify() {
    std::lock_guard<std::mutex> guard(mutex_);
    wake_.notify_all();
  }

  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || flush_ || commits_ > 0; });
      if (flush_.exchange(false))
        ++flushes_;
      const unsigned commits = commits_.exchange(0);
      written_ += commits;
      progressed_.notify_all();
      if (commits == 0 && stopping_)
        return;
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable progressed_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> flush_{false};
  std::atomic<unsigned> commits_{0};
  std::atomic<unsigned> flushes_{0};
  unsigned written_ = 0;
  unsigned counted_ = 0;
  std::thread thread_;
};

int main() {
  IndexWriter writer;
  std::thread other([&writer] {
    writer.commit();
    writer.commitAndCount();
  });
  writer.commitTwice();
  writer.awaitWritten(4);
  writer.flushNow();
  while (writer.flushes() == 0)
    std::this_thread::yield();
  other.join();
}
