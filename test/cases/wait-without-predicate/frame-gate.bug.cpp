// Hands decoded frames to a presenter one by one; the presenter calls the helper that waits only once before it takes the frame.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Frame {
  unsigned number = 0;
  std::vector<unsigned char> luma;
};

class FrameGate {
public:
  void show(std::unique_ptr<Frame> frame) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (frame_)
      taken_.wait(lock);
    frame_ = std::move(frame);
    lock.unlock();
    shown_.notify_one();
  }

  std::unique_ptr<Frame> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!frame_)
      awaitFrame(lock);
    std::unique_ptr<Frame> frame = std::move(frame_);
    lock.unlock();
    taken_.notify_one();
    return frame;
  }

  unsigned stalls() {
    std::lock_guard<std::mutex> guard(mutex_);
    return stalls_;
  }

private:
  void awaitFrame(std::unique_lock<std::mutex> &lock) {
    ++stalls_;
    shown_.wait(lock); // finding: 'shown_'
  }

  std::mutex mutex_;
  std::condition_variable shown_;
  std::condition_variable taken_;
  std::unique_ptr<Frame> frame_;
  unsigned stalls_ = 0;
};

int main() {
  FrameGate gate;
  std::thread decoder([&gate] {
    for (unsigned number = 1; number <= 30; ++number)
      gate.show(std::make_unique<Frame>(Frame{number, std::vector<unsigned char>(16)}));
  });
  unsigned sum = 0;
  for (unsigned count = 0; count < 30; ++count)
    sum += gate.next()->number;
  decoder.join();
  return sum == 465 ? 0 : 1;
}
