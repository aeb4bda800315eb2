// Seats of a venue, sold by the threads of a kiosk.
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>
class Venue {
public:
  explicit Venue(int seats) : free_(seats) {}
  bool book(int n) {
    int left = free_.load();
    do {
      if (left < n)
        return false;
    } while (!free_.compare_exchange_weak(left, left - n));
    return true;
  }
  bool bookOne() {
    if (free_ > 0) {
      if (free_.fetch_sub(1) > 0)
        return true;
      ++free_;
    }
    return false;
  }

private:
  std::atomic<int> free_;
};
class Kiosk {
public:
  explicit Kiosk(std::shared_ptr<Venue> v) : venue_(std::move(v)) {}
  void open() {
    for (int i = 0; i < 3; ++i)
      sellers_.push_back(std::thread(&Kiosk::sell, this));
  }
  ~Kiosk() {
    for (auto &t : sellers_)
      t.join();
  }

private:
  void sell() {
    while (venue_->book(2)) {
    }
    venue_->bookOne();
    toggle();
    init();
  }
  void toggle() { paused_.fetch_xor(1); }
  void init() {
    std::call_once(ready_, [this] { table_ = std::make_unique<int[]>(10); });
  }
  std::shared_ptr<Venue> venue_;
  std::vector<std::thread> sellers_;
  std::atomic<int> paused_{0};
  std::once_flag ready_;
  std::unique_ptr<int[]> table_;
};
int main() {
  auto v = std::make_shared<Venue>(10);
  Kiosk k(v);
  k.open();
}
