// Hit counters on striped locks: two stripes by different indices, all of them in a loop, and a neighbour's with its own.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class HitCounter {
public:
  void hit(const std::string &page) {
    const std::size_t stripe = stripeOf(page);
    std::lock_guard<std::mutex> lock(locks_[stripe]);
    ++hits_[stripe][page];
  }

  // Locks the lower stripe first.
  void rename(const std::string &from, const std::string &to) {
    const std::size_t a = stripeOf(from);
    const std::size_t b = stripeOf(to);
    if (a == b) {
      std::lock_guard<std::mutex> lock(locks_[a]);
      hits_[a][to] += hits_[a][from];
      hits_[a].erase(from);
      return;
    }
    const std::size_t low = a < b ? a : b;
    const std::size_t high = a < b ? b : a;
    std::lock_guard<std::mutex> first(locks_[low]);
    std::lock_guard<std::mutex> second(locks_[high]);
    hits_[b][to] += hits_[a][from];
    hits_[a].erase(from);
  }

  std::uint64_t total() {
    for (std::mutex &stripe : locks_)
      stripe.lock();
    std::uint64_t sum = 0;
    for (const auto &pages : hits_)
      for (const auto &[page, count] : pages)
        sum += count;
    for (std::mutex &stripe : locks_)
      stripe.unlock();
    return sum;
  }

  std::size_t pages() {
    std::size_t count = 0;
    for (std::size_t stripe = 0; stripe < kStripes; ++stripe) {
      locks_[stripe].lock();
      count += hits_[stripe].size();
      locks_[stripe].unlock();
    }
    return count;
  }

  std::uint64_t firstTwoStripes() {
    std::lock_guard<std::mutex> zero(locks_[0]);
    std::lock_guard<std::mutex> one(locks_[1]);
    return hits_[0].size() + hits_[1].size();
  }

private:
  static constexpr std::size_t kStripes = 4;
  static std::size_t stripeOf(const std::string &page) { return std::hash<std::string>{}(page) % kStripes; }

  std::array<std::mutex, kStripes> locks_;
  std::array<std::map<std::string, std::uint64_t>, kStripes> hits_;
};

int main() {
  HitCounter counter;
  std::thread site([&counter] {
    for (int visit = 0; visit < 10; ++visit)
      counter.hit("/index");
  });
  for (int visit = 0; visit < 5; ++visit)
    counter.hit("/about");
  site.join();
  counter.rename("/about", "/imprint");
  return counter.total() == 15 && counter.pages() == 2 && counter.firstTwoStripes() <= 2 ? 0 : 1;
}
