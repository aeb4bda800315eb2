// A depot whose functions lock two mutexes at once, and name them in any order: scoped_lock, std::lock with adopted and deferred guards.
#include <functional>
#include <mutex>
#include <thread>

class Depot {
public:
  void arrive(int lorries) {
    std::scoped_lock both(yardMutex_, gateMutex_);
    lorries_ += lorries;
    passes_ += static_cast<unsigned>(lorries);
  }

  bool leave(int lorries) {
    std::scoped_lock both(gateMutex_, yardMutex_);
    if (lorries > lorries_)
      return false;
    lorries_ -= lorries;
    ++passes_;
    return true;
  }

  void repaint() {
    std::lock(yardMutex_, gateMutex_);
    std::lock_guard<std::mutex> gate(gateMutex_, std::adopt_lock);
    std::lock_guard<std::mutex> yard(yardMutex_, std::adopt_lock);
    passes_ = 0;
    painted_ = lorries_ == 0;
  }

  unsigned passes() {
    std::unique_lock<std::mutex> gate(gateMutex_, std::defer_lock);
    std::unique_lock<std::mutex> yard(yardMutex_, std::defer_lock);
    std::lock(gate, yard);
    yard.unlock();
    return passes_;
  }

  void exchange(Depot &other) {
    if (this == &other)
      return;
    std::scoped_lock all(gateMutex_, other.yardMutex_, yardMutex_, other.gateMutex_);
    const int mine = lorries_;
    lorries_ = other.lorries_;
    other.lorries_ = mine;
    ++passes_;
    ++other.passes_;
  }

  int lorries() {
    std::lock_guard<std::mutex> yard(yardMutex_);
    return lorries_;
  }

private:
  std::mutex yardMutex_;
  int lorries_ = 0;
  bool painted_ = false;
  std::mutex gateMutex_;
  unsigned passes_ = 0;
};

static void swapOften(Depot &here, Depot &there) {
  for (int round = 0; round < 50; ++round)
    here.exchange(there);
}

int main() {
  Depot north, south;
  north.arrive(4);
  south.arrive(2);
  std::thread first(swapOften, std::ref(north), std::ref(south));
  std::thread second(swapOften, std::ref(south), std::ref(north));
  bool left = false;
  std::thread third([&] { left = north.leave(1); });
  south.repaint();
  first.join();
  second.join();
  third.join();
  return left && north.lorries() + south.lorries() == 5 && north.passes() >= 100 ? 0 : 1;
}
