// The drain of a request server: the last request to end passes an empty critical section before it notifies.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class RequestDrain {
public:
  // False once draining has begun.
  bool enter() {
    inFlight_.fetch_add(1);
    if (!draining_.load())
      return true;
    leave();
    return false;
  }

  void leave() {
    if (inFlight_.fetch_sub(1) != 1)
      return;
    // A waiter has either seen the zero or is already waiting when we notify.
    {
      std::lock_guard<std::mutex> barrier(mutex_);
    }
    idle_.notify_all();
  }

  void drain() {
    draining_.store(true);
    std::unique_lock<std::mutex> lock(mutex_);
    idle_.wait(lock, [this] { return inFlight_.load() == 0; });
  }

  int inFlight() const { return inFlight_.load(); }

private:
  std::atomic<int> inFlight_{0};
  std::atomic<bool> draining_{false};
  std::mutex mutex_;
  std::condition_variable idle_;
};

class Request {
public:
  explicit Request(RequestDrain &drain) : drain_(drain), admitted_(drain.enter()) {}
  ~Request() {
    if (admitted_)
      drain_.leave();
  }
  Request(const Request &) = delete;
  Request &operator=(const Request &) = delete;

  bool admitted() const { return admitted_; }

private:
  RequestDrain &drain_;
  const bool admitted_;
};

static void serve(RequestDrain &drain, std::atomic<unsigned> &served) {
  for (int number = 0; number < 1000; ++number) {
    const Request request(drain);
    if (!request.admitted())
      return;
    served.fetch_add(1);
  }
}

int main() {
  RequestDrain drain;
  std::atomic<unsigned> served{0};
  std::vector<std::jthread> workers;
  for (int worker = 0; worker < 3; ++worker)
    workers.emplace_back([&drain, &served] { serve(drain, served); });
  drain.drain();
  workers.clear();
  return drain.inFlight() == 0 && served.load() <= 3000 ? 0 : 1;
}
