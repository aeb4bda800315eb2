// Reloads a routing table in the background when the configuration changes; the detached thread is given a reference to the parsed settings, which are local.
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

struct Settings {
  std::map<std::string, std::string> routes;
  int generation = 0;
};

class RouteTable {
public:
  void replace(const Settings &settings) {
    std::map<std::string, std::string> routes = settings.routes;
    std::lock_guard<std::mutex> guard(mutex_);
    routes_.swap(routes);
    generation_ = settings.generation;
  }

  std::string hop(const std::string &network) const {
    std::lock_guard<std::mutex> guard(mutex_);
    const auto found = routes_.find(network);
    return found == routes_.end() ? std::string() : found->second;
  }

  int generation() const { return generation_; }

private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> routes_;
  std::atomic<int> generation_{0};
};

static void applySettings(std::shared_ptr<RouteTable> table, const Settings &settings) { table->replace(settings); }

class Router {
public:
  std::shared_ptr<const RouteTable> table() const { return table_; }

  void configurationChanged(const std::string &text) {
    Settings settings;
    settings.generation = ++generation_;
    std::istringstream lines(text);
    std::string network, hop;
    while (lines >> network >> hop)
      settings.routes[network] = hop;
    std::thread(applySettings, table_, std::cref(settings)).detach(); // finding: 'settings'
  }

private:
  const std::shared_ptr<RouteTable> table_ = std::make_shared<RouteTable>();
  int generation_ = 0;
};

int main() {
  Router router;
  router.configurationChanged("10.1/16 gw-north 10.2/16 gw-south");
  const std::shared_ptr<const RouteTable> table = router.table();
  for (int attempt = 0; attempt < 1000 && table->generation() == 0; ++attempt)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return table->hop("10.2/16") == "gw-south" ? 0 : 1;
}
