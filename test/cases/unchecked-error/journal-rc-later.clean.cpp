// A journal whose POSIX results are looked at late, under the condition they were produced under, or by way of errno.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

class Journal {
public:
  explicit Journal(const char *path, bool durable)
      : fd_(::open(path, O_CREAT | O_APPEND | O_RDWR, 0644)), durable_(durable) {
    if (fd_ < 0)
      throw std::system_error(errno, std::generic_category(), path);
  }
  ~Journal() { ::close(fd_); }
  Journal(const Journal &) = delete;
  Journal &operator=(const Journal &) = delete;

  // Returns 0 or a negative errno.
  int append(std::string_view record) {
    std::lock_guard<std::mutex> lock(mutex_);
    const ssize_t n = ::write(fd_, record.data(), record.size());
    const int writeErrno = errno;
    ++appends_;
    lastSize_ = record.size();

    int synced = 0;
    if (durable_ && n >= 0)
      synced = ::fsync(fd_);
    ++generation_;
    if (n < 0)
      return -writeErrno;
    if (durable_ && synced != 0)
      return -EIO;
    return static_cast<std::size_t>(n) == lastSize_ ? 0 : -ENOSPC;
  }

  int finish() {
    int first = 0;
    for (int (*const step)(int) : {&::fsync, &::fdatasync}) {
      const int rc = step(fd_);
      if (rc != 0 && first == 0)
        first = errno;
    }
    return first;
  }

  bool load(std::string &into) {
    char buffer[512];
    ssize_t n;
    if (::lseek(fd_, 0, SEEK_SET) == -1)
      return false;
    do {
      n = ::read(fd_, buffer, sizeof buffer);
      if (n > 0)
        into.append(buffer, static_cast<std::size_t>(n));
    } while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0;
  }

  bool cut(off_t length) {
    errno = 0;
    int rc = ::ftruncate(fd_, length);
    for (int attempts = 0; rc != 0 && errno == EINTR && attempts < 5; ++attempts)
      rc = ::ftruncate(fd_, length);
    return !rc;
  }

  bool moveTo(const std::string &from, const std::string &to) {
    const auto failed = std::rename(from.c_str(), to.c_str());
    std::printf("%s -> %s: %s\n", from.c_str(), to.c_str(), failed ? std::strerror(errno) : "moved");
    return failed == 0;
  }

private:
  std::mutex mutex_;
  int fd_;
  bool durable_;
  std::size_t lastSize_ = 0;
  std::uint64_t appends_ = 0;
  std::uint64_t generation_ = 0;
};

int main() {
  Journal journal("journal.log", true);
  int rc = journal.append("started\n");
  rc |= journal.append("running\n");
  std::string text;
  if (rc < 0 || !journal.load(text) || !journal.cut(0) || !journal.moveTo("journal.log", "journal.old"))
    return 1;
  return journal.finish();
}
