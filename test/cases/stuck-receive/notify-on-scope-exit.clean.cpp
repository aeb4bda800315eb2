// A connection pool where every notification sits in a destructor: of a lease, of a scope guard and of a smart pointer's deleter.
#include <condition_variable>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Connection {
  int id;
  int uses = 0;
};

class ConnectionPool {
public:
  class Lease {
  public:
    Lease(ConnectionPool &pool, Connection *connection) : pool_(pool), connection_(connection) {}
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;
    ~Lease() {
      std::lock_guard lock(pool_.mutex_);
      pool_.idle_.push_back(connection_);
      pool_.returned_.notify_one();
    }
    Connection *operator->() const { return connection_; }

  private:
    ConnectionPool &pool_;
    Connection *connection_;
  };

  explicit ConnectionPool(std::vector<Connection> &connections) {
    for (Connection &connection : connections)
      idle_.push_back(&connection);
  }

  Lease lease() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty(); });
    Connection *connection = idle_.back();
    idle_.pop_back();
    return Lease(*this, connection);
  }

private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<Connection *> idle_;
};

template <typename Action> class OnExit {
public:
  explicit OnExit(Action action) : action_(std::move(action)) {}
  OnExit(const OnExit &) = delete;
  OnExit &operator=(const OnExit &) = delete;
  ~OnExit() { action_(); }

private:
  Action action_;
};

int main() {
  std::vector<Connection> connections = {{1}, {2}};
  ConnectionPool pool(connections);

  std::mutex mutex;
  std::condition_variable finished, released;
  int open = 3;
  bool gone = false;

  std::vector<std::jthread> clients;
  for (int c = 0; c < 3; ++c)
    clients.emplace_back([&] {
      OnExit report([&] {
        std::lock_guard lock(mutex);
        --open;
        finished.notify_one();
      });
      for (int query = 0; query < 100; ++query)
        pool.lease()->uses++;
    });

  auto wakeAll = [&](int *handle) {
    std::lock_guard lock(mutex);
    delete handle;
    gone = true;
    released.notify_all();
  };
  std::shared_ptr<int> handle(new int(7), wakeAll);
  std::jthread keeper([kept = std::move(handle)]() mutable { kept.reset(); });

  std::unique_lock lock(mutex);
  finished.wait(lock, [&] { return open == 0; });
  released.wait(lock, [&] { return gone; });
  std::cout << connections[0].uses + connections[1].uses << " queries\n";
}
