// Prefetches thumbnails in the background.
#include <future>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

struct Thumbnail {
  int width = 0;
  int height = 0;
  std::string pixels;
};

static Thumbnail decode(const std::string &file) {
  return Thumbnail{64, 48, std::string(64 * 48, file.empty() ? ' ' : file.front())};
}

class ThumbnailCache {
public:
  void prefetch(const std::vector<std::string> &files) {
    for (const std::string &file : files) {
      if (contains(file))
        continue;
      pending_.push_back(std::async(std::launch::async, [this, file] { store(file, decode(file)); }));
    }
  }

  Thumbnail get(const std::string &file) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (auto found = cache_.find(file); found != cache_.end())
        return found->second;
    }
    Thumbnail decoded = decode(file);
    store(file, decoded);
    return decoded;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return cache_.size();
  }

private:
  bool contains(const std::string &file) const {
    std::lock_guard<std::mutex> lock(mutex_);
    return cache_.count(file) != 0;
  }

  void store(const std::string &file, Thumbnail thumbnail) {
    std::lock_guard<std::mutex> lock(mutex_);
    cache_[file] = std::move(thumbnail);
  }

  mutable std::mutex mutex_;
  std::map<std::string, Thumbnail> cache_;
  std::vector<std::future<void>> pending_; // last: the decoders use the members above
};

int main() {
  ThumbnailCache cache;
  cache.prefetch({"a.jpg", "b.jpg", "c.jpg"});
  std::cout << cache.get("a.jpg").width << ' ' << cache.size() << '\n';
}
