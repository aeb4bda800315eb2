// Autosave: the game thread hands over a serialized world, a thread of its own
// replaces the slot's file.
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace {

bool writeFully(int fd, const std::string& data) {
  std::size_t at = 0;
  while (at < data.size()) {
    const ssize_t n = ::write(fd, data.data() + at, data.size() - at);
    if (n < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    at += static_cast<std::size_t>(n);
  }
  return true;
}

bool discard(int fd, const std::string& temp) {
  (void)::close(fd);
  (void)::unlink(temp.c_str());
  return false;
}

bool replaceFile(const std::string& path, const std::string& data) {
  const std::string temp = path + ".new";
  const int fd = ::open(temp.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  if (!writeFully(fd, data)) return discard(fd, temp);
  if (::fsync(fd) != 0) return discard(fd, temp);
  if (::close(fd) != 0) {
    (void)::unlink(temp.c_str());
    return false;
  }
  return ::rename(temp.c_str(), path.c_str()) == 0;
}

}  // namespace

class AutoSaver {
 public:
  explicit AutoSaver(std::string dir)
      : dir_(std::move(dir)), thread_([this] { run(); }) {}

  ~AutoSaver() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      quit_ = true;
    }
    cond_.notify_one();
    thread_.join();
  }

  AutoSaver(const AutoSaver&) = delete;
  AutoSaver& operator=(const AutoSaver&) = delete;

  // A newer world for the same slot takes the place of one not yet written.
  void save(int slot, std::string world) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      waiting_[slot] = std::move(world);
    }
    cond_.notify_one();
  }

  bool lastSaveFailed() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return failed_;
  }

 private:
  void run() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      cond_.wait(lock, [this] { return quit_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto job = waiting_.extract(waiting_.begin());
      lock.unlock();
      const std::string path = dir_ + "/slot" + std::to_string(job.key()) + ".sav";
      const bool saved = replaceFile(path, job.mapped());
      lock.lock();
      failed_ = !saved;
    }
  }

  const std::string dir_;
  mutable std::mutex mutex_;
  std::condition_variable cond_;
  std::map<int, std::string> waiting_;
  bool failed_ = false;
  bool quit_ = false;
  std::thread thread_;
};
