// Seats of a venue, sold by the threads of a kiosk: what is left is read first and stored afterwards.
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>
// seat booking through a shared_ptr'ed object with member threads
class Venue {
public:
  explicit Venue(int seats) : free_(seats) {}
  bool book(int n) {
    int left = free_.load();
    if (left < n)
      return false;
    free_ = left - n; // finding: 'free_'
    return true;
  }
  bool bookOne() {
    if (free_ > 0) {
      --free_; // finding: 'free_'
      return true;
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
  void toggle() { paused_ = !paused_; } // finding: 'paused_'
  void init() {
    if (!ready_.load()) {
      table_ = std::make_unique<int[]>(10);
      ready_.store(true); // finding: 'ready_'
    }
  }
  std::shared_ptr<Venue> venue_;
  std::vector<std::thread> sellers_;
  std::atomic<bool> paused_{false}, ready_{false};
  std::unique_ptr<int[]> table_;
};
int main() {
  auto v = std::make_shared<Venue>(10);
  Kiosk k(v);
  k.open();
}
