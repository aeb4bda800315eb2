// The request statistics of a web server: handlers record a status and a duration, a summary is asked for now and then.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

using std::chrono::microseconds;

class RequestStats {
public:
  struct Summary {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    microseconds mean{0};
    microseconds slowest{0};
  };

  void record(int status, microseconds took) {
    const auto family = static_cast<std::size_t>(std::clamp(status / 100, 1, 5));
    std::unique_lock<std::mutex> lock(mutex_);
    ++byFamily_[family];
    total_ += took;
    slowest_ = std::max(slowest_, took);
  }

  Summary summary() const {
    std::unique_lock<std::mutex> lock(mutex_);
    Summary result;
    for (const std::uint64_t count : byFamily_)
      result.requests += count;
    result.errors = byFamily_[4] + byFamily_[5];
    if (result.requests != 0)
      result.mean = total_ / static_cast<std::int64_t>(result.requests);
    result.slowest = slowest_;
    return result;
  }

private:
  mutable std::mutex mutex_;
  std::array<std::uint64_t, 6> byFamily_{};
  microseconds total_{0};
  microseconds slowest_{0};
};

class Handler {
public:
  explicit Handler(RequestStats &stats) : stats_(stats) {}

  void serve(int requests) {
    for (int request = 0; request < requests; ++request)
      stats_.record(answer("/item/" + std::to_string(request)), microseconds(request % 90));
  }

private:
  static int answer(const std::string &path) { return path.back() == '7' ? 404 : 200; }

  RequestStats &stats_;
};

int main() {
  RequestStats stats;
  {
    std::jthread first([&stats] { Handler(stats).serve(200); });
    std::jthread second([&stats] { Handler(stats).serve(100); });
  }
  const RequestStats::Summary summary = stats.summary();
  return summary.requests == 300 && summary.errors == 30 && summary.slowest == microseconds(89) ? 0 : 1;
}
