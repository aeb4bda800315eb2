// Scans that can be paused and cancelled by a handle; the handle and the scan share a state, whose flag is set without its mutex.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

struct ScanState {
  std::mutex mutex;
  std::condition_variable wake;
  bool paused = true;
  std::atomic<bool> cancelled{false};
  std::atomic<unsigned> rows{0};
};

class ScanHandle {
public:
  explicit ScanHandle(std::shared_ptr<ScanState> state) : state_(std::move(state)) {}

  void resume() {
    const std::scoped_lock lock(state_->mutex);
    state_->paused = false;
    state_->wake.notify_all();
  }

  void cancel() {
    if (!state_->cancelled.exchange(true)) // finding: 'state_->cancelled'
      state_->wake.notify_all();
  }

  unsigned rows() const { return state_->rows; }

private:
  std::shared_ptr<ScanState> state_;
};

static bool mayGoOn(ScanState &state) {
  std::unique_lock lock(state.mutex);
  state.wake.wait(lock, [&state] { return !state.paused || state.cancelled; });
  return !state.cancelled;
}

class Table {
public:
  explicit Table(unsigned rows) : rows_(rows) {}
  Table(const Table &) = delete;
  Table &operator=(const Table &) = delete;
  ~Table() {
    if (scan_.joinable())
      scan_.join();
  }

  ScanHandle scan() {
    if (scan_.joinable())
      scan_.join();
    auto state = std::make_shared<ScanState>();
    scan_ = std::thread([state, rows = rows_] {
      for (unsigned row = 0; row < rows && mayGoOn(*state); ++row)
        ++state->rows;
    });
    return ScanHandle(std::move(state));
  }

private:
  const unsigned rows_;
  std::thread scan_;
};

int main() {
  Table table(1000);
  ScanHandle cancelled = table.scan();
  cancelled.cancel();
  ScanHandle whole = table.scan();
  whole.resume();
  while (whole.rows() < 1000)
    std::this_thread::yield();
  return cancelled.rows() == 0 ? 0 : 1;
}
