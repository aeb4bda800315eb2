// A reminder service behind a pimpl: when add() and the destructor moved to update(), the notification stayed behind.
#include <condition_variable>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Reminders {
public:
  Reminders();
  ~Reminders();
  void add(int priority, std::string text);

private:
  struct Impl;
  std::unique_ptr<Impl> impl;
};

struct Reminders::Impl {
  std::mutex mutex;
  std::condition_variable wake;
  std::multimap<int, std::string, std::greater<int>> open;
  bool closing = false;
  std::thread thread;

  template <typename Change> void update(Change change) {
    std::lock_guard lock(mutex);
    change();
  }

  void run() {
    std::unique_lock lock(mutex);
    while (true) {
      wake.wait(lock, [this] { return closing || !open.empty(); }); // finding: 'wake'
      if (open.empty())
        return;
      auto next = open.extract(open.begin());
      lock.unlock();
      std::cout << next.key() << ' ' << next.mapped() << '\n';
      lock.lock();
    }
  }
};

Reminders::Reminders() : impl(std::make_unique<Impl>()) {
  impl->thread = std::thread([state = impl.get()] { state->run(); });
}

Reminders::~Reminders() {
  impl->update([this] { impl->closing = true; });
  impl->thread.join();
}

void Reminders::add(int priority, std::string text) {
  impl->update([&] { impl->open.emplace(priority, std::move(text)); });
}

int main() {
  Reminders reminders;
  reminders.add(1, "water the plants");
  reminders.add(9, "renew the certificate");
}
