// An article cache that always gives its shared lock back before it calls what takes it: scopes, unlock(), a moved guard, and an upgrade in two steps.
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class ArticleCache {
public:
  using Reading = std::shared_lock<std::shared_mutex>;

  std::string article(const std::string &id) {
    Reading reading(cacheMutex_);
    const auto hit = articles_.find(id);
    if (hit != articles_.end())
      return hit->second;
    reading.unlock();
    store(id, "article " + id);
    reading.lock();
    const auto stored = articles_.find(id);
    return stored == articles_.end() ? std::string() : stored->second;
  }

  std::size_t size() const {
    Reading reading(cacheMutex_);
    return articles_.size();
  }

  std::vector<std::string> titles() const {
    std::vector<std::string> result;
    {
      Reading reading(cacheMutex_);
      for (const auto &[id, text] : articles_)
        result.push_back(id);
    }
    if (result.size() < size())
      result.push_back("...");
    return result;
  }

  std::size_t longest() const {
    cacheMutex_.lock_shared();
    std::string longest;
    for (const auto &[id, text] : articles_)
      if (text.size() > longest.size())
        longest = id;
    cacheMutex_.unlock_shared();
    return lengthOf(longest);
  }

  // The answer takes the lock when it is asked, and not here.
  std::function<std::size_t()> lengthLater(const std::string &id) const {
    Reading reading(cacheMutex_);
    if (articles_.count(id) == 0)
      return [] { return std::size_t{0}; };
    return [this, id] { return lengthOf(id); };
  }

  std::size_t drain() const {
    Reading reading(cacheMutex_);
    const std::size_t before = articles_.size();
    finish(std::move(reading));
    return before + size();
  }

private:
  static void finish(Reading reading) { reading.unlock(); }

  void store(const std::string &id, std::string text) {
    std::unique_lock<std::shared_mutex> writing(cacheMutex_);
    articles_.try_emplace(id, std::move(text));
  }

  std::size_t lengthOf(const std::string &id) const {
    Reading reading(cacheMutex_);
    const auto found = articles_.find(id);
    return found == articles_.end() ? 0 : found->second.size();
  }

  mutable std::shared_mutex cacheMutex_;
  std::map<std::string, std::string> articles_;
};

int main() {
  ArticleCache cache;
  std::thread reader([&cache] {
    for (int page = 0; page < 10; ++page)
      cache.article(std::to_string(page));
  });
  const std::string first = cache.article("first");
  const auto later = cache.lengthLater("first");
  reader.join();
  return first == "article first" && later() == 13 && cache.longest() == 13 && cache.titles().size() == 11 &&
                 cache.drain() == 22
             ? 0
             : 1;
}
