// Waits with no notify_one or notify_all anywhere: woken at thread exit or by a stop token.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <queue>
#include <stop_token>
#include <thread>
#include <utility>

class Housekeeper {
public:
  Housekeeper() : thread_([this](std::stop_token stop) { run(std::move(stop)); }) {}
  int rounds() const { return rounds_; }
  void finish() {
    thread_.request_stop();
    thread_.join();
  }

private:
  void run(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    do
      ++rounds_;
    while (!stopped_.wait(lock, stop, [] { return false; }) && !stop.stop_requested());
  }

  std::mutex mutex_;
  std::condition_variable_any stopped_;
  int rounds_ = 0;
  std::jthread thread_;
};

namespace {
std::mutex resultMutex;
std::condition_variable resultReady;
std::optional<int> result;

void compute() {
  std::unique_lock lock(resultMutex);
  result = 6 * 7;
  std::notify_all_at_thread_exit(resultReady, std::move(lock));
}
} // namespace

class Inbox {
public:
  explicit Inbox(std::stop_token stop) : stop_(std::move(stop)) {}

  // Sleeps until somebody asks everyone to stop; the inbox itself is filled before.
  int drain() {
    std::unique_lock lock(mutex_);
    const bool full = bell_.wait(lock, stop_, [this] { return messages_.size() > 100; });
    return full ? 100 : static_cast<int>(messages_.size());
  }

private:
  std::mutex mutex_;
  std::condition_variable_any bell_;
  std::queue<int> messages_;
  std::stop_token stop_;
};

int main() {
  std::thread worker(compute);
  {
    std::unique_lock lock(resultMutex);
    while (!result)
      resultReady.wait(lock);
  }
  worker.join();

  std::stop_source everyone;
  Inbox inbox(everyone.get_token());
  std::thread timer([&everyone] {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    everyone.request_stop();
  });
  const int left = inbox.drain();
  timer.join();

  Housekeeper keeper;
  keeper.finish();
  std::printf("%d rounds, %d left\n", keeper.rounds(), left);
}
