// Codec stages that wait in their base class until a virtual function says that they are ready; one stage sets what it reads without the base's mutex.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Stage {
public:
  Stage(const Stage &) = delete;
  Stage &operator=(const Stage &) = delete;
  virtual ~Stage() = default;

  unsigned process() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ready(); });
    return take();
  }

  virtual void cancel() = 0;

protected:
  Stage() = default;
  virtual bool ready() const = 0;
  virtual unsigned take() = 0;

  std::mutex &mutex() const { return mutex_; }
  void wake() { changed_.notify_all(); }

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
};

class Demuxer final : public Stage {
public:
  void feed(unsigned packet) {
    std::lock_guard<std::mutex> guard(mutex());
    packets_.push_back(packet);
    wake();
  }

  void cancel() override {
    std::lock_guard<std::mutex> guard(mutex());
    packets_.assign(1, 0);
    wake();
  }

private:
  bool ready() const override { return !packets_.empty(); }

  unsigned take() override {
    const unsigned packet = packets_.back();
    packets_.pop_back();
    return packet;
  }

  std::vector<unsigned> packets_;
};

class Clock final : public Stage {
public:
  explicit Clock(unsigned start) : start_(start) {}

  void cancel() override {
    cancelled_.store(true); // finding: 'cancelled_'
    wake();
  }

  bool isCancelled() const { return cancelled_.load(); }

private:
  bool ready() const override { return isCancelled(); }
  unsigned take() override { return start_; }

  const unsigned start_;
  std::atomic<bool> cancelled_{false};
};

int main() {
  Demuxer demuxer;
  Clock clock(7);
  unsigned packet = 0, ticks = 0;
  std::thread reader([&] { packet = demuxer.process(); });
  std::thread timer([&] { ticks = clock.process(); });
  demuxer.feed(35);
  for (Stage *stage : {static_cast<Stage *>(&clock), static_cast<Stage *>(&demuxer)})
    stage->cancel();
  reader.join();
  timer.join();
  return ticks == 7 && (packet == 35 || packet == 0) ? 0 : 1;
}
