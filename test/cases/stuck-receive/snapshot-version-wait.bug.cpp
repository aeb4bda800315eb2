// Readers wait on an atomic version for the next routing table: the publisher increments it and notifies nobody.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using Routes = std::map<std::string, std::string>;

class RoutingTable {
public:
  std::shared_ptr<const Routes> current() const {
    std::lock_guard<std::mutex> lock(m_mutex);
    return m_routes;
  }

  void publish(Routes routes) {
    auto next = std::make_shared<const Routes>(std::move(routes));
    {
      std::lock_guard<std::mutex> lock(m_mutex);
      m_routes.swap(next);
    }
    m_version.fetch_add(1, std::memory_order_release);
  }

  std::uint32_t awaitChange(std::uint32_t seen) const {
    m_version.wait(seen, std::memory_order_acquire); // finding: 'm_version'
    return m_version.load(std::memory_order_acquire);
  }

private:
  mutable std::mutex m_mutex;
  std::shared_ptr<const Routes> m_routes = std::make_shared<const Routes>();
  std::atomic<std::uint32_t> m_version{0};
};

static void watch(const RoutingTable &table) {
  std::uint32_t seen = 0;
  while (table.current()->count("default") == 0) {
    seen = table.awaitChange(seen);
    std::printf("version %u has %zu routes\n", seen, table.current()->size());
  }
}

int main() {
  RoutingTable table;
  std::jthread watcher([&table] { watch(table); });
  std::this_thread::sleep_for(std::chrono::milliseconds(5)); // the kernel is slow to answer
  table.publish({{"10.0.0.0/8", "eth1"}});
  table.publish({{"10.0.0.0/8", "eth1"}, {"default", "eth0"}});
}
