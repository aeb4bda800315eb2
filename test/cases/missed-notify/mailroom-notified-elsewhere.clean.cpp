// A mailroom whose notifications are elsewhere than the writes: in helpers, in the callers, in callbacks, through references, and under the next lock.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Mailroom {
public:
  Mailroom() : onChange_([this] { changed_.notify_all(); }) {}
  Mailroom(const Mailroom &) = delete;
  Mailroom &operator=(const Mailroom &) = delete;

  void put(std::string letter) {
    add(std::move(letter));
    changed_.notify_one();
  }

  void putTwo(std::string first, std::string second) {
    std::unique_lock<std::mutex> lock(mutex_);
    addLocked(std::move(first));
    addLocked(std::move(second));
    tell(lock);
  }

  void putQuietly(std::string letter) {
    add(std::move(letter));
    onChange_();
  }

  bool putUnlessClosed(std::string letter) {
    bool added = false;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      if (!closed_) {
        addLocked(std::move(letter));
        added = true;
      }
    }
    if (added)
      changed_.notify_one();
    return added;
  }

  void close() {
    std::condition_variable &everybody = changed_;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      closed_ = true;
    }
    everybody.notify_all();
  }

  std::size_t readAll() {
    std::size_t letters = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return closed_ || !letters_.empty(); });
      if (letters_.empty())
        return letters;
      letters += letters_.front().size();
      letters_.pop_front();
    }
  }

private:
  void add(std::string letter) {
    std::lock_guard<std::mutex> guard(mutex_);
    addLocked(std::move(letter));
  }

  void addLocked(std::string letter) { letters_.push_back(std::move(letter)); }

  void tell(std::unique_lock<std::mutex> &lock) {
    lock.unlock();
    wakeReaders(2);
  }

  void wakeReaders(unsigned count) {
    while (count-- > 0)
      changed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> letters_;
  bool closed_ = false;
  std::function<void()> onChange_;
};

int main() {
  Mailroom mailroom;
  std::size_t read = 0;
  std::thread clerk([&] { read = mailroom.readAll(); });
  mailroom.put("a");
  mailroom.putTwo("bb", "ccc");
  mailroom.putQuietly("dddd");
  const bool added = mailroom.putUnlessClosed("eeeee");
  mailroom.close();
  clerk.join();
  return added && read == 15 && !mailroom.putUnlessClosed("late") ? 0 : 1;
}
