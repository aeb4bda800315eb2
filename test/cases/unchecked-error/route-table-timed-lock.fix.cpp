// A route table whose writers wait a bounded time.
#include <chrono>
#include <iostream>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

using namespace std::chrono_literals;

class RouteTable {
public:
  bool announce(const std::string &prefix, const std::string &nextHop) {
    std::unique_lock<std::shared_timed_mutex> lock(mtx, std::defer_lock);
    if (!lock.try_lock_for(patience))
      return false;
    routes.insert_or_assign(prefix, nextHop);
    ++generation;
    return true;
  }

  bool withdraw(const std::string &prefix) {
    std::unique_lock<std::shared_timed_mutex> lock(mtx, patience);
    if (!lock)
      return false;
    generation += routes.erase(prefix);
    return true;
  }

  std::optional<std::string> find(const std::string &prefix) const {
    std::shared_lock<std::shared_timed_mutex> lock(mtx);
    const auto it = routes.find(prefix);
    if (it == routes.end())
      return std::nullopt;
    return it->second;
  }

private:
  static constexpr auto patience = 25ms;

  mutable std::shared_timed_mutex mtx;
  std::unordered_map<std::string, std::string> routes;
  unsigned long generation = 0;
};

int main() {
  RouteTable table;
  std::jthread peer([&table] {
    for (int i = 0; i < 1000; ++i) {
      const std::string prefix = "10." + std::to_string(i % 256) + ".0.0/16";
      if (i % 3 == 0 ? !table.withdraw(prefix) : !table.announce(prefix, "192.0.2.1"))
        std::cerr << "busy: " << prefix << '\n';
    }
  });
  int hits = 0;
  for (int i = 0; i < 1000; ++i)
    hits += table.find("10.1.0.0/16").has_value();
  std::cout << hits << '\n';
}
