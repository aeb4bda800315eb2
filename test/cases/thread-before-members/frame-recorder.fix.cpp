// Records frames on a background thread, which is stopped before what it uses is destroyed.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

struct Frame {
  std::uint64_t timestamp = 0;
  std::vector<std::uint8_t> pixels;
};

class Sink {
public:
  void append(const Frame &frame) {
    std::lock_guard<std::mutex> guard(mutex_);
    bytes_ += frame.pixels.size();
  }

  std::size_t bytes() {
    std::lock_guard<std::mutex> guard(mutex_);
    return bytes_;
  }

private:
  std::mutex mutex_;
  std::size_t bytes_ = 0;
};

class FrameRecorder {
public:
  explicit FrameRecorder(Sink &sink) : sink_(sink) {
    writer_ = std::jthread([this](std::stop_token stop) { write(stop); });
  }

  void add(Frame frame) {
    std::lock_guard<std::mutex> guard(mutex_);
    frames_.push_back(std::move(frame));
    arrived_.notify_one();
  }

private:
  void write(std::stop_token stop) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (arrived_.wait(lock, stop, [this] { return !frames_.empty(); })) {
      const Frame frame = std::move(frames_.front());
      frames_.pop_front();
      lock.unlock();
      sink_.append(frame);
      lock.lock();
    }
  }

  Sink &sink_;
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<Frame> frames_;
  std::jthread writer_;
};

int main() {
  Sink sink;
  {
    FrameRecorder recorder(sink);
    recorder.add(Frame{1, std::vector<std::uint8_t>(640)});
    recorder.add(Frame{2, std::vector<std::uint8_t>(640)});
  }
  return sink.bytes() <= 1280 ? 0 : 1;
}
