// Encodes clips in a jthread; the wait looks at the clips alone, but it is given the stop token and so it ends when stop() requests the stop.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

class ClipEncoder {
public:
  ClipEncoder() : worker_([this](std::stop_token token) { encodeClips(token); }) {}

  void add(std::string clip) {
    if (closing_)
      return;
    std::lock_guard<std::mutex> guard(mutex_);
    clips_.push(std::move(clip));
    added_.notify_one();
  }

  void stop() {
    closing_ = true;
    worker_.request_stop();
    worker_.join();
  }

  unsigned encoded() const { return encoded_; }

private:
  void encodeClips(std::stop_token token) {
    while (!closing_) {
      std::unique_lock<std::mutex> lock(mutex_);
      if (!added_.wait(lock, token, [this] { return !clips_.empty(); }))
        return;
      const std::string clip = std::move(clips_.front());
      clips_.pop();
      lock.unlock();
      encoded_ += clip.empty() ? 0 : 1;
    }
  }

  std::mutex mutex_;
  std::condition_variable_any added_;
  std::queue<std::string> clips_;
  std::atomic<bool> closing_{false};
  std::atomic<unsigned> encoded_{0};
  std::jthread worker_;
};

int main() {
  ClipEncoder encoder;
  encoder.add("intro.mov");
  encoder.add("interview.mov");
  encoder.stop();
  return encoder.encoded() <= 2 ? 0 : 1;
}
