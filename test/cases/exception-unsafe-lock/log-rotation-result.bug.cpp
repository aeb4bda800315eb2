// Rotates a log under its lock by hand; the new file's handle is taken out of a result that may hold an error instead, and then throws past the unlock.
#include <leash/error.h>
#include <leash/mutex.h>
#include <leash/result.h>

#include <cstdio>
#include <memory>
#include <string>

struct CloseFile {
  void operator()(std::FILE *file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

static leash::result<File> openLog(const std::string &path) {
  if (std::FILE *file = std::fopen(path.c_str(), "a"))
    return File(file);
  return leash::fail(leash::errorf("can't open {}", path));
}

class Log {
public:
  explicit Log(std::string path) : path_(std::move(path)) {}

  void rotate(int generation) {
    mutex_.lock(); // finding: 'mutex_'
    file_.reset();
    file_ = openLog(path_ + "." + std::to_string(generation)).value();
    lines_ = 0;
    mutex_.unlock();
  }

  void write(const std::string &line) {
    leash::guard hold(mutex_);
    if (!file_)
      return;
    std::fprintf(file_.get(), "%s\n", line.c_str());
    ++lines_;
  }

private:
  leash::mutex mutex_;
  std::string path_;
  File file_;
  unsigned lines_ = 0;
};

int main() {
  Log log("/tmp/orders");
  for (int generation = 1; generation <= 3; ++generation) {
    try {
      log.rotate(generation);
    } catch (const leash::bad_result_access &full) {
      std::fprintf(stderr, "%s\n", full.what());
    }
    log.write("rotated");
  }
}
