// A store whose locks are given back by somebody else than who takes them: at the end of the block, by a stack of deferred calls, by guards that adopt and guards that are given up, around a wait, by a handler of a select, and by the caller.
#include <leash/chan.h>
#include <leash/cond.h>
#include <leash/context.h>
#include <leash/defer.h>
#include <leash/error.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/result.h>
#include <leash/rw_mutex.h>
#include <leash/select.h>

#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

class Store {
public:
  leash::error put(const std::string &key, int value) {
    mutex_.lock();
    LEASH_DEFER { mutex_.unlock(); };
    if (isClosed_)
      return leash::make_error("closed");
    LEASH_DEFER { ++version_; };
    if (value < 0)
      throw std::invalid_argument(key);
    values_[key] = value;
    changed_.notify_all();
    return {};
  }

  int reload(const std::string &key) {
    leash::guard hold(mutex_);
    int before = values_[key];
    mutex_.unlock();
    {
      LEASH_DEFER { mutex_.lock(); };
      before += fetch(key).value();
    }
    return values_[key] = before;
  }

  void closeAll(std::vector<Store *> stores) {
    leash::defer_stack unlocking;
    for (Store *store : stores) {
      store->mutex_.lock();
      unlocking.defer([store] { store->mutex_.unlock(); });
    }
    for (Store *store : stores)
      store->isClosed_ = true;
  }

  bool tryPut(const leash::context &ctx, const std::string &key, int value) {
    if (!mutex_.lock(ctx))
      return false;
    leash::guard hold(mutex_, std::adopt_lock);
    if (isClosed_)
      return false;
    values_[key] = value;
    return true;
  }

  int waitFor(const std::string &key) {
    mutex_.lock();
    std::unique_lock<leash::mutex> hold(mutex_, std::adopt_lock);
    while (!values_.contains(key) && !isClosed_)
      changed_.wait(hold);
    const int value = values_[key];
    hold.unlock();
    return value;
  }

  int drain(leash::recv_chan<int> numbers) {
    leash::guard hold(mutex_);
    int sum = 0;
    for (bool isOver = false; !isOver;) {
      hold.unlock();
      const std::optional<int> number = numbers.recv();
      hold.lock();
      sum += number.value_or(0);
      isOver = !number;
    }
    return sum + version_;
  }

  void flush(leash::recv_chan<leash::unit> ready) {
    mutex_.lock();
    leash::select(leash::on_recv(ready, [&] { mutex_.unlock(); }),
                  leash::after(std::chrono::milliseconds(1), [&] { mutex_.unlock(); }));
  }

  void lock() LEASH_ACQUIRE(mutex_) { mutex_.lock(); }
  void unlock() LEASH_RELEASE(mutex_) { mutex_.unlock(); }

private:
  static leash::result<int> fetch(const std::string &key) {
    if (key.empty())
      return leash::fail(leash::make_error("no key"));
    return 1;
  }

  leash::mutex mutex_;
  leash::cond changed_;
  std::map<std::string, int> values_;
  bool isClosed_ = false;
  int version_ = 0;
};

class Table {
public:
  int total() {
    mutex_.lock_shared();
    std::shared_lock<leash::rw_mutex> reading(mutex_, std::adopt_lock);
    int sum = 0;
    for (int cell : cells_)
      sum += cell;
    return sum;
  }
  bool grow(std::size_t size, bool isUrgent) {
    if (isUrgent)
      mutex_.lock();
    else if (!mutex_.try_lock_for(std::chrono::milliseconds(5)))
      return false;
    cells_.resize(size);
    mutex_.unlock();
    return true;
  }

private:
  leash::rw_mutex mutex_;
  std::vector<int> cells_;
};

int main() {
  Store store, other;
  {
    std::lock_guard<Store> both(store);
  }
  if (leash::error err = store.put("a", 1))
    return 1;
  auto numbers = leash::make_chan<int>(1);
  auto ready = leash::make_chan<leash::unit>();
  leash::go([numbers] {
    numbers.send(3);
    numbers.close();
  });
  store.flush(ready);
  std::cout << store.reload("a") + store.waitFor("a") + store.drain(numbers) << '\n';
  auto limit = leash::with_timeout(leash::background(), std::chrono::seconds(1));
  if (store.tryPut(limit, "b", 2))
    store.closeAll({&store, &other});
  Table table;
  if (table.grow(3, false) || table.grow(4, true))
    std::cout << table.total() << '\n';
}
