// A warm-up that starts asynchronous loads; every future lives on somewhere, even where nobody calls get().
#include <chrono>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

static int load(const std::string &table) { return static_cast<int>(table.size()); }

static std::future<int> startLoad(std::string table) {
  return std::async(std::launch::async, [table = std::move(table)] { return load(table); });
}

class Warmup {
public:
  void start(const std::vector<std::string> &tables) {
    for (const std::string &table : tables)
      loads_.emplace(table, startLoad(table));
    heartbeat_ = std::async(std::launch::async, [] { std::cout << "warming up\n"; });
  }

  bool ready() const {
    for (const auto &[table, future] : loads_)
      if (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return false;
    return true;
  }

  int finish() {
    int rows = 0;
    for (auto &[table, future] : loads_)
      rows += future.get();
    loads_.clear();
    return rows;
  }

private:
  std::map<std::string, std::future<int>> loads_;
  std::future<void> heartbeat_; // its destructor waits
};

static int loadBothSides(const std::string &left, const std::string &right) {
  int rightRows = 0;
  { // the end of the block waits for the right side
    const auto rightLoad = std::async(std::launch::async, [&] { rightRows = load(right); });
    std::cout << "left: " << load(left) << '\n';
  }
  return rightRows;
}

static std::shared_future<int> shared(const std::string &table) {
  return std::async(std::launch::deferred, load, table).share();
}

static std::optional<int> loadWithin(const std::string &table, std::chrono::milliseconds limit) {
  std::future<int> pending = startLoad(table);
  const std::future_status status = pending.wait_for(limit);
  std::cout << "waited for " << table << '\n';
  return status == std::future_status::ready ? std::optional<int>(pending.get()) : std::nullopt;
}

int main() {
  Warmup warmup;
  warmup.start({"users", "orders", "parts"});
  while (!warmup.ready())
    std::cout << '.';
  std::vector<std::future<int>> more;
  more.push_back(std::async(std::launch::async, load, "more"));
  more.emplace_back(startLoad("evenmore"));
  const int now = std::async(std::launch::async, load, "now").get();
  auto owner = std::make_unique<std::future<int>>(startLoad("owned"));
  std::cout << warmup.finish() + now + loadBothSides("l", "rr") + shared("s").get() + owner->get() << ' '
            << loadWithin("slow", std::chrono::milliseconds(20)).value_or(-1) << ' '
            << std::accumulate(more.begin(), more.end(), 0, [](int sum, auto &one) { return sum + one.get(); }) << '\n';
}
