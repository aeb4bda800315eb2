// A scratch directory; the error-code overloads are taken for not throwing, and the answer itself says whether they failed.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

class ScratchDirectory {
public:
  explicit ScratchDirectory(fs::path where) : where_(std::move(where)) { fs::create_directories(where_); }

  ~ScratchDirectory() {
    std::error_code ignored;
    fs::remove_all(where_, ignored);
  }

  ScratchDirectory(const ScratchDirectory &) = delete;
  ScratchDirectory &operator=(const ScratchDirectory &) = delete;

  // A directory that cannot be asked about is no better than a missing one.
  bool usable() const {
    std::error_code ec;
    return fs::is_directory(where_, ec);
  }

  bool contains(const std::string &name) const {
    std::error_code ec;
    if (!fs::exists(where_ / name, ec))
      return false;
    std::lock_guard<std::mutex> lock(mutex_);
    return name != reserved_;
  }

  std::uintmax_t sizeOf(const std::string &name) const {
    std::error_code ec;
    const std::uintmax_t size = fs::file_size(where_ / name, ec);
    if (size == static_cast<std::uintmax_t>(-1))
      return 0;
    return size;
  }

  bool shrink(const std::string &name, std::uintmax_t size) {
    std::error_code ec;
    fs::resize_file(where_ / name, size, ec);
    return ec.value() == 0;
  }

private:
  fs::path where_;
  mutable std::mutex mutex_;
  std::string reserved_ = ".lock";
};

int main() {
  ScratchDirectory scratch("/tmp/scratch-directory");
  if (!scratch.usable())
    return 1;
  std::printf("%ju\n", scratch.contains("table") && scratch.shrink("table", 100) ? scratch.sizeOf("table") : 0);
}
