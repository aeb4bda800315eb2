// Brings a stale mirror back in step with its primary, extent by extent.
#include <atomic>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

template <class T>
class Expected {
 public:
  Expected(T value) : v_(std::move(value)) {}
  Expected(std::string error) : v_(std::move(error)) {}

  bool has_value() const { return v_.index() == 0; }
  const T& value() const { return std::get<0>(v_); }
  const std::string& error() const { return std::get<1>(v_); }

 private:
  std::variant<T, std::string> v_;
};

using Block = std::vector<std::uint8_t>;

class Volume {
 public:
  virtual ~Volume() = default;
  virtual Expected<Block> read(std::uint64_t extent) = 0;
  virtual Expected<std::uint64_t> write(std::uint64_t extent, const Block& data) = 0;
};

class Mirror {
 public:
  Mirror(Volume& primary, Volume& secondary, bool verbose)
      : primary_(primary), secondary_(secondary), verbose_(verbose) {}

  // Writes go on while a resync is running; they mark their extent.
  void touched(std::uint64_t extent) {
    std::lock_guard<std::mutex> guard(mutex_);
    dirty_.insert(extent);
  }

  bool inSync() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return dirty_.empty();
  }

  void cancel() { cancelled_ = true; }

  // Number of bytes copied.
  std::uint64_t resync() {
    std::uint64_t bytes = 0;
    for (std::uint64_t extent : snapshot()) {
      if (cancelled_) break;
      bytes += resyncExtent(extent);
    }
    return bytes;
  }

 private:
  std::vector<std::uint64_t> snapshot() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return {dirty_.begin(), dirty_.end()};
  }

  std::uint64_t resyncExtent(std::uint64_t extent) {
    clear(extent);
    const Expected<Block> block = primary_.read(extent);
    if (!block.has_value()) {
      touched(extent);
      return 0;
    }
    const auto written = secondary_.write(extent, block.value());
    if (!written.has_value()) {
      if (verbose_) std::clog << "extent " << extent << ": " << written.error() << '\n';
      touched(extent);
      return 0;
    }
    return block.value().size();
  }

  void clear(std::uint64_t extent) {
    std::lock_guard<std::mutex> guard(mutex_);
    dirty_.erase(extent);
  }

  Volume& primary_;
  Volume& secondary_;
  const bool verbose_;
  std::atomic<bool> cancelled_{false};
  mutable std::mutex mutex_;
  std::set<std::uint64_t> dirty_;
};
