// An elevator that tries its locks in many forms, and unlocks just where the attempt has worked.
#include <atomic>
#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <thread>

using namespace std::chrono_literals;

class Elevator {
public:
  bool call(int floor) {
    if (!cabin_.try_lock_for(50ms)) {
      ++missed_;
      return false;
    }
    floor_ = floor;
    cabin_.unlock();
    return true;
  }

  int patientCall(int floor) {
    int attempts = 0;
    while (!cabin_.try_lock()) {
      std::this_thread::yield();
      ++attempts;
    }
    floor_ = floor;
    cabin_.unlock();
    return attempts;
  }

  int where() {
    int result = -1;
    if (std::unique_lock<std::timed_mutex> lock(cabin_, std::try_to_lock); lock) {
      result = floor_;
      lock.unlock();
    }
    return result;
  }

  bool service(bool force) {
    if (force || door_.try_lock()) {
      if (force)
        door_.lock();
      ++services_;
      door_.unlock();
      return true;
    }
    return false;
  }

  bool inspect() {
    if (!door_.try_lock_shared())
      return false;
    bool level = false;
    const bool cabin = cabin_.try_lock();
    if (cabin) {
      level = floor_ >= 0 && services_ > 0;
      cabin_.unlock();
    }
    door_.unlock_shared();
    return level;
  }

  bool park() {
    if (std::try_lock(cabin_, door_) == -1) {
      floor_ = 0;
      ++services_;
      cabin_.unlock();
      door_.unlock();
      return true;
    }
    return false;
  }

  int missed() const { return missed_; }

private:
  std::timed_mutex cabin_;
  int floor_ = 0;
  std::shared_mutex door_;
  int services_ = 0;
  std::atomic<int> missed_{0};
};

int main() {
  Elevator elevator;
  int attempts = 0;
  std::thread passenger([&] { attempts = elevator.patientCall(7); });
  passenger.join();
  const bool called = elevator.call(3);
  return called && attempts == 0 && elevator.where() == 3 && elevator.service(true) && elevator.service(false) &&
                 elevator.inspect() && elevator.park() && elevator.missed() == 0
             ? 0
             : 1;
}
