// An event bridge whose wait objects are handed to an I/O library in another file, which does all the waking.
#include <condition_variable>
#include <cstdio>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <semaphore>
#include <semaphore.h>
#include <utility>

// From the I/O library.
struct io_waker {
  std::condition_variable *condition;
  std::mutex *mutex;
  bool *ready;
};
void io_register(const io_waker &waker);
void io_on_close(std::latch &closed);
void io_connect(const char *host, std::promise<int> &&handle);
void io_connect_later(const char *host, std::shared_ptr<std::promise<int>> handle);
extern "C" int io_start_legacy(void *context);

struct LegacyContext {
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t done = PTHREAD_COND_INITIALIZER;
  bool finished = false;
};

// Declared in the library's header as well.
extern std::condition_variable io_idle;
std::condition_variable io_idle;
extern bool io_is_idle;
bool io_is_idle = false;
std::binary_semaphore io_budget{0};

class EventBridge {
public:
  EventBridge() : waker_{&readable_, &mutex_, &ready_} { io_register(waker_); }

  void waitReadable() {
    std::unique_lock lock(mutex_);
    while (!ready_)
      readable_.wait(lock);
    ready_ = false;
    while (!io_is_idle)
      io_idle.wait(lock);
    lock.unlock();
    io_budget.acquire();
  }

private:
  std::mutex mutex_;
  std::condition_variable readable_;
  bool ready_ = false;
  io_waker waker_;
};

static bool runLegacy() {
  LegacyContext context;
  if (io_start_legacy(&context) != 0)
    return false;
  pthread_mutex_lock(&context.lock);
  while (!context.finished)
    pthread_cond_wait(&context.done, &context.lock);
  pthread_mutex_unlock(&context.lock);
  return true;
}

int runBridge(sem_t *quota) {
  std::promise<int> connecting;
  std::future<int> primary = connecting.get_future();
  io_connect("db1", std::move(connecting));

  auto retry = std::make_shared<std::promise<int>>();
  std::future<int> secondary = retry->get_future();
  io_connect_later("db2", retry);

  std::latch closed(1);
  io_on_close(closed);

  EventBridge bridge;
  bridge.waitReadable();
  if (!runLegacy() || sem_wait(quota) != 0)
    return -1;
  closed.wait();
  return primary.get() + secondary.get();
}
