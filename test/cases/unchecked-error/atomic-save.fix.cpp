// Saves a document by way of a temporary file.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

class Descriptor {
public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor &operator=(Descriptor &&) = delete;
  ~Descriptor() { reset(); }

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  void reset() {
    if (fd_ >= 0)
      (void)::close(std::exchange(fd_, -1));
  }

private:
  int fd_;
};

static bool writeAll(int fd, std::string_view data) {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), data.size());
    if (n < 0) {
      if (errno == EINTR)
        continue;
      return false;
    }
    data.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

class Document {
public:
  explicit Document(std::string path) : path_(std::move(path)) {}

  void append(std::string_view text) {
    std::scoped_lock lock(mutex_);
    text_ += text;
    modified_ = true;
  }

  bool save() {
    std::scoped_lock lock(mutex_);
    if (!modified_)
      return true;
    const std::string temporary = path_ + "~";
    Descriptor out(::open(temporary.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644));
    if (!out || !writeAll(out.get(), text_))
      return false;
    if (::fsync(out.get()) != 0)
      return false;
    out.reset();
    if (::rename(temporary.c_str(), path_.c_str()) != 0)
      return false;
    modified_ = false;
    return true;
  }

private:
  std::mutex mutex_;
  std::string path_;
  std::string text_;
  bool modified_ = false;
};

int main() {
  Document notes("notes.txt");
  notes.append("one\n");
  return notes.save() ? 0 : 1;
}
