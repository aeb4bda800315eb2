// A glyph cache that is locked only when it was made for threads: by an optional guard, or by a lock that may be empty.
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

enum class Use { OneThread, Threads };

class GlyphCache {
public:
  explicit GlyphCache(Use use) : threaded_(use == Use::Threads) {}

  unsigned width(char32_t letter) {
    std::optional<std::lock_guard<std::mutex>> guard;
    if (threaded_)
      guard.emplace(mutex_);
    const auto found = widths_.find(letter);
    if (found != widths_.end()) {
      ++hits_;
      return found->second;
    }
    const unsigned measured = 6 + static_cast<unsigned>(letter % 5);
    widths_.emplace(letter, measured);
    return measured;
  }

  void clear() {
    std::unique_lock<std::mutex> lock = threaded_ ? std::unique_lock(mutex_) : std::unique_lock<std::mutex>();
    widths_.clear();
    hits_ = 0;
  }

  std::size_t hits() const {
    std::unique_lock<std::mutex> lock;
    if (threaded_)
      lock = std::unique_lock<std::mutex>(mutex_);
    return hits_;
  }

  std::size_t size() const {
    const auto held = lockIfThreaded();
    return widths_.size();
  }

private:
  std::unique_lock<std::mutex> lockIfThreaded() const {
    if (!threaded_)
      return {};
    return std::unique_lock<std::mutex>(mutex_);
  }

  const bool threaded_;
  mutable std::mutex mutex_;
  std::map<char32_t, unsigned> widths_;
  std::size_t hits_ = 0;
};

static unsigned measure(GlyphCache &cache, const std::u32string &text) {
  unsigned width = 0;
  for (const char32_t letter : text)
    width += cache.width(letter);
  return width;
}

int main() {
  GlyphCache preview(Use::OneThread);
  const unsigned expected = measure(preview, U"chapter one");
  preview.clear();

  GlyphCache shared(Use::Threads);
  unsigned left = 0;
  unsigned right = 0;
  {
    std::jthread leftPage([&] { left = measure(shared, U"chapter one"); });
    std::jthread rightPage([&] { right = measure(shared, U"chapter one"); });
  }
  const bool same = left == expected && right == expected;
  return same && preview.size() == 0 && shared.size() + shared.hits() == 22 ? 0 : 1;
}
