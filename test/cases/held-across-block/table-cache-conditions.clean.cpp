// A table cache whose condition class keeps a pointer to the mutex of its users, and adopts it for each wait.
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

class __attribute__((capability("mutex"))) Lock {
public:
  void take() __attribute__((acquire_capability())) { inner_.lock(); }
  void give() __attribute__((release_capability())) { inner_.unlock(); }

private:
  friend class Signal;
  std::mutex inner_;
};

class __attribute__((scoped_lockable)) Hold {
public:
  explicit Hold(Lock *lock) __attribute__((acquire_capability(lock))) : lock_(lock) { lock_->take(); }
  ~Hold() __attribute__((release_capability())) { lock_->give(); }
  Hold(const Hold &) = delete;
  Hold &operator=(const Hold &) = delete;

private:
  Lock *const lock_;
};

class Signal {
public:
  explicit Signal(Lock *lock) : lock_(lock) {}

  // The caller holds the lock, and does so again when this returns.
  void await() {
    std::unique_lock<std::mutex> held(lock_->inner_, std::adopt_lock);
    changed_.wait(held);
    held.release();
  }
  void tellAll() { changed_.notify_all(); }

private:
  std::condition_variable changed_;
  Lock *const lock_;
};

class TableCache {
public:
  TableCache() : loaded_(&lock_) {}

  // Loads a table, unless somebody else does so already.
  std::string table(const std::string &name) {
    Hold hold(&lock_);
    while (loading_.count(name) != 0)
      loaded_.await();
    auto known = tables_.find(name);
    if (known != tables_.end())
      return known->second;
    loading_.insert(name);
    std::string &text = tables_[name];
    text = "table " + name;
    loading_.erase(name);
    loaded_.tellAll();
    return text;
  }

private:
  Lock lock_;
  Signal loaded_;
  std::map<std::string, std::string> tables_;
  std::set<std::string> loading_;
};

int main() {
  TableCache cache;
  std::string first, second;
  std::thread reader([&] { first = cache.table("prices"); });
  second = cache.table("prices");
  reader.join();
  return first == second ? 0 : 1;
}
