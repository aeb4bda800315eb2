// Dials through a balancer and waits until the watcher of its addresses has seen the last of them; the watcher returns without telling anybody.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/mutex.h>

#include <cstdio>
#include <set>
#include <string>
#include <vector>

class Balancer {
public:
  virtual ~Balancer() = default;
  virtual leash::recv_chan<std::vector<std::string>> notify() = 0;
  virtual void close() = 0;
};

class RoundRobin : public Balancer {
public:
  leash::recv_chan<std::vector<std::string>> notify() override { return updates_; }
  void close() override { updates_.close(); }

private:
  leash::chan<std::vector<std::string>> updates_ = leash::make_chan<std::vector<std::string>>(1);
};

class Connection {
public:
  explicit Connection(Balancer &balancer) : balancer_(balancer) {}

  void dial() {
    const leash::recv_chan<std::vector<std::string>> updates = balancer_.notify();
    auto failed = leash::make_chan<leash::unit>(1);
    leash::go([this, updates, failed] {
      if (updates) {
        auto watched = leash::make_chan<leash::unit>();
        leash::go(&Connection::watch, this, updates, watched);
        watched.recv(); // finding: 'watched'
      }
      failed.close();
    });
    balancer_.close();
    failed.recv();
  }

  std::size_t size() {
    leash::guard hold(mutex_);
    return addresses_.size();
  }

private:
  void watch(leash::recv_chan<std::vector<std::string>> updates, leash::send_chan<leash::unit> watched) {
    for (const std::vector<std::string> &update : updates) {
      leash::guard hold(mutex_);
      addresses_ = {update.begin(), update.end()};
    }
  }

  Balancer &balancer_;
  leash::mutex mutex_;
  std::set<std::string> addresses_;
};

int main() {
  RoundRobin balancer;
  Connection connection(balancer);
  connection.dial();
  std::printf("%zu addresses\n", connection.size());
}
