// A broadcast channel whose helpers unlock what their caller has locked: a guard by reference, a guard by value, and the bare mutex.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Channel {
public:
  using Subscriber = std::function<void(const std::string &)>;

  void subscribe(Subscriber subscriber) {
    std::unique_lock<std::mutex> lock(mutex_);
    subscribers_.push_back(std::move(subscriber));
    releaseAndNotify(lock);
  }

  void send(std::string message) {
    std::unique_lock<std::mutex> lock(mutex_);
    history_.push_back(message);
    if (history_.size() > kHistory) {
      history_.pop_front();
      ++forgotten_;
    }
    deliver(std::move(lock), message);
  }

  bool close() {
    mutex_.lock();
    if (closed_) {
      mutex_.unlock();
      return false;
    }
    closed_ = true;
    leave();
    changed_.notify_all();
    return true;
  }

  std::size_t waitForClose() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return closed_; });
    return finish(lock);
  }

private:
  static constexpr std::size_t kHistory = 2;

  void releaseAndNotify(std::unique_lock<std::mutex> &lock) {
    lock.unlock();
    changed_.notify_all();
  }

  // Takes the lock over, and calls without it.
  void deliver(std::unique_lock<std::mutex> lock, const std::string &message) {
    const std::vector<Subscriber> subscribers = subscribers_;
    lock.unlock();
    for (const Subscriber &subscriber : subscribers)
      subscriber(message);
  }

  void leave() {
    subscribers_.clear();
    mutex_.unlock();
  }

  std::size_t finish(std::unique_lock<std::mutex> &lock) {
    const std::size_t sent = history_.size() + forgotten_;
    if (lock.owns_lock())
      lock.unlock();
    return sent;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Subscriber> subscribers_;
  std::deque<std::string> history_;
  std::size_t forgotten_ = 0;
  bool closed_ = false;
};

int main() {
  Channel channel;
  std::size_t letters = 0;
  channel.subscribe([&letters](const std::string &message) { letters += message.size(); });
  std::size_t sent = 0;
  std::thread reader([&] { sent = channel.waitForClose(); });
  for (const char *word : {"one", "two", "three"})
    channel.send(word);
  const bool closed = channel.close();
  reader.join();
  return closed && !channel.close() && sent == 3 && letters == 11 ? 0 : 1;
}
