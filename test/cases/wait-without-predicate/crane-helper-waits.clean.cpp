// A crane with helpers that wait once, and are called in loops by their callers: a member, a static function, a lambda, and one two calls deep.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

struct Yard {
  std::mutex mutex;
  std::condition_variable changed;
  unsigned containers = 0;
  unsigned trucks = 0;
};

static void pauseUntilChange(Yard &yard, std::unique_lock<std::mutex> &lock) { yard.changed.wait(lock); }

static bool truckIsHere(Yard &yard, std::unique_lock<std::mutex> &lock) {
  if (yard.trucks > 0)
    return true;
  pauseUntilChange(yard, lock);
  return false;
}

class Crane {
public:
  explicit Crane(Yard &yard) : yard_(yard) {}

  void lift() {
    std::unique_lock<std::mutex> lock(yard_.mutex);
    while (yard_.containers == 0)
      waitOnce(lock);
    --yard_.containers;
    ++lifted_;
  }

  void load() {
    std::unique_lock<std::mutex> lock(yard_.mutex);
    while (!truckIsHere(yard_, lock)) {
    }
    --yard_.trucks;
  }

  void liftTwo() {
    std::unique_lock<std::mutex> lock(yard_.mutex);
    const auto wait = [this, &lock] { yard_.changed.wait(lock); };
    while (yard_.containers < 2)
      wait();
    yard_.containers -= 2;
    lifted_ += 2;
  }

  void loadAndLift() {
    std::unique_lock<std::mutex> lock(yard_.mutex);
    waitUntil([this] { return yard_.containers > 0 && yard_.trucks > 0; }, lock);
    --yard_.containers;
    --yard_.trucks;
    ++lifted_;
  }

  // A turn of the caller's loop, which asks the yard again.
  bool tryLiftOrWait() {
    std::unique_lock<std::mutex> lock(yard_.mutex);
    if (yard_.containers == 0) {
      waitOnce(lock);
      return false;
    }
    --yard_.containers;
    ++lifted_;
    return true;
  }

  unsigned lifted() const {
    std::lock_guard<std::mutex> guard(yard_.mutex);
    return lifted_;
  }

private:
  void waitOnce(std::unique_lock<std::mutex> &lock) {
    ++waits_;
    yard_.changed.wait(lock);
  }

  void waitUntil(const std::function<bool()> &condition, std::unique_lock<std::mutex> &lock) {
    while (!condition())
      pauseUntilChange(yard_, lock);
  }

  Yard &yard_;
  unsigned lifted_ = 0;
  unsigned waits_ = 0;
};

static void arrive(Yard &yard, unsigned containers, unsigned trucks) {
  std::lock_guard<std::mutex> guard(yard.mutex);
  yard.containers += containers;
  yard.trucks += trucks;
  yard.changed.notify_all();
}

int main() {
  Yard yard;
  Crane crane(yard);
  std::thread port([&yard] {
    for (int ship = 0; ship < 6; ++ship)
      arrive(yard, 1, ship % 2);
  });
  crane.lift();
  crane.load();
  crane.liftTwo();
  crane.loadAndLift();
  while (!crane.tryLiftOrWait()) {
  }
  port.join();
  const unsigned lifted = crane.lifted();
  std::lock_guard<std::mutex> guard(yard.mutex);
  return lifted == 5 && yard.containers == 1 && yard.trucks == 1 ? 0 : 1;
}
