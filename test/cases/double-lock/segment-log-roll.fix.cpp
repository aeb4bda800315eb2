// A log of segments; append() holds the mutex while three helpers down the footer of a full segment counts the segments itself.
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class SegmentLog {
public:
  explicit SegmentLog(std::size_t segmentSize) : segmentSize_(segmentSize) { segments_.emplace_back(); }

  std::uint64_t append(const std::string &record) {
    std::unique_lock<std::mutex> lock(logMutex_);
    rollIfFull(record.size());
    segments_.back() += record;
    return nextOffset_++;
  }

  std::size_t segmentCount() const {
    std::lock_guard<std::mutex> lock(logMutex_);
    return segments_.size();
  }

  std::size_t bytes() const {
    std::lock_guard<std::mutex> lock(logMutex_);
    std::size_t sum = 0;
    for (const std::string &segment : segments_)
      sum += segment.size();
    return sum;
  }

private:
  void rollIfFull(std::size_t more) {
    if (segments_.back().size() + more > segmentSize_)
      roll();
  }

  void roll() {
    seal(segments_.back());
    segments_.emplace_back();
  }

  void seal(std::string &segment) {
    const std::string footer = makeFooter(segment);
    segment += footer;
  }

  std::string makeFooter(const std::string &segment) const {
    return "#" + std::to_string(segments_.size()) + ":" + std::to_string(segment.size());
  }

  const std::size_t segmentSize_;
  mutable std::mutex logMutex_;
  std::vector<std::string> segments_;
  std::uint64_t nextOffset_ = 0;
};

int main() {
  SegmentLog log(32);
  std::thread writer([&] {
    for (int i = 0; i < 8; ++i)
      log.append("0123456789");
  });
  log.append("first");
  writer.join();
  return log.segmentCount() >= 3 && log.bytes() > 85 ? 0 : 1;
}
