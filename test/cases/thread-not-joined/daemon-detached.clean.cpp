// A daemon whose threads are detached in one way or another, so that they need no join.
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

std::atomic<unsigned> served{0};

void detachAll(std::vector<std::thread> &threads) {
  for (std::thread &thread : threads)
    thread.detach();
}

class Background {
public:
  explicit Background(std::thread thread) : thread_(std::move(thread)) {}
  Background(const Background &) = delete;
  Background &operator=(const Background &) = delete;
  ~Background() {
    if (thread_.joinable())
      thread_.detach();
  }

private:
  std::thread thread_;
};

void runDetached(std::function<void()> action) { std::thread(std::move(action)).detach(); }

class Acceptor {
public:
  ~Acceptor() { listener_.detach(); }

  void handle(const std::string &request, bool wait) {
    std::thread handler([size = request.size()] { served += static_cast<unsigned>(size); });
    if (wait)
      handler.join();
    else
      handler.detach();
  }

private:
  std::thread listener_{[] { ++served; }};
};

} // namespace

static bool reaches(unsigned count) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    if (served == count)
      return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

int main() {
  {
    Acceptor acceptor;
    acceptor.handle("GET", true);
    acceptor.handle("POST", false);
  }
  runDetached([] { ++served; });

  std::vector<std::thread> crew;
  for (int i = 0; i < 3; ++i)
    crew.emplace_back([] { ++served; });
  detachAll(crew);
  crew.clear();

  { const Background background(std::thread([] { ++served; })); }
  auto owned = std::make_unique<std::thread>([] { ++served; });
  owned->detach();
  owned.reset();
  return reaches(14) ? 0 : 1;
}
