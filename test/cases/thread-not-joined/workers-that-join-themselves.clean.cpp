// Threads that nobody joins by name: jthreads, a thread class that joins in its destructor, a policy that joins, and scope exits.
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class AutoThread {
public:
  AutoThread() = default;
  template <typename F> explicit AutoThread(F f) : thread_(std::move(f)) {}
  AutoThread(AutoThread &&) = default;
  AutoThread &operator=(AutoThread &&other) noexcept {
    finish();
    thread_ = std::move(other.thread_);
    return *this;
  }
  ~AutoThread() { finish(); }

private:
  void finish() {
    if (thread_.joinable())
      thread_.join();
  }

  std::thread thread_;
};

struct JoinAtEnd {
  void operator()(std::thread *thread) const {
    thread->join();
    delete thread;
  }
};
using ThreadPointer = std::unique_ptr<std::thread, JoinAtEnd>;

template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F f) : f_(std::move(f)) {}
  ~ScopeExit() { f_(); }
  ScopeExit(const ScopeExit &) = delete;
  ScopeExit &operator=(const ScopeExit &) = delete;

private:
  F f_;
};

static void check(const std::string &name) {
  if (name.empty())
    throw std::invalid_argument("no name");
}

class Renderer {
public:
  explicit Renderer(std::atomic<unsigned> &frames) : frames_(frames) {
    for (int i = 0; i < 2; ++i)
      workers_.emplace_back([this] { ++frames_; });
    background_ = AutoThread([this] { ++frames_; });
  }

  void again() {
    background_ = AutoThread([this] { ++frames_; });
    spare_ = ThreadPointer(new std::thread([this] { ++frames_; }));
  }

private:
  std::atomic<unsigned> &frames_;
  std::vector<std::jthread> workers_;
  AutoThread background_;
  ThreadPointer spare_;
};

unsigned renderNamed(const std::string &name, std::atomic<unsigned> &frames) {
  std::thread helper([&frames] { ++frames; });
  ScopeExit join([&helper] { helper.join(); });
  check(name);
  std::jthread second([&frames] { ++frames; });
  check(name.substr(0, 1));
  const AutoThread third([&frames] { ++frames; });
  return static_cast<unsigned>(name.size());
}

int main() {
  std::atomic<unsigned> frames{0};
  {
    Renderer renderer(frames);
    renderer.again();
    renderer.again();
  }
  const bool seven = frames == 7;
  try {
    renderNamed("", frames);
  } catch (const std::invalid_argument &) {
    return seven && frames == 8 && renderNamed("sky", frames) == 3 && frames == 11 ? 0 : 1;
  }
  return 1;
}
