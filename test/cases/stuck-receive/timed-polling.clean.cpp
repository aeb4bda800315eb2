// Timeouts as a way of life: conditions, futures and semaphores that nobody notifies, but every wait has a deadline or only looks.
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <future>
#include <latch>
#include <mutex>
#include <pthread.h>
#include <semaphore>
#include <thread>

using namespace std::chrono_literals;

class Backoff {
public:
  // The condition is a sleep that holds no lock.
  bool pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return interrupted_.wait_for(lock, time, [this] { return giveUp_; });
  }

private:
  std::mutex mutex_;
  std::condition_variable interrupted_;
  bool giveUp_ = false;
};

class CallBudget {
public:
  bool take() { return tokens_.try_acquire(); }
  bool takeSoon() { return tokens_.try_acquire_for(1ms); }

private:
  std::counting_semaphore<> tokens_{3}; // spent once, never refilled
};

static pthread_mutex_t nap_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t nap_over = PTHREAD_COND_INITIALIZER;

static bool nap(long nanoseconds) {
  timespec until;
  if (clock_gettime(CLOCK_REALTIME, &until) != 0)
    return false;
  until.tv_nsec += nanoseconds;
  if (until.tv_nsec >= 1000000000) {
    until.tv_nsec -= 1000000000;
    ++until.tv_sec;
  }
  int result;
  pthread_mutex_lock(&nap_lock);
  do
    result = pthread_cond_timedwait(&nap_over, &nap_lock, &until);
  while (result == 0);
  pthread_mutex_unlock(&nap_lock);
  return result == ETIMEDOUT;
}

int main() {
  Backoff backoff;
  int attempts = 0;
  for (auto time = 1ms; time < 8ms && !backoff.pause(time); time *= 2)
    ++attempts;

  CallBudget budget;
  while (budget.take())
    ++attempts;
  if (budget.takeSoon())
    return 1;

  std::promise<int> never;
  std::future<int> hope = never.get_future();
  if (hope.wait_for(2ms) == std::future_status::ready)
    return hope.get();

  std::latch closed(1);
  if (closed.try_wait())
    return 1;

  std::mutex mutex;
  std::condition_variable tick;
  std::unique_lock lock(mutex);
  const auto end = std::chrono::steady_clock::now() + 5ms;
  while (tick.wait_until(lock, end) == std::cv_status::no_timeout)
    ++attempts;

  std::printf("%d attempts\n", attempts);
  return nap(1000000) ? 0 : 1;
}
