// A render loop whose flags are written without the mutex only while there is no thread: in the constructor, before the start, after the join.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

class RenderLoop {
public:
  explicit RenderLoop(bool awake) {
    awake_ = awake;
    budget_ = 2;
  }
  RenderLoop(const RenderLoop &) = delete;
  RenderLoop &operator=(const RenderLoop &) = delete;
  ~RenderLoop() { stop(); }

  void start(unsigned budget) {
    if (thread_.joinable())
      return;
    stopping_ = false;
    budget_ += budget;
    thread_ = std::thread(&RenderLoop::render, this);
  }

  void wake() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      awake_ = true;
    }
    changed_.notify_all();
  }

  unsigned stop() {
    if (!thread_.joinable())
      return frames_;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    awake_ = false;
    budget_ = 0;
    return std::exchange(frames_, 0);
  }

private:
  void render() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return stopping_ || (awake_ && budget_ > 0); });
      if (!awake_ || budget_ == 0)
        return;
      --budget_;
      ++frames_;
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool awake_ = false;
  bool stopping_ = false;
  unsigned budget_ = 0;
  unsigned frames_ = 0;
  std::thread thread_;
};

struct Handshake {
  std::mutex mutex;
  std::condition_variable answered;
  bool answer = false;
  int value = 0;
};

// The handshake is written before anybody else knows it.
int shake(int value) {
  Handshake handshake;
  handshake.value = value;
  std::thread other([&handshake] {
    std::lock_guard<std::mutex> guard(handshake.mutex);
    handshake.value *= 2;
    handshake.answer = true;
    handshake.answered.notify_one();
  });
  std::unique_lock<std::mutex> lock(handshake.mutex);
  handshake.answered.wait(lock, [&handshake] { return handshake.answer; });
  const int result = handshake.value;
  lock.unlock();
  other.join();
  return result;
}

int main() {
  RenderLoop loop(true);
  loop.start(3);
  const unsigned first = loop.stop();
  loop.start(4);
  loop.wake();
  const unsigned second = loop.stop();
  return first == 5 && second == 4 && shake(21) == 42 ? 0 : 1;
}
