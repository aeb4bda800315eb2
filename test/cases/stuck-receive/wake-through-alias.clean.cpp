// A door-keeper whose conditions are notified only through a reference, a pointer, an array of pointers and a helper.
#include <array>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <thread>

namespace {

std::mutex lobbyMutex;
std::condition_variable doorOpened;
bool doorOpen = false;

void setAndWake(bool &flag, std::condition_variable &whom) {
  {
    std::lock_guard lock(lobbyMutex);
    flag = true;
  }
  whom.notify_all();
}

class Lift {
public:
  void ride() {
    std::unique_lock lock(mutex_);
    called_.wait(lock, [this] { return wanted_; });
    wanted_ = false;
    arrivedAt_ = 3;
    auto &answer = arrived_;
    lock.unlock();
    answer.notify_one();
  }

  int callAndWait() {
    std::unique_lock lock(mutex_);
    wanted_ = true;
    std::condition_variable *const bell = &called_;
    bell->notify_one();
    arrived_.wait(lock, [this] { return arrivedAt_ != 0; });
    return arrivedAt_;
  }

private:
  std::mutex mutex_;
  std::condition_variable called_;
  std::condition_variable arrived_;
  bool wanted_ = false;
  int arrivedAt_ = 0;
};

} // namespace

int main() {
  std::condition_variable lunch, closing;
  std::mutex clock;
  int hour = 8;
  const std::array<std::condition_variable *, 2> bells = {&lunch, &closing};

  std::jthread visitor([] {
    std::unique_lock lock(lobbyMutex);
    doorOpened.wait(lock, [] { return doorOpen; });
    std::cout << "come in\n";
  });
  std::jthread eater([&] {
    std::unique_lock lock(clock);
    lunch.wait(lock, [&] { return hour >= 12; });
    closing.wait(lock, [&] { return hour >= 18; });
  });

  Lift lift;
  std::jthread cabin(&Lift::ride, &lift);
  const int floor = lift.callAndWait();

  setAndWake(doorOpen, doorOpened);
  for (int now : {12, 18}) {
    std::lock_guard lock(clock);
    hour = now;
    for (std::condition_variable *bell : bells)
      bell->notify_all();
  }
  return floor == 3 ? 0 : 1;
}
