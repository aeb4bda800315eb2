// A queue template for any lock type whose pop has a deadline; when the wait ends before the deadline an element is taken unseen.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <utility>

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

template <typename T, typename Lockable> class DeadlineQueue {
public:
  explicit DeadlineQueue(Lockable &lockable) : lockable_(lockable) {}

  template <typename... Args> void emplace(Args &&...args) {
    lockable_.lock();
    elements_.emplace_back(std::forward<Args>(args)...);
    lockable_.unlock();
    available_.notify_one();
  }

  std::optional<T> popBefore(Clock::time_point deadline) {
    std::unique_lock<Lockable> lock(lockable_);
    if (elements_.empty() && available_.wait_until(lock, deadline) == std::cv_status::timeout) // finding: 'available_'
      return std::nullopt;
    std::optional<T> element(std::move(elements_.front()));
    elements_.pop_front();
    return element;
  }

  bool empty() {
    std::unique_lock<Lockable> lock(lockable_);
    return elements_.empty();
  }

private:
  Lockable &lockable_;
  std::condition_variable_any available_;
  std::deque<T> elements_;
};

int main() {
  std::shared_mutex sharedMutex;
  std::mutex mutex;
  DeadlineQueue<std::string, std::shared_mutex> words(sharedMutex);
  DeadlineQueue<long, std::mutex> numbers(mutex);
  std::thread speaker([&words] {
    words.emplace(3, 'a');
    words.emplace("bo");
  });
  std::optional<std::string> first = words.popBefore(Clock::now() + 10s);
  std::optional<std::string> second = words.popBefore(Clock::now() + 10s);
  speaker.join();
  numbers.emplace(17);
  const bool fine = first == "aaa" && second == "bo" && words.empty();
  return fine && numbers.popBefore(Clock::now() + 1s) == 17 && !numbers.popBefore(Clock::now() + 2ms) ? 0 : 1;
}
