// The routing table of a reverse proxy under a reader-writer lock; a hit returns from inside the loop with the shared lock still held.
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proxy {

struct Route {
  std::string prefix;
  std::string backend;
};

class RouteTable {
public:
  explicit RouteTable(std::string fallback) : fallback_(std::move(fallback)) {}

  std::string resolve(std::string_view path) const {
    routesMutex_.lock_shared(); // finding: 'routesMutex_'
    for (const Route &route : routes_) {
      if (path.substr(0, route.prefix.size()) == route.prefix) {
        hits_.fetch_add(1, std::memory_order_relaxed);
        return route.backend;
      }
    }
    std::string backend = fallback_;
    routesMutex_.unlock_shared();
    return backend;
  }

  void replace(std::vector<Route> routes) {
    routesMutex_.lock();
    routes_.swap(routes);
    routesMutex_.unlock();
  }

  bool setFallback(std::string_view backend) {
    std::unique_lock<std::shared_mutex> exclusive(routesMutex_);
    if (backend == fallback_)
      return false;
    fallback_ = backend;
    return true;
  }

  unsigned long hits() const { return hits_.load(); }

private:
  mutable std::shared_mutex routesMutex_;
  std::vector<Route> routes_;
  std::string fallback_;
  mutable std::atomic<unsigned long> hits_{0};
};

} // namespace proxy

int main() {
  proxy::RouteTable table("http://default");
  table.replace({{"/api", "http://api"}, {"/img", "http://static"}});
  return table.resolve("/api/v1") == "http://api" && table.hits() == 1 ? 0 : 1;
}
