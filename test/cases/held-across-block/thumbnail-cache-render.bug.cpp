// A thumbnail cache that renders each picture once, in an asynchronous task, and hands the result to all who ask.
#include <cstddef>
#include <cstdint>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Thumbnail {
  std::string path;
  std::vector<std::uint8_t> pixels;
};

class ThumbnailCache {
public:
  explicit ThumbnailCache(std::size_t edge) : edge_(edge) {}
  ThumbnailCache(const ThumbnailCache &) = delete;
  ThumbnailCache &operator=(const ThumbnailCache &) = delete;

  Thumbnail get(const std::string &path) {
    std::lock_guard<std::mutex> lock(cacheMutex_);
    std::shared_future<Thumbnail> &entry = entries_[path];
    if (!entry.valid())
      entry = std::async(std::launch::async, [this, path] { return render(path); }).share();
    return entry.get(); // finding: 'cacheMutex_'
  }

  std::size_t bytesRendered() const {
    std::lock_guard<std::mutex> lock(cacheMutex_);
    return bytesRendered_;
  }

private:
  Thumbnail render(const std::string &path) {
    Thumbnail thumbnail{path, std::vector<std::uint8_t>(edge_ * edge_)};
    std::uint8_t shade = 0;
    for (const char c : path)
      shade = static_cast<std::uint8_t>(shade * 31 + c);
    for (std::uint8_t &pixel : thumbnail.pixels)
      pixel = shade++;

    std::lock_guard<std::mutex> lock(cacheMutex_);
    bytesRendered_ += thumbnail.pixels.size();
    return thumbnail;
  }

  const std::size_t edge_;
  mutable std::mutex cacheMutex_;
  std::size_t bytesRendered_ = 0;
  std::map<std::string, std::shared_future<Thumbnail>> entries_; // the last member: going, it waits for the tasks
};

int main() {
  ThumbnailCache cache(16);
  {
    std::jthread sidebar([&cache] { cache.get("holiday/beach.png"); });
    std::jthread gallery([&cache] {
      cache.get("holiday/beach.png");
      cache.get("holiday/hotel.png");
    });
  }
  const Thumbnail beach = cache.get("holiday/beach.png");
  return beach.pixels.size() == 256 && cache.bytesRendered() == 512 ? 0 : 1;
}
