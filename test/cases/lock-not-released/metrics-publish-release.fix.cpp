// A metrics registry that publishes a snapshot without holding its lock.
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

class MetricsRegistry {
public:
  using Sink = std::function<void(const std::string &name, std::uint64_t value)>;

  explicit MetricsRegistry(Sink sink) : sink_(std::move(sink)) {}

  void count(const std::string &name, std::uint64_t by = 1) {
    std::unique_lock<std::mutex> lock(seriesMutex_);
    series_[name] += by;
  }

  void publish() {
    std::unique_lock<std::mutex> lock(seriesMutex_);
    if (series_.empty())
      return;
    const std::map<std::string, std::uint64_t> snapshot = std::exchange(series_, {});
    lock.unlock();

    // The sink may be slow or may count metrics of its own.
    for (const auto &[name, value] : snapshot)
      sink_(name, value);
  }

private:
  const Sink sink_;
  std::mutex seriesMutex_;
  std::map<std::string, std::uint64_t> series_;
};

int main() {
  std::uint64_t total = 0;
  MetricsRegistry metrics([&total](const std::string &, std::uint64_t value) { total += value; });
  metrics.count("requests");
  metrics.count("bytes", 512);
  metrics.publish();
  metrics.publish();
  return total == 513 ? 0 : 1;
}
