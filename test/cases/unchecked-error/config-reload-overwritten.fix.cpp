// Reloads limits and routes of a proxy, and tells what is wrong with either.
#include <leash/error.h>
#include <leash/rw_mutex.h>

#include <iostream>
#include <map>
#include <string>
#include <vector>

using Settings = std::map<std::string, std::string>;

class Proxy {
public:
  leash::error reload(const Settings &settings) {
    leash::guard hold(mutex_);
    const leash::error limits = applyLimits(settings), routes = applyRoutes(settings);
    if (leash::error err = leash::join(limits, routes))
      return leash::errorf("reload: {}", leash::wrap(err));
    ++generation_;
    return {};
  }

  int generation() {
    leash::shared_guard hold(mutex_);
    return generation_;
  }

private:
  leash::error applyLimits(const Settings &settings) {
    const auto limit = settings.find("limit");
    if (limit == settings.end() || limit->second.find_first_not_of("0123456789") != std::string::npos)
      return leash::make_error("the limit is no number");
    limit_ = limit->second;
    return {};
  }

  leash::error applyRoutes(const Settings &settings) {
    routes_.clear();
    for (const auto &[key, value] : settings)
      if (key.starts_with("route."))
        routes_.push_back(value);
    return routes_.empty() ? leash::make_error("there are no routes") : leash::error();
  }

  leash::rw_mutex mutex_;
  std::string limit_;
  std::vector<std::string> routes_;
  int generation_ = 0;
};

int main() {
  Proxy proxy;
  if (leash::error err = proxy.reload({{"limit", "ten"}, {"route.1", "10.0.0.1"}}))
    std::cerr << err << '\n';
  std::cout << proxy.generation() << '\n';
}
