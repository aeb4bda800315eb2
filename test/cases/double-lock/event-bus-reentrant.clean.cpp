// An event bus that calls its listeners unlocked, with RAII subscriptions and weakly held listeners.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

struct Event {
  std::string topic;
  int value = 0;
};

struct Listener {
  virtual ~Listener() = default;
  virtual void onEvent(const Event &event) = 0;
};
class EventBus {
  using Handler = std::function<void(const Event &)>;

  // Shared with the subscriptions, which may outlive the bus.
  struct State {
    std::mutex mutex;
    std::uint64_t nextId = 1;
    std::map<std::uint64_t, std::shared_ptr<const Handler>> handlers;
    std::vector<std::weak_ptr<Listener>> listeners;

    void remove(std::uint64_t id) noexcept {
      std::shared_ptr<const Handler> last; // the handler's captures die after the unlock
      const std::lock_guard lock(mutex);
      if (const auto it = handlers.find(id); it != handlers.end()) {
        last = std::move(it->second);
        handlers.erase(it);
      }
    }
  };

public:
  class [[nodiscard]] Subscription {
  public:
    Subscription() = default;
    Subscription(std::weak_ptr<State> state, std::uint64_t id) noexcept : state_(std::move(state)), id_(id) {}
    Subscription(Subscription &&other) noexcept : state_(std::move(other.state_)), id_(std::exchange(other.id_, 0)) {}
    Subscription &operator=(Subscription &&other) noexcept {
      Subscription old(std::move(other)); // ends our own old subscription on the way out
      std::swap(state_, old.state_);
      std::swap(id_, old.id_);
      return *this;
    }
    ~Subscription() { reset(); }

    void reset() noexcept {
      const std::uint64_t id = std::exchange(id_, 0);
      if (const auto state = id != 0 ? state_.lock() : nullptr)
        state->remove(id);
    }

  private:
    std::weak_ptr<State> state_;
    std::uint64_t id_ = 0;
  };

  Subscription subscribe(Handler handler) {
    auto shared = std::make_shared<const Handler>(std::move(handler));
    const std::lock_guard lock(state_->mutex);
    const std::uint64_t id = state_->nextId++;
    state_->handlers.emplace(id, std::move(shared));
    return Subscription(state_, id);
  }

  void addListener(const std::shared_ptr<Listener> &listener) {
    const std::scoped_lock lock(state_->mutex);
    state_->listeners.push_back(listener);
  }

  // A handler may publish, subscribe or unsubscribe: no lock is held while it runs.
  std::size_t publish(const Event &event) const {
    std::vector<std::shared_ptr<const Handler>> handlers;
    std::vector<std::shared_ptr<Listener>> alive;
    {
      const std::lock_guard lock(state_->mutex);
      handlers.reserve(state_->handlers.size());
      for (const auto &[id, handler] : state_->handlers)
        handlers.push_back(handler);
      std::erase_if(state_->listeners, [&alive](const std::weak_ptr<Listener> &weak) {
        auto strong = weak.lock();
        return strong ? (alive.push_back(std::move(strong)), false) : true;
      });
    }
    for (const auto &handler : handlers)
      (*handler)(event);
    for (const auto &listener : alive)
      listener->onEvent(event);
    return handlers.size() + alive.size();
  }

private:
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

class Totals final : public Listener {
public:
  void onEvent(const Event &event) override {
    const std::lock_guard lock(mutex_);
    sums_[event.topic] += event.value;
  }
  int sum(const std::string &topic) const {
    const std::lock_guard lock(mutex_);
    return sums_.contains(topic) ? sums_.at(topic) : 0;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, int> sums_;
};

} // namespace

int main() {
  EventBus bus;
  const auto totals = std::make_shared<Totals>();
  bus.addListener(totals);
  std::atomic<int> echoes{0};
  const EventBus::Subscription echo = bus.subscribe([&](const Event &event) {
    if (event.topic == "ping" && echoes.fetch_add(1) + 1 <= 10)
      bus.publish({"pong", 1}); // re-enters the bus
  });

  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&bus] {
      for (int i = 0; i < 100; ++i) {
        auto seen = std::make_shared<std::atomic<int>>(0);
        const EventBus::Subscription mine = bus.subscribe([seen](const Event &) { seen->fetch_add(1); });
        bus.addListener(std::make_shared<Totals>()); // dies at once, pruned by a later publish
        bus.publish({"ping", 2});
      }
    });
  for (auto &thread : threads)
    thread.join();
  std::printf("ping %d pong %d\n", totals->sum("ping"), totals->sum("pong"));
  return totals->sum("ping") == 600 && totals->sum("pong") == 10 && bus.publish({"end", 0}) == 2 ? 0 : 1;
}
