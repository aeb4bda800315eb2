// A bounded packet queue; the predicate of pop()'s wait looks at the queue itself.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

using Packet = std::vector<std::uint8_t>;

class PacketQueue {
public:
  explicit PacketQueue(std::size_t limit) : limit_(limit) {}

  bool push(Packet packet) {
    {
      std::lock_guard<std::mutex> lock(queueMutex_);
      if (closed_ || packets_.size() >= limit_)
        return false;
      packets_.push_back(std::move(packet));
    }
    arrived_.notify_one();
    return true;
  }

  bool pop(Packet &packet) {
    std::unique_lock<std::mutex> lock(queueMutex_);
    arrived_.wait(lock, [this] { return packets_.size() > 0 || closed_; });
    if (packets_.empty())
      return false;
    packet = std::move(packets_.front());
    packets_.pop_front();
    return true;
  }

  void close() {
    {
      std::lock_guard<std::mutex> lock(queueMutex_);
      closed_ = true;
    }
    arrived_.notify_all();
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> lock(queueMutex_);
    return packets_.size();
  }

private:
  const std::size_t limit_;
  mutable std::mutex queueMutex_;
  std::condition_variable arrived_;
  std::deque<Packet> packets_;
  bool closed_ = false;
};

int main() {
  PacketQueue queue(16);
  std::size_t bytes = 0;
  std::thread decoder([&] {
    Packet packet;
    while (queue.pop(packet))
      bytes += packet.size();
  });
  const bool pushed = queue.push(Packet(10)) && queue.push(Packet(20));
  queue.close();
  decoder.join();
  return pushed && bytes == 30 && queue.size() == 0 ? 0 : 1;
}
