// A build sandbox whose cleanup is best effort: every ignored result is ignored on purpose, or is one that nobody checks.
#include <cstdio>
#include <filesystem>
#include <fcntl.h>
#include <iostream>
#include <pthread.h>
#include <string>
#include <system_error>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

class [[nodiscard]] Result {
public:
  explicit Result(bool good, std::string message = {}) : good_(good), message_(std::move(message)) {}
  bool ok() const { return good_; }
  const std::string &message() const { return message_; }

private:
  bool good_;
  std::string message_;
};

static Result sendTrace(const std::string &text) {
  if (text.size() > 512)
    return Result(false, "too long");
  std::clog << text << '\n';
  return Result(true);
}

class Sandbox {
public:
  explicit Sandbox(fs::path root) : root_(std::move(root)), socket_(::open("/dev/null", O_RDONLY)) {}

  ~Sandbox() {
    std::error_code ec;
    fs::remove_all(root_, ec);
    (void)ec; // a leftover directory is the janitor's business

    if (socket_ >= 0)
      ::close(socket_);
    (void)::unlink((root_.string() + ".lock").c_str());
    std::ignore = sendTrace("sandbox is gone");
  }

  Sandbox(const Sandbox &) = delete;
  Sandbox &operator=(const Sandbox &) = delete;

  void dump(const std::string &file) const {
    std::FILE *out = std::fopen(file.c_str(), "w");
    if (!out)
      return;
    std::fprintf(out, "root %s\n", root_.c_str());
    std::fputs("end\n", out);
    std::fclose(out);
    std::printf("dumped %s\n", file.c_str());
  }

private:
  fs::path root_;
  int socket_;
};

static pthread_mutex_t nameMutex = PTHREAD_MUTEX_INITIALIZER;

static void *nameThread(void *) {
  pthread_mutex_lock(&nameMutex);
  (void)pthread_setname_np(pthread_self(), "sandbox");
  pthread_mutex_unlock(&nameMutex);
  return nullptr;
}

int main() {
  Sandbox sandbox("/tmp/sandbox");
  sandbox.dump("/tmp/sandbox.txt");
  static_cast<void>(sendTrace("sandbox is up"));

  pthread_t namer;
  if (pthread_create(&namer, nullptr, nameThread, nullptr) == 0)
    pthread_join(namer, nullptr);
  pthread_mutex_destroy(&nameMutex);

  const char bell = '\a';
  [[maybe_unused]] const ssize_t rung = ::write(STDERR_FILENO, &bell, 1);
}
