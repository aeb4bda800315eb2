// A latency histogram with helpers made as temporaries that take its mutex by reference and lock for themselves only.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>

using Buckets = std::array<std::uint64_t, 8>;

// Counts how often a mutex was found taken.
class ContentionProbe {
public:
  ContentionProbe(std::mutex &mutex, std::atomic<unsigned> &contended) {
    if (mutex.try_lock())
      mutex.unlock();
    else
      contended.fetch_add(1);
  }
};

// Copies the buckets when it is made and prints the copy.
class LatencyReport {
public:
  LatencyReport(std::mutex &mutex, const Buckets &buckets) {
    std::lock_guard<std::mutex> guard(mutex);
    copy_ = buckets;
  }

  std::string text() const {
    std::ostringstream out;
    for (std::size_t bucket = 0; bucket < copy_.size(); ++bucket)
      out << (1u << bucket) << "ms: " << copy_[bucket] << '\n';
    return out.str();
  }

  std::uint64_t total() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : copy_)
      sum += count;
    return sum;
  }

private:
  Buckets copy_{};
};

class LatencyHistogram {
public:
  void record(unsigned millis) {
    std::size_t bucket = 0;
    while (bucket + 1 < std::tuple_size_v<Buckets> && millis >> (bucket + 1) != 0)
      ++bucket;
    ContentionProbe{mutex_, contended_};
    std::lock_guard<std::mutex> guard(mutex_);
    ++buckets_[bucket];
  }

  std::string text() { return LatencyReport(mutex_, buckets_).text(); }

  std::uint64_t total() { return LatencyReport(mutex_, buckets_).total(); }

  unsigned contended() const { return contended_.load(); }

private:
  std::mutex mutex_;
  Buckets buckets_{};
  std::atomic<unsigned> contended_{0};
};

int main() {
  LatencyHistogram histogram;
  {
    std::jthread reads([&histogram] {
      for (unsigned request = 0; request < 300; ++request)
        histogram.record(request % 40);
    });
    std::jthread writes([&histogram] {
      for (unsigned request = 0; request < 100; ++request)
        histogram.record(request * 3);
    });
  }
  const bool plausible = histogram.contended() <= 400 && histogram.text().starts_with("1ms: ");
  return plausible && histogram.total() == 400 ? 0 : 1;
}
