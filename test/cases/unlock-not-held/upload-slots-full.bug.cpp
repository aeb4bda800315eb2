// Slots for uploads; when there is none left the mutex is unlocked before the warning, and unlocked again at the end.
#include <cstdio>
#include <mutex>
#include <set>
#include <string>
#include <thread>

class UploadSlots {
public:
  explicit UploadSlots(unsigned limit) : limit_(limit) {}

  bool enter(const std::string &client) {
    slotsMutex_.lock();
    bool entered = false;
    if (clients_.size() >= limit_) {
      ++refused_;
      slotsMutex_.unlock();
      warn(client);
    } else {
      entered = clients_.insert(client).second;
    }
    slotsMutex_.unlock(); // finding: 'slotsMutex_'
    return entered;
  }

  void leave(const std::string &client) {
    std::lock_guard<std::mutex> guard(slotsMutex_);
    clients_.erase(client);
  }

  unsigned refused() {
    std::lock_guard<std::mutex> guard(slotsMutex_);
    return refused_;
  }

private:
  static void warn(const std::string &client) { std::fprintf(stderr, "no slot for %s\n", client.c_str()); }

  const unsigned limit_;
  std::mutex slotsMutex_;
  std::set<std::string> clients_;
  unsigned refused_ = 0;
};

int main() {
  UploadSlots slots(1);
  bool first = false;
  std::thread client([&] { first = slots.enter("10.0.0.7"); });
  client.join();
  const bool second = slots.enter("10.0.0.8");
  slots.leave("10.0.0.7");
  const bool third = slots.enter("10.0.0.8");
  return first && !second && third && slots.refused() == 1 ? 0 : 1;
}
