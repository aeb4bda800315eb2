// A database connection pool whose semaphore counts the idle connections.
#include <cstddef>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Connection {
public:
  explicit Connection(std::size_t number) : name_("db-" + std::to_string(number)) {}

  std::size_t query(const std::string &statement) {
    ++queries_;
    return statement.size() + name_.size();
  }
  unsigned queries() const { return queries_; }

private:
  const std::string name_;
  unsigned queries_ = 0;
};

class ConnectionPool {
public:
  static constexpr std::size_t kConnections = 2;

  class Lease {
  public:
    Lease(ConnectionPool &pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Lease() { pool_.giveBack(std::move(connection_)); }
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;

    Connection &operator*() { return *connection_; }

  private:
    ConnectionPool &pool_;
    std::unique_ptr<Connection> connection_;
  };

  ConnectionPool() : slots_(kConnections) {
    for (std::size_t number = 0; number < kConnections; ++number)
      idle_.push_back(std::make_unique<Connection>(number));
  }

  Lease lease() { return Lease(*this, take()); }

  unsigned leases() const {
    std::lock_guard<std::mutex> lock(idleMutex_);
    return leases_;
  }

private:
  std::unique_ptr<Connection> take() {
    slots_.acquire();
    idleMutex_.lock();
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    ++leases_;
    idleMutex_.unlock();
    return connection;
  }

  void giveBack(std::unique_ptr<Connection> connection) {
    idleMutex_.lock();
    idle_.push_back(std::move(connection));
    idleMutex_.unlock();
    slots_.release();
  }

  mutable std::mutex idleMutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
  unsigned leases_ = 0;
  std::counting_semaphore<kConnections> slots_;
};

int main() {
  ConnectionPool pool;
  {
    std::vector<std::jthread> clients;
    for (int client = 0; client < 4; ++client)
      clients.emplace_back([&pool] {
        for (int round = 0; round < 3; ++round) {
          ConnectionPool::Lease connection = pool.lease();
          (*connection).query("select 1");
        }
      });
  }
  return pool.leases() == 12 ? 0 : 1;
}
