// A lease that keeps a resource locked beyond the function; the lock is released to it only when the claim has worked.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Resource {
public:
  std::mutex &mutex() { return mutex_; }
  bool claim(const std::string &owner) {
    if (!owner_.empty())
      return false;
    owner_ = owner;
    return true;
  }
  void drop() { owner_.clear(); }

private:
  std::mutex mutex_;
  std::string owner_;
};

// Between acquire() and giveBack() the resource stays locked.
class Leases {
public:
  explicit Leases(Resource &resource) : resource_(resource) {}

  bool acquire(const std::string &owner) {
    std::unique_lock<std::mutex> hold(resource_.mutex());
    if (!resource_.claim(owner)) {
      hold.unlock();
      ++refusals_;
      return false;
    }
    leased_ = hold.release();
    return true;
  }

  void giveBack() {
    resource_.drop();
    std::mutex *const leased = leased_;
    leased_ = nullptr;
    leased->unlock();
  }

  unsigned refusals() const { return refusals_; }

private:
  Resource &resource_;
  std::mutex *leased_ = nullptr;
  unsigned refusals_ = 0;
};

int main() {
  Resource printer;
  unsigned done = 0;
  std::thread client([&] {
    Leases leases(printer);
    for (int page = 0; page < 3; ++page)
      if (leases.acquire("client")) {
        ++done;
        leases.giveBack();
      }
  });
  client.join();
  {
    std::lock_guard<std::mutex> hold(printer.mutex());
    if (!printer.claim("console"))
      return 1;
  }
  Leases late(printer);
  return done == 3 && !late.acquire("late") && late.refusals() == 1 ? 0 : 1;
}
