// A frame grabber calls a virtual hook with its mutex locked; the recorder's override asks for the backlog, which locks it again.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Frame = std::vector<std::uint8_t>;

class FrameGrabber {
public:
  virtual ~FrameGrabber() = default;

  void deliver(Frame frame) {
    std::lock_guard<std::mutex> hold(framesMutex_);
    if (!accept(frame)) { // finding: 'framesMutex_'
      ++lost_;
      return;
    }
    frames_.push_back(std::move(frame));
  }

  bool take(Frame &frame) {
    std::lock_guard<std::mutex> hold(framesMutex_);
    if (frames_.empty())
      return false;
    frame = std::move(frames_.front());
    frames_.pop_front();
    return true;
  }

  std::size_t backlog() const {
    std::lock_guard<std::mutex> hold(framesMutex_);
    return frames_.size();
  }

  unsigned lost() const {
    std::lock_guard<std::mutex> hold(framesMutex_);
    return lost_;
  }

protected:
  virtual bool accept(const Frame &frame) = 0;

private:
  mutable std::mutex framesMutex_;
  std::deque<Frame> frames_;
  unsigned lost_ = 0;
};

class PreviewGrabber final : public FrameGrabber {
protected:
  bool accept(const Frame &frame) override { return !frame.empty(); }
};

class RecordingGrabber final : public FrameGrabber {
public:
  explicit RecordingGrabber(std::size_t limit) : limit_(limit) {}

protected:
  bool accept(const Frame &frame) override { return !frame.empty() && backlog() < limit_; }

private:
  const std::size_t limit_;
};

int main() {
  RecordingGrabber recording(2);
  PreviewGrabber preview;
  std::thread camera([&] {
    for (std::uint8_t level = 0; level < 4; ++level) {
      preview.deliver(Frame(8, level));
      recording.deliver(Frame(16, level));
    }
  });
  camera.join();
  Frame first;
  return recording.lost() == 2 && preview.backlog() == 4 && recording.take(first) ? 0 : 1;
}
