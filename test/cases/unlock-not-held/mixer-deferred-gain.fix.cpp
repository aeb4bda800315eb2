// A mixer that locks a channel only if it is live, and unlocks it early only if it has locked it.
#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <thread>

struct Channel {
  std::mutex mutex;
  std::atomic<bool> live{false};
  std::atomic<float> gain{1.0F};
  std::atomic<unsigned> changes{0};
};

class Mixer {
public:
  void goLive(std::size_t index) { channels_.at(index).live = true; }

  void setGain(std::size_t index, float gain) {
    Channel &channel = channels_.at(index);
    std::unique_lock<std::mutex> lock(channel.mutex, std::defer_lock);
    if (channel.live)
      lock.lock();
    channel.gain = gain;
    ++channel.changes;
    if (lock.owns_lock())
      lock.unlock();
    publish(index);
  }

  float gain(std::size_t index) {
    Channel &channel = channels_.at(index);
    std::lock_guard<std::mutex> lock(channel.mutex);
    return channel.gain;
  }

  unsigned published() const { return published_; }

private:
  void publish(std::size_t index) {
    if (channels_.at(index).changes % 2 == 0)
      ++published_;
  }

  std::array<Channel, 4> channels_;
  std::atomic<unsigned> published_{0};
};

int main() {
  Mixer mixer;
  mixer.goLive(0);
  std::thread panel([&mixer] {
    mixer.setGain(0, 0.5F);
    mixer.setGain(0, 0.25F);
  });
  panel.join();
  mixer.setGain(1, 0.75F);
  return mixer.gain(0) == 0.25F && mixer.gain(1) == 0.75F && mixer.published() == 1 ? 0 : 1;
}
