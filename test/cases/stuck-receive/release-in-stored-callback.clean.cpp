// A transfer engine whose semaphores and conditions are released by what it has stored: std::function, bind, function pointers, a macro.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

#define WITH_WAKEUP(lock, condition, statement) \
  do {                                          \
    std::lock_guard<std::mutex> hold(lock);     \
    statement;                                  \
    (condition).notify_all();                   \
  } while (0)

class Engine {
public:
  using Callback = std::function<void()>;
  void onDone(Callback callback) { done_.push_back(std::move(callback)); }
  void runAll() {
    for (const Callback &callback : done_)
      callback();
  }

private:
  std::vector<Callback> done_;
};

class Throttle {
public:
  explicit Throttle(Engine &engine) {
    engine.onDone([this] { window_.release(); });
    engine.onDone(std::bind(&Throttle::settle, this));
  }
  void await() {
    window_.acquire();
    settled_.acquire();
  }

private:
  void settle() { settled_.release(2); }
  std::counting_semaphore<> window_{0};
  std::counting_semaphore<> settled_{0};
};

namespace {

std::mutex stateMutex;
std::condition_variable stateChanged;
int state = 0;

void toIdle() { WITH_WAKEUP(stateMutex, stateChanged, state = 1); }
void toBusy() { WITH_WAKEUP(stateMutex, stateChanged, state = 2); }

struct Transition {
  const char *name;
  void (*run)();
};
const Transition transitions[] = {{"idle", toIdle}, {"busy", toBusy}};

std::atomic<bool> flushed{false};
std::atomic_flag synced;

void flush() {
  flushed = true;
  std::atomic_notify_one(&flushed);
  synced.test_and_set();
  std::atomic_flag *const waiters = &synced;
  waiters->notify_all();
}

} // namespace

int main() {
  Engine engine;
  Throttle throttle(engine);

  std::binary_semaphore closed{0};
  std::condition_variable rung;
  std::mutex ringMutex;
  std::atomic<bool> hasRung{false};
  engine.onDone([&hasRung, &ringMutex] {
    std::lock_guard<std::mutex> hold(ringMutex);
    hasRung = true;
  });
  engine.onDone(std::bind(&std::condition_variable::notify_one, &rung));
  engine.onDone(flush);
  engine.onDone([release = [&closed] { closed.release(); }] { release(); });

  std::thread runner([&engine] {
    engine.runAll();
    for (const Transition &transition : transitions)
      transition.run();
  });

  throttle.await();
  {
    std::unique_lock<std::mutex> hold(ringMutex);
    rung.wait(hold, [&hasRung] { return hasRung.load(); });
  }
  closed.acquire();
  flushed.wait(false);
  synced.wait(false);
  {
    std::unique_lock<std::mutex> hold(stateMutex);
    stateChanged.wait(hold, [] { return state == 2; });
  }
  runner.join();
  std::puts("all transfers done");
}
