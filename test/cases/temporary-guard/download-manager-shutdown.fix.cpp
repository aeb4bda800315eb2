// A download manager: workers take addresses from a shared queue, shutdown() drops what is left and joins them.
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class DownloadManager {
public:
  DownloadManager(std::deque<std::string> addresses, unsigned workers) : state_(std::make_shared<State>()) {
    {
      std::lock_guard guard(state_->lock);
      state_->pending = std::move(addresses);
    }
    for (unsigned worker = 0; worker < workers; ++worker)
      workers_.emplace_back(&DownloadManager::work, state_);
  }

  ~DownloadManager() { shutdown(); }

  DownloadManager(const DownloadManager &) = delete;
  DownloadManager &operator=(const DownloadManager &) = delete;

  // Gives how many addresses were dropped.
  std::size_t shutdown() {
    const std::size_t dropped = dropPending(state_.get());
    workers_.clear();
    return dropped;
  }

  std::size_t finished() const {
    std::lock_guard guard(state_->lock);
    return state_->finished;
  }

private:
  struct State {
    std::mutex lock;
    std::deque<std::string> pending;
    bool closed = false;
    std::size_t finished = 0;
  };

  static std::size_t dropPending(State *state) {
    std::lock_guard guard(state->lock);
    state->closed = true;
    const std::size_t dropped = state->pending.size();
    state->pending.clear();
    return dropped;
  }

  static std::optional<std::string> next(State &state) {
    std::lock_guard guard(state.lock);
    if (state.closed || state.pending.empty())
      return std::nullopt;
    std::string address = std::move(state.pending.front());
    state.pending.pop_front();
    return address;
  }

  static void work(std::shared_ptr<State> state) {
    while (const std::optional<std::string> address = next(*state)) {
      const bool fetched = address->rfind("https://", 0) == 0;
      std::lock_guard guard(state->lock);
      state->finished += fetched ? 1 : 0;
    }
  }

  std::shared_ptr<State> state_;
  std::vector<std::jthread> workers_;
};

int main() {
  std::deque<std::string> addresses;
  for (int part = 0; part < 200; ++part)
    addresses.push_back("https://example.org/part" + std::to_string(part));
  DownloadManager manager(std::move(addresses), 2);
  const std::size_t dropped = manager.shutdown();
  return manager.finished() + dropped == 200 ? 0 : 1;
}
