// Renders frames on several threads; shutdown() sets quit_ and wakes everybody, and the workers wait for a frame or for that.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

struct Frame {
  unsigned number;
  unsigned width;
  unsigned height;
};

class RenderPool {
public:
  explicit RenderPool(unsigned threads) {
    workers_.reserve(threads);
    for (unsigned i = 0; i < threads; ++i)
      workers_.emplace_back([this] { work(); });
  }

  ~RenderPool() { shutdown(); }

  void submit(const Frame &frame) {
    std::lock_guard<std::mutex> guard(mutex_);
    frames_.push_back(frame);
    ready_.notify_one();
  }

  void shutdown() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      quit_ = true;
    }
    ready_.notify_all();
    for (std::thread &worker : workers_)
      worker.join();
    workers_.clear();
  }

private:
  static std::uint64_t render(const Frame &frame) {
    std::uint64_t hash = frame.number;
    for (unsigned y = 0; y < frame.height; ++y)
      for (unsigned x = 0; x < frame.width; ++x)
        hash = hash * 31 + (x ^ y);
    return hash;
  }

  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      ready_.wait(lock, [this] { return quit_ || !frames_.empty(); });
      if (quit_)
        return;
      const Frame frame = frames_.front();
      frames_.pop_front();
      lock.unlock();
      const std::uint64_t hash = render(frame);
      lock.lock();
      checksum_ ^= hash;
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Frame> frames_;
  std::uint64_t checksum_ = 0;
  bool quit_ = false;
  std::vector<std::thread> workers_;
};

int main() {
  RenderPool pool(4);
  for (unsigned n = 0; n < 24; ++n)
    pool.submit({n, 320, 200});
  pool.shutdown();
  return 0;
}
