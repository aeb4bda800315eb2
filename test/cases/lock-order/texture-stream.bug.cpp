// Textures are streamed in with the residency locked by hand inside the queue's guard; an eviction locks the other way round.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_set>

class TextureStreamer {
public:
  explicit TextureStreamer(std::size_t budget) : budget_(budget) {}

  void request(std::uint32_t texture) {
    std::lock_guard<std::mutex> guard(queueMutex_);
    queue_.push_back(texture);
  }

  bool streamOne() {
    std::lock_guard<std::mutex> guard(queueMutex_);
    if (queue_.empty())
      return false;
    const std::uint32_t texture = queue_.front();
    queue_.pop_front();

    residentMutex_.lock();
    if (resident_.size() < budget_)
      resident_.insert(texture);
    residentMutex_.unlock();
    return true;
  }

  // An evicted texture is streamed in again as soon as there is room.
  bool evict(std::uint32_t texture) {
    residentMutex_.lock();
    const bool evicted = resident_.erase(texture) != 0;
    if (evicted) {
      std::lock_guard<std::mutex> guard(queueMutex_); // finding: 'queueMutex_'
      queue_.push_back(texture);
    }
    residentMutex_.unlock();
    return evicted;
  }

  std::size_t resident() {
    std::lock_guard<std::mutex> guard(residentMutex_);
    return resident_.size();
  }

private:
  const std::size_t budget_;
  std::mutex queueMutex_;
  std::deque<std::uint32_t> queue_;
  std::mutex residentMutex_;
  std::unordered_set<std::uint32_t> resident_;
};

int main() {
  TextureStreamer streamer(8);
  for (std::uint32_t texture = 0; texture < 12; ++texture)
    streamer.request(texture);
  std::thread disk([&streamer] {
    while (streamer.streamOne()) {
    }
  });
  std::thread camera([&streamer] {
    for (std::uint32_t texture = 0; texture < 4; ++texture)
      if (!streamer.evict(texture))
        streamer.request(texture + 100);
  });
  disk.join();
  camera.join();
  return streamer.resident() <= 8 ? 0 : 1;
}
