// A rotating log.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

class RotatingLog {
public:
  RotatingLog(std::string base, std::size_t limit, int keep) : base_(std::move(base)), limit_(limit), keep_(keep) {
    out_.open(base_, std::ios::app);
  }

  void line(std::string_view text) {
    std::lock_guard lock(mutex_);
    if (written_ + text.size() > limit_ && !rotate())
      ++failedRotations_;
    out_ << text << '\n';
    written_ += text.size() + 1;
  }

private:
  fs::path numbered(int n) const { return base_ + "." + std::to_string(n); }

  bool refuse(const std::error_code &why) {
    std::cerr << base_ << ": cannot rotate: " << why.message() << '\n';
    out_.open(base_, std::ios::app);
    return false;
  }

  bool rotate() {
    out_.close();
    std::error_code ec;
    if (keep_ > 0) {
      for (int n = keep_ - 1; n >= 1; --n) {
        fs::rename(numbered(n), numbered(n + 1), ec);
        if (ec && ec != std::errc::no_such_file_or_directory)
          return refuse(ec);
      }
      fs::rename(base_, numbered(1), ec);
    } else {
      fs::remove(base_, ec);
    }
    if (ec)
      return refuse(ec);
    out_.open(base_, std::ios::app);
    written_ = 0;
    return out_.is_open();
  }

  std::mutex mutex_;
  std::string base_;
  std::size_t limit_;
  std::size_t written_ = 0;
  int keep_;
  int failedRotations_ = 0;
  std::ofstream out_;
};

int main(int argc, char **argv) {
  RotatingLog log("audit.log", 4096, argc - 1);
  for (int i = 0; i < argc; ++i)
    log.line(argv[i]);
}
