// An audio engine whose threads use its members: stopped in the destructors, or by the order of the members, before what they use goes.
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

class Meter {
public:
  Meter()
      : thread_([this](std::stop_token stop) {
          while (!stop.stop_requested()) {
            ++readings_;
            std::this_thread::sleep_for(1ms);
          }
        }) {}

  unsigned readings() const { return readings_; }

private:
  std::atomic<unsigned> readings_{0};
  std::jthread thread_;
};

class Mixer {
public:
  explicit Mixer(unsigned lanes) {
    for (unsigned lane = 0; lane < lanes; ++lane)
      threads_.emplace_back(&Mixer::mix, this, lane);
  }
  Mixer(const Mixer &) = delete;
  Mixer &operator=(const Mixer &) = delete;
  ~Mixer() { shutDown(); }

  void queue(int sample) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      samples_.push_back(sample);
    }
    ready_.notify_one();
  }

private:
  void shutDown() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
    for (std::thread &thread : threads_)
      thread.join();
  }

  void mix(unsigned lane) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      ready_.wait(lock, [this] { return closed_ || !samples_.empty(); });
      if (samples_.empty())
        return;
      levels_[lane % levels_.size()] += samples_.front();
      samples_.pop_front();
    }
  }

  // Declared first, but joined in the destructor's body.
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<int> samples_;
  std::array<long, 4> levels_{};
  bool closed_ = false;
};

class Recorder {
public:
  Recorder() {
    thread_ = std::jthread([this](std::stop_token stop) {
      while (!stop.stop_requested()) {
        ++blocks_;
        std::this_thread::sleep_for(1ms);
      }
    });
  }
  Recorder(const Recorder &) = delete;
  Recorder &operator=(const Recorder &) = delete;
  ~Recorder() {
    thread_.request_stop();
    thread_.join();
  }

private:
  std::jthread thread_;
  std::atomic<unsigned> blocks_{0};
};

class Engine {
public:
  Engine() : mixer_(std::make_unique<Mixer>(2)) {
    onSample_ = [this](int sample) { mixer_->queue(sample); };
  }
  Engine(const Engine &) = delete;
  Engine &operator=(const Engine &) = delete;

  void play(int sample) const { onSample_(sample); }
  bool metered() const { return meter_.readings() > 0; }

private:
  Meter meter_;
  Recorder recorder_;
  std::unique_ptr<Mixer> mixer_;
  std::function<void(int)> onSample_;
};

int main() {
  Engine engine;
  for (int sample = 0; sample < 20; ++sample)
    engine.play(sample);
  while (!engine.metered())
    std::this_thread::sleep_for(1ms);
}
