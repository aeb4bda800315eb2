// A mail inbox kept in a synchronized value, whose arrow gives a proxy that holds the lock for the whole expression.
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <typename T> class Synchronized {
public:
  class Held {
  public:
    Held(std::mutex &mutex, T &value) : lock_(mutex), value_(&value) {}

    T *operator->() const { return value_; }
    T &operator*() const { return *value_; }

  private:
    std::unique_lock<std::mutex> lock_;
    T *value_;
  };

  template <typename... Args> explicit Synchronized(Args &&...args) : value_(std::forward<Args>(args)...) {}

  Held operator->() { return Held(mutex_, value_); }
  Held hold() { return Held(mutex_, value_); }

  template <typename Use> auto with(Use use) {
    std::lock_guard<std::mutex> guard(mutex_);
    return use(value_);
  }

private:
  std::mutex mutex_;
  T value_;
};

struct Mail {
  std::string subject;
  bool read = false;
};

class Inbox {
public:
  void deliver(std::string subject) { mails_->push_back(Mail{std::move(subject)}); }

  bool empty() { return mails_->empty(); }

  std::size_t size() { return (*mails_.hold()).size(); }

  std::size_t markAllRead() {
    const auto mails = mails_.hold();
    std::size_t marked = 0;
    for (Mail &mail : *mails) {
      marked += mail.read ? 0 : 1;
      mail.read = true;
    }
    return marked;
  }

  std::size_t unread() {
    return mails_.with([](const std::vector<Mail> &mails) {
      std::size_t count = 0;
      for (const Mail &mail : mails)
        count += mail.read ? 0 : 1;
      return count;
    });
  }

private:
  Synchronized<std::vector<Mail>> mails_;
};

int main() {
  Inbox inbox;
  std::size_t marked = 0;
  {
    std::jthread network([&inbox] {
      for (int number = 0; number < 100; ++number)
        inbox.deliver("newsletter " + std::to_string(number));
    });
    std::jthread reader([&inbox, &marked] {
      for (int glance = 0; glance < 20; ++glance)
        marked += inbox.markAllRead();
    });
  }
  return !inbox.empty() && inbox.size() == 100 && inbox.unread() + marked == 100 ? 0 : 1;
}
