// A frame profiler that locks only in the branches that need it and drops samples rather than wait.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

class FrameProfiler {
public:
  explicit FrameProfiler(bool keepSlow) : keepSlow_(keepSlow) {}

  std::uint32_t frame(std::uint32_t micros) {
    const std::uint32_t budget = 16667;
    if (keepSlow_ && micros > budget) {
      std::lock_guard<std::mutex> guard(slowMutex_);
      slow_.push_back(micros);
      worst_ = std::max(worst_, micros);
    }
    if (std::unique_lock lock(samplesMutex_, std::try_to_lock); lock) {
      samples_.push_back(micros);
    } else {
      dropped_.fetch_add(1);
    }
    return micros > budget ? micros - budget : 0;
  }

  std::uint32_t median() {
    std::vector<std::uint32_t> sorted;
    if (std::lock_guard<std::mutex> guard(samplesMutex_); samples_.empty())
      return 0;
    else
      sorted = samples_;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
  }

  std::uint32_t worst() {
    if (!keepSlow_)
      return 0;
    std::lock_guard<std::mutex> guard(slowMutex_);
    return worst_;
  }

  std::size_t seen() {
    std::size_t kept = 0;
    switch (std::lock_guard<std::mutex> guard(samplesMutex_); samples_.size()) {
    case 0:
      break;
    default:
      kept = samples_.size();
    }
    return kept + dropped_.load();
  }

private:
  const bool keepSlow_;
  std::mutex samplesMutex_;
  std::vector<std::uint32_t> samples_;
  std::atomic<std::size_t> dropped_{0};
  std::mutex slowMutex_;
  std::vector<std::uint32_t> slow_;
  std::uint32_t worst_ = 0;
};

static void render(FrameProfiler &profiler, std::uint32_t base) {
  for (std::uint32_t number = 0; number < 300; ++number)
    profiler.frame(base + number * 20);
}

int main() {
  FrameProfiler profiler(true);
  {
    std::jthread window([&profiler] { render(profiler, 12000); });
    std::jthread preview([&profiler] { render(profiler, 12000); });
  }
  return profiler.seen() == 600 && profiler.worst() == 17980 && profiler.median() >= 12000 ? 0 : 1;
}
