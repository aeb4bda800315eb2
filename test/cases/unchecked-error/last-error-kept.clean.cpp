// A synchroniser that keeps its errors: in a member, in a vector, in an exception, in what a lambda captured.
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

class Synchroniser {
public:
  // The result is asked for with lastError(), as with the C library's ferror().
  void touch(const fs::path &file) {
    fs::last_write_time(file, fs::file_time_type::clock::now(), lastError_);
  }

  void flush(int fd) { lastResult_ = ::fsync(fd); }

  bool healthy() const { return !lastError_ && lastResult_ == 0; }
  const std::error_code &lastError() const { return lastError_; }

  void removeAll(const std::vector<fs::path> &files) {
    for (const fs::path &file : files) {
      std::error_code ec;
      fs::remove(file, ec);
      problems_.emplace_back(file, ec);
    }
  }

  void report() const {
    for (const auto &[file, ec] : problems_)
      std::printf("%s: %s\n", file.c_str(), ec.message().c_str());
  }

  std::function<bool()> copyLater(const fs::path &from, const fs::path &to) {
    std::error_code ec;
    fs::copy(from, to, fs::copy_options::recursive, ec);
    return [this, ec] {
      if (ec)
        lastError_ = ec;
      return !ec;
    };
  }

private:
  std::error_code lastError_;
  int lastResult_ = 0;
  std::vector<std::pair<fs::path, std::error_code>> problems_;
};

[[noreturn]] static void raise(const char *what) { throw std::system_error(errno, std::generic_category(), what); }

std::uintmax_t prune(const fs::path &cache, std::size_t workers) {
  std::vector<std::error_code> errors(workers);
  std::vector<std::uintmax_t> removed(workers);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < workers; ++i)
    threads.emplace_back([&, i] { removed[i] = fs::remove_all(cache / std::to_string(i), errors[i]); });
  for (std::thread &thread : threads)
    thread.join();

  std::uintmax_t total = 0;
  for (std::size_t i = 0; i < workers; ++i) {
    if (errors[i])
      throw std::system_error(errors[i], "prune");
    total += removed[i];
  }
  return total;
}

int main() {
  Synchroniser synchroniser;
  synchroniser.touch("stamp");
  synchroniser.flush(STDOUT_FILENO);
  if (!synchroniser.healthy())
    std::printf("%s\n", synchroniser.lastError().message().c_str());

  std::error_code ec;
  const auto check = [&ec](const char *step) {
    if (ec)
      throw std::system_error(ec, step);
  };
  fs::create_directories("mirror", ec);
  check("create");
  fs::copy("stamp", "mirror/stamp", ec);
  check("copy");

  const auto copied = synchroniser.copyLater("mirror", "mirror2");
  if (::ftruncate(STDOUT_FILENO, 0) == -1 && errno != EINVAL)
    raise("ftruncate");
  synchroniser.removeAll({"stamp", "mirror/stamp"});
  synchroniser.report();
  std::printf("%ju\n", prune("mirror2", 4));
  return copied() ? 0 : 1;
}
