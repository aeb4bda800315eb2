// A table of routes with a visiting template; dropDead() collects the names and removes them after the visit.
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Route {
  std::string gateway;
  unsigned failures = 0;
};

class RouteTable {
public:
  void set(const std::string &network, const std::string &gateway) {
    std::lock_guard guard(routesMutex_);
    routes_[network].gateway = gateway;
  }

  void remove(const std::string &network) {
    std::lock_guard guard(routesMutex_);
    routes_.erase(network);
  }

  void failed(const std::string &network) {
    std::lock_guard guard(routesMutex_);
    const auto route = routes_.find(network);
    if (route != routes_.end())
      ++route->second.failures;
  }

  template <typename Visitor> void visit(Visitor visitor) const {
    std::lock_guard guard(routesMutex_);
    for (const auto &[network, route] : routes_)
      visitor(network, route);
  }

  void dropDead(unsigned limit) {
    std::vector<std::string> dead;
    visit([&dead, limit](const std::string &network, const Route &route) {
      if (route.failures >= limit)
        dead.push_back(network);
    });
    for (const std::string &network : dead)
      remove(network);
  }

private:
  mutable std::mutex routesMutex_;
  std::map<std::string, Route> routes_;
};

int main() {
  RouteTable table;
  table.set("10.1.0.0/16", "10.0.0.1");
  table.set("10.2.0.0/16", "10.0.0.2");
  std::thread monitor([&table] {
    table.failed("10.2.0.0/16");
    table.dropDead(1);
  });
  monitor.join();
  unsigned left = 0;
  table.visit([&left](const std::string &, const Route &) { ++left; });
  return left == 1 ? 0 : 1;
}
