// Writers of a store that count themselves without a mutex; only the last one to finish takes it, to notify who waits for all of them.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>

class Store {
public:
  // True if this was the first writer of its group.
  bool write(std::size_t rows, bool isLogged) {
    enter(rows);
    logged_ += isLogged ? rows : 0;
    if (!isLogged) {
      finish(rows);
      return false;
    }
    return finish(rows) == 0;
  }

  void writeTwice(std::size_t rows) {
    write(rows, true);
    write(rows, false);
  }

  void awaitWriters() {
    if (pending_.load() == 0)
      return;
    std::unique_lock<std::mutex> lock(switchMutex_);
    switched_.wait(lock, [this] { return pending_.load() == 0; });
  }

  std::size_t logged() const { return logged_; }

private:
  void enter(std::size_t rows) { pending_ += rows; }

  std::size_t finish(std::size_t rows) {
    const std::size_t left = pending_.fetch_sub(rows) - rows;
    if (left == 0) {
      // Whoever saw a number above zero under this mutex is waiting by now.
      std::lock_guard<std::mutex> guard(switchMutex_);
      switched_.notify_all();
    }
    return left;
  }

  std::atomic<std::size_t> pending_{0};
  std::atomic<std::size_t> logged_{0};
  std::mutex switchMutex_;
  std::condition_variable switched_;
};

static void fill(Store &store) {
  for (std::size_t round = 0; round < 100; ++round)
    store.writeTwice(round % 3 + 1);
}

int main() {
  Store store;
  std::thread first(fill, std::ref(store));
  std::thread second(fill, std::ref(store));
  store.awaitWriters();
  first.join();
  second.join();
  store.awaitWriters();
  return store.logged() == 398 ? 0 : 1;
}
