// Writes a daemon's pid file; the result of the final rename is stored, and then success is announced without a look at it.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace {

class PidFile {
public:
  explicit PidFile(const char *path) : path_(path) {}
  ~PidFile() {
    if (lockFd_ != -1)
      ::close(lockFd_);
    if (placed_)
      (void)::unlink(path_.c_str());
  }

  bool place() {
    const std::string lockName = path_ + ".lock";
    lockFd_ = ::open(lockName.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (lockFd_ == -1)
      return complain("open");

    int rc = ::flock(lockFd_, LOCK_EX | LOCK_NB);
    if (rc != 0)
      return complain("flock");

    const std::string draft = path_ + ".new";
    const std::string text = std::to_string(::getpid()) + "\n";
    const int fd = ::open(draft.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
    if (fd == -1)
      return complain("open");
    const ssize_t written = ::write(fd, text.data(), text.size());
    rc = ::close(fd);
    if (rc != 0 || written != static_cast<ssize_t>(text.size()))
      return complain("write");

    rc = ::rename(draft.c_str(), path_.c_str()); // finding: 'rc'
    placed_ = true;
    std::printf("pid file %s is in place\n", path_.c_str());
    return true;
  }

private:
  bool complain(const char *call) const {
    std::fprintf(stderr, "%s: %s: %s\n", path_.c_str(), call, std::strerror(errno));
    return false;
  }

  std::string path_;
  int lockFd_ = -1;
  bool placed_ = false;
};

} // namespace

int main() {
  PidFile pidFile("/run/collector.pid");
  return pidFile.place() ? 0 : 1;
}
