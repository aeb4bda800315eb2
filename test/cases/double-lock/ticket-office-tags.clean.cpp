// A ticket office with every way of making a second guard that does not lock again: adopt, defer, try, and a guard over a guard.
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

class TicketOffice {
public:
  explicit TicketOffice(int seats) : seats_(seats) {}

  int sell(int wanted) {
    seatsMutex_.lock();
    std::lock_guard<std::timed_mutex> guard(seatsMutex_, std::adopt_lock);
    if (wanted > seats_)
      return 0;
    seats_ -= wanted;
    return wanted;
  }

  bool refund(int seats) {
    std::unique_lock<std::timed_mutex> lock(seatsMutex_, std::defer_lock);
    if (!lock.try_lock_for(std::chrono::seconds(1)))
      return false;
    seats_ += seats;
    return true;
  }

  // Takes the lock if it is free, and otherwise waits for it, but counts that.
  int left() {
    std::unique_lock<std::timed_mutex> lock(seatsMutex_, std::try_to_lock);
    if (!lock.owns_lock()) {
      lock.lock();
      ++waits_;
    }
    return seats_;
  }

  int sellInTwo(int wanted) {
    std::unique_lock<std::timed_mutex> first(seatsMutex_);
    const int half = wanted / 2;
    if (half > seats_)
      return 0;
    seats_ -= half;
    std::unique_lock<std::timed_mutex> second = std::move(first);
    if (wanted - half > seats_)
      second.unlock();
    if (!second)
      return sell(0) + half;
    seats_ -= wanted - half;
    return wanted;
  }

  std::pair<int, int> takings(TicketOffice &other) {
    std::lock(seatsMutex_, other.seatsMutex_);
    std::lock_guard<std::timed_mutex> mine(seatsMutex_, std::adopt_lock);
    std::lock_guard<std::timed_mutex> theirs(other.seatsMutex_, std::adopt_lock);
    return {seats_, other.seats_};
  }

  unsigned waits() {
    bool held = seatsMutex_.try_lock();
    while (!held)
      held = seatsMutex_.try_lock_for(std::chrono::milliseconds(10));
    const unsigned result = waits_;
    seatsMutex_.unlock();
    return result;
  }

private:
  std::timed_mutex seatsMutex_;
  int seats_;
  unsigned waits_ = 0;
};

int main() {
  TicketOffice stalls(100), balcony(50);
  int sold = 0;
  std::thread counter([&] { sold = stalls.sell(10); });
  const bool refunded = balcony.refund(2);
  counter.join();
  const auto [below, above] = stalls.takings(balcony);
  return sold == 10 && refunded && below == 90 && above == 52 && balcony.sellInTwo(60) == 30 &&
                 stalls.sellInTwo(4) == 4 && stalls.left() == 86 && stalls.waits() == 0
             ? 0
             : 1;
}
