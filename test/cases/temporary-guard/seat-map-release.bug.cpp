// A seat map is shared by booking threads, but the unique_lock in release() was made without the mutex and never locks.
#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class SeatMap {
public:
  explicit SeatMap(std::size_t seats) : taken_(seats, false) {}

  std::optional<std::size_t> reserve() {
    std::unique_lock<std::mutex> guard(mutex_);
    for (std::size_t seat = 0; seat < taken_.size(); ++seat)
      if (!taken_[seat]) {
        taken_[seat] = true;
        ++sold_;
        return seat;
      }
    return std::nullopt;
  }

  bool release(std::size_t seat) {
    std::unique_lock<std::mutex> guard; // finding: 'guard'
    if (seat >= taken_.size() || !taken_[seat])
      return false;
    taken_[seat] = false;
    --sold_;
    return true;
  }

  std::size_t sold() const {
    std::unique_lock<std::mutex> guard(mutex_);
    return sold_;
  }

private:
  mutable std::mutex mutex_;
  std::vector<bool> taken_;
  std::size_t sold_ = 0;
};

int main() {
  SeatMap seats(16);
  std::atomic<int> failures{0};
  std::vector<std::thread> agents;
  for (int agent = 0; agent < 3; ++agent)
    agents.emplace_back([&seats, &failures] {
      for (int i = 0; i < 50; ++i) {
        const std::optional<std::size_t> seat = seats.reserve();
        if (!seat || !seats.release(*seat))
          ++failures;
      }
      if (!seats.reserve())
        ++failures;
    });
  for (std::thread &agent : agents)
    agent.join();
  return failures == 0 && seats.sold() == 3 ? 0 : 1;
}
