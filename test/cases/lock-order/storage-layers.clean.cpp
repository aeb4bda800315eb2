// A storage engine in layers, each with an annotated mutex, locked from the top down by every way: helpers, a virtual call, and a stored callback.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#if defined(__clang__)
#define TSA(x) __attribute__((x))
#else
#define TSA(x)
#endif

class TSA(capability("mutex")) Mutex {
public:
  void lock() TSA(acquire_capability()) { mutex_.lock(); }
  void unlock() TSA(release_capability()) { mutex_.unlock(); }

private:
  std::mutex mutex_;
};

class Device {
public:
  virtual ~Device() = default;
  virtual void write(std::uint64_t block, const std::string &data) = 0;
};

class MemoryDevice final : public Device {
public:
  void write(std::uint64_t block, const std::string &data) override {
    std::lock_guard<Mutex> hold(deviceMutex_);
    blocks_[block] = data;
  }

private:
  Mutex deviceMutex_;
  std::map<std::uint64_t, std::string> blocks_ TSA(guarded_by(deviceMutex_));
};

class PageCache {
public:
  explicit PageCache(std::unique_ptr<Device> device) : device_(std::move(device)) {}

  void put(std::uint64_t page, std::string data) {
    std::lock_guard<Mutex> hold(cacheMutex_);
    pages_[page] = std::move(data);
    if (pages_.size() > 4)
      flushFirst();
    if (onPut_)
      onPut_(page);
  }

  void onPut(std::function<void(std::uint64_t)> callback) {
    std::lock_guard<Mutex> hold(cacheMutex_);
    onPut_ = std::move(callback);
  }

private:
  void flushFirst() {
    const auto first = pages_.begin();
    device_->write(first->first, first->second);
    pages_.erase(first);
  }

  const std::unique_ptr<Device> device_;
  Mutex cacheMutex_;
  std::map<std::uint64_t, std::string> pages_;
  std::function<void(std::uint64_t)> onPut_;
};

class Engine {
public:
  Engine() : cache_(std::make_unique<MemoryDevice>()) {
    cache_.onPut([this](std::uint64_t) {
      std::lock_guard<Mutex> hold(statsMutex_);
      ++puts_;
    });
  }

  void set(std::uint64_t key, const std::string &value) {
    engineMutex_.lock();
    version_ += 1;
    cache_.put(key, value + "@" + std::to_string(version_));
    engineMutex_.unlock();
  }

  unsigned puts() {
    std::lock_guard<Mutex> engine(engineMutex_);
    std::lock_guard<Mutex> stats(statsMutex_);
    return puts_;
  }

private:
  Mutex engineMutex_;
  unsigned version_ = 0;
  PageCache cache_;
  Mutex statsMutex_;
  unsigned puts_ = 0;
};

int main() {
  Engine engine;
  std::thread client([&engine] {
    for (std::uint64_t key = 0; key < 10; ++key)
      engine.set(key, "value");
  });
  engine.set(100, "other");
  client.join();
  return engine.puts() == 11 ? 0 : 1;
}
