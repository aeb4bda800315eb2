// A routing table that is replaced in use: the writer locks and drops each reader's mutex to wait readers out.
#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

using Routes = std::map<std::string, int>;

class RouteTable {
public:
  static constexpr std::size_t readers = 4;

  explicit RouteTable(Routes first)
      : owned_(std::make_unique<const Routes>(std::move(first))), current_(owned_.get()) {}

  RouteTable(const RouteTable &) = delete;
  RouteTable &operator=(const RouteTable &) = delete;

  int lookup(std::size_t reader, const std::string &prefix) {
    std::lock_guard<std::mutex> reading(slots_[reader].mutex);
    const Routes *routes = current_.load();
    const auto found = routes->find(prefix);
    return found == routes->end() ? -1 : found->second;
  }

  void replace(Routes routes) {
    auto next = std::make_unique<const Routes>(std::move(routes));
    std::lock_guard<std::mutex> guard(writer_);
    current_.store(next.get());
    owned_.swap(next);
    // Who still reads the old routes has left when we have been in.
    for (Slot &slot : slots_)
      std::lock_guard<std::mutex>{slot.mutex};
  }

  // Returns when no replacement that had begun before is under way.
  void settle() { std::unique_lock<std::mutex>(writer_).unlock(); }

private:
  struct alignas(64) Slot {
    std::mutex mutex;
  };

  std::mutex writer_;
  std::unique_ptr<const Routes> owned_;
  std::atomic<const Routes *> current_;
  std::array<Slot, readers> slots_;
};

int main() {
  RouteTable table({{"10.0", 1}});
  int unknown = 0;
  {
    std::jthread forwarder([&table, &unknown] {
      for (int packet = 0; packet < 500; ++packet)
        if (table.lookup(0, "10.0") < 0)
          ++unknown;
    });
    std::jthread protocol([&table] {
      for (int update = 0; update < 20; ++update)
        table.replace({{"10.0", update}, {"10.1", update + 1}});
    });
    table.settle();
  }
  return unknown == 0 && table.lookup(1, "10.1") == 20 ? 0 : 1;
}
