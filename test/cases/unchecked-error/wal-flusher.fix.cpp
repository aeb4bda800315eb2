// Group commit for the write-ahead log: writers queue records, one flusher
// thread appends them as a batch and makes the batch durable.
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace wal {

class Status {
 public:
  static Status OK() { return Status(); }
  static Status IOError(const char* what, int err) {
    Status s;
    s.code_ = err;
    s.what_ = what;
    return s;
  }

  bool ok() const { return code_ == 0; }
  int code() const { return code_; }
  const std::string& what() const { return what_; }

 private:
  int code_ = 0;
  std::string what_;
};

class LogFile {
 public:
  explicit LogFile(int fd) : fd_(fd) {}

  Status Append(const std::string& data) {
    const char* p = data.data();
    std::size_t left = data.size();
    while (left > 0) {
      const ssize_t n = ::write(fd_, p, left);
      if (n < 0) {
        if (errno == EINTR) continue;
        return Status::IOError("append", errno);
      }
      p += n;
      left -= static_cast<std::size_t>(n);
    }
    return Status::OK();
  }

  Status Sync() {
    if (::fsync(fd_) != 0) return Status::IOError("sync", errno);
    return Status::OK();
  }

 private:
  const int fd_;
};

class Flusher {
 public:
  explicit Flusher(int fd) : file_(fd), thread_([this] { Run(); }) {}

  ~Flusher() {
    {
      std::lock_guard<std::mutex> lk(mu_);
      closing_ = true;
    }
    work_cv_.notify_one();
    thread_.join();
  }

  Flusher(const Flusher&) = delete;
  Flusher& operator=(const Flusher&) = delete;

  // Returns once the record is durable, or the log has failed.
  Status Commit(std::string record) {
    std::unique_lock<std::mutex> lk(mu_);
    if (!error_.ok()) return error_;
    pending_.push_back(std::move(record));
    const std::uint64_t mine = ++queued_;
    work_cv_.notify_one();
    done_cv_.wait(lk, [&] { return durable_ >= mine || !error_.ok(); });
    return durable_ >= mine ? Status::OK() : error_;
  }

 private:
  void Run() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
      work_cv_.wait(lk, [this] { return closing_ || !pending_.empty(); });
      if (pending_.empty()) return;
      std::vector<std::string> batch;
      batch.swap(pending_);
      const std::uint64_t upto = queued_;
      lk.unlock();
      Status s = WriteBatch(batch);
      lk.lock();
      if (!s.ok()) {
        error_ = s;
        done_cv_.notify_all();
        return;
      }
      durable_ = upto;
      done_cv_.notify_all();
    }
  }

  Status WriteBatch(const std::vector<std::string>& batch) {
    std::string body;
    for (const std::string& r : batch) body += r;

    Status result = file_.Append("B" + std::to_string(body.size()) + "\n");
    if (!result.ok()) return result;
    result = file_.Append(body);
    if (!result.ok()) return result;
    result = file_.Sync();
    if (!result.ok()) return result;
    return Status::OK();
  }

  LogFile file_;
  std::mutex mu_;
  std::condition_variable work_cv_;
  std::condition_variable done_cv_;
  std::vector<std::string> pending_;
  std::uint64_t queued_ = 0;
  std::uint64_t durable_ = 0;
  Status error_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace wal
