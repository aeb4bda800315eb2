// A size-bounded thumbnail cache whose trim() runs with or without the lock held.
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

class ThumbnailCache {
public:
  explicit ThumbnailCache(std::size_t capacity) : capacity_(capacity) {}

  void put(const std::string &path, std::vector<unsigned char> pixels) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (entries_.count(path) != 0)
      return;
    bytes_ += pixels.size();
    order_.push_front(path);
    entries_.emplace(path, std::move(pixels));
    trim(LockState::Held);
  }

  void onMemoryPressure() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      capacity_ /= 2;
    }
    trim(LockState::NotHeld);
  }

  bool contains(const std::string &path) {
    std::lock_guard<std::mutex> guard(mutex_);
    return entries_.count(path) != 0;
  }

private:
  enum class LockState { Held, NotHeld };

  std::size_t trim(LockState state) {
    if (state == LockState::NotHeld)
      mutex_.lock();

    if (bytes_ <= capacity_) {
      if (state == LockState::NotHeld)
        mutex_.unlock();
      return 0;
    }

    std::size_t evicted = 0;
    while (bytes_ > capacity_ && !order_.empty()) {
      auto oldest = entries_.find(order_.back());
      bytes_ -= oldest->second.size();
      entries_.erase(oldest);
      order_.pop_back();
      ++evicted;
    }

    if (state == LockState::NotHeld)
      mutex_.unlock();
    return evicted;
  }

  std::mutex mutex_;
  std::size_t capacity_;
  std::size_t bytes_ = 0;
  std::list<std::string> order_;
  std::unordered_map<std::string, std::vector<unsigned char>> entries_;
};

int main() {
  ThumbnailCache cache(1 << 20);
  cache.put("a.png", std::vector<unsigned char>(4096));
  cache.onMemoryPressure();
  return cache.contains("a.png") ? 0 : 1;
}
