// A paused encoder waits at a gate with two flags; stop() sets one of them without the gate's mutex and notifies.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

class PauseGate {
public:
  void pause() {
    std::lock_guard<std::mutex> lock(mutex_);
    paused_ = true;
  }

  void resume() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      paused_ = false;
    }
    moved_.notify_all();
  }

  void stop() {
    stopped_ = true; // finding: 'stopped_'
    moved_.notify_all();
  }

  // Waits while paused; false when there is nothing more to do.
  bool pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    moved_.wait(lock, [this] { return !paused_ || stopped_; });
    return !stopped_;
  }

private:
  std::mutex mutex_;
  std::condition_variable moved_;
  bool paused_ = false;
  std::atomic<bool> stopped_{false};
};

class Encoder {
public:
  explicit Encoder(PauseGate &gate) : gate_(gate), thread_([this] { run(); }) {}
  ~Encoder() {
    gate_.stop();
    thread_.join();
  }
  Encoder(const Encoder &) = delete;
  Encoder &operator=(const Encoder &) = delete;

  unsigned frames() const { return frames_; }

private:
  void run() {
    while (gate_.pass()) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      ++frames_;
    }
  }

  PauseGate &gate_;
  std::atomic<unsigned> frames_{0};
  std::thread thread_;
};

int main() {
  PauseGate gate;
  unsigned encoded = 0;
  {
    Encoder encoder(gate);
    while (encoder.frames() < 5)
      std::this_thread::yield();
    gate.pause();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    gate.resume();
    while (encoder.frames() < 10)
      std::this_thread::yield();
    gate.pause();
    encoded = encoder.frames();
  }
  return encoded >= 10 ? 0 : 1;
}
