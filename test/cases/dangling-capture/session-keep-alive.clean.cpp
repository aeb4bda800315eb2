// Sessions whose timers and detached threads keep what they need: shared_from_this, shared and weak pointers, and copies.
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

class Loop {
public:
  void post(std::function<void()> action) {
    std::lock_guard<std::mutex> guard(mutex_);
    actions_.push_back(std::move(action));
  }

  std::size_t runAll() {
    std::vector<std::function<void()>> actions;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      actions.swap(actions_);
    }
    for (const std::function<void()> &action : actions)
      action();
    return actions.size();
  }

private:
  std::mutex mutex_;
  std::vector<std::function<void()>> actions_;
};

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(std::string peer) : peer_(std::move(peer)) {}

  void pingSoon(Loop &loop) {
    loop.post([self = shared_from_this()] { ++self->pings_; });
    loop.post([this, keep = shared_from_this()] { ++pings_; });
    loop.post(std::bind(&Session::ping, shared_from_this()));
  }

  void expireSoon(Loop &loop) {
    loop.post([weak = weak_from_this()] {
      if (const std::shared_ptr<Session> self = weak.lock())
        self->expired_ = true;
    });
  }

  void greet() {
    std::thread([self = shared_from_this()] {
      std::this_thread::sleep_for(2ms);
      self->greeted_ = true;
    }).detach();
  }

  void announce(Loop &loop, std::string_view text, const std::shared_ptr<std::atomic<unsigned>> &letters) const {
    const std::string line = peer_ + ": " + std::string(text);
    loop.post([line, letters] { *letters += static_cast<unsigned>(line.size()); });
    loop.post([text = std::string(text), letters] { *letters += static_cast<unsigned>(text.size()); });
  }

  bool greeted() const { return greeted_; }
  bool expired() const { return expired_; }
  int pings() const { return pings_; }

private:
  void ping() { ++pings_; }

  const std::string peer_;
  std::atomic<bool> greeted_{false};
  std::atomic<bool> expired_{false};
  std::atomic<int> pings_{0};
};

int main() {
  Loop loop;
  const auto letters = std::make_shared<std::atomic<unsigned>>(0);
  auto session = std::make_shared<Session>("10.0.0.7");
  session->pingSoon(loop);
  session->announce(loop, "hello", letters);
  session->greet();
  while (!session->greeted())
    std::this_thread::sleep_for(1ms);
  const std::size_t ran = loop.runAll();
  const bool fine = ran == 5 && session->pings() == 3 && *letters == 20 && !session->expired();
  session->expireSoon(loop);
  session->pingSoon(loop);
  session.reset();
  return fine && loop.runAll() == 4 ? 0 : 1;
}
