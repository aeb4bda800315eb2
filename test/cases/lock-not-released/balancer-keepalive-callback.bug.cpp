// A connection pool puts off closing idle connections; the task that does it later returns with the pool locked if somebody has taken the connection in between.
#include <leash/error.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/time.h>

#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

class Connection {
public:
  explicit Connection(std::string address) : address_(std::move(address)) {}
  void close() { std::printf("closed %s\n", address_.c_str()); }
  const std::string &address() const { return address_; }

private:
  std::string address_;
};

class IdlePool : public std::enable_shared_from_this<IdlePool> {
public:
  void put(std::shared_ptr<Connection> connection, std::chrono::milliseconds keep) {
    const std::string address = connection->address();
    {
      leash::guard hold(mutex_);
      idle_[address] = std::move(connection);
    }
    leash::go([self = shared_from_this(), address, keep] {
      leash::sleep_for(keep);
      self->evict(address);
    });
  }

  std::shared_ptr<Connection> take(const std::string &address) {
    leash::guard hold(mutex_);
    const auto found = idle_.find(address);
    if (found == idle_.end())
      return nullptr;
    std::shared_ptr<Connection> connection = std::move(found->second);
    idle_.erase(found);
    return connection;
  }

private:
  void evict(const std::string &address) {
    mutex_.lock(); // finding: 'mutex_'
    const auto found = idle_.find(address);
    if (found == idle_.end())
      return;
    const std::shared_ptr<Connection> connection = std::move(found->second);
    idle_.erase(found);
    mutex_.unlock();
    connection->close();
  }

  leash::mutex mutex_;
  std::map<std::string, std::shared_ptr<Connection>> idle_;
};

int main() {
  auto pool = std::make_shared<IdlePool>();
  pool->put(std::make_shared<Connection>("10.0.0.1:443"), std::chrono::milliseconds(5));
  pool->take("10.0.0.1:443");
  leash::sleep_for(std::chrono::milliseconds(10));
  pool->take("10.0.0.1:443");
}
