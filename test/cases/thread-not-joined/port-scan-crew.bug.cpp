// Scans ranges of ports with a crew of threads; the loop that joins them returns at the first range with an open port.
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using Port = unsigned;

struct Host {
  std::set<Port> open;
};

struct Result {
  std::optional<Port> port;
};

class Scanner {
public:
  explicit Scanner(Host host) : host_(std::move(host)) {}

  std::optional<Port> firstOpen(Port limit) const {
    constexpr Port ranges = 4;
    std::array<Result, ranges> results;
    std::vector<std::thread> crew;
    for (Port range = 0; range < ranges; ++range)
      crew.emplace_back(&Scanner::scan, this, limit * range / ranges, limit * (range + 1) / ranges, // finding: 'crew'
                        std::ref(results[range]));

    for (Port range = 0; range < ranges; ++range) {
      crew[range].join();
      if (results[range].port)
        return results[range].port;
    }
    return std::nullopt;
  }

private:
  void scan(Port from, Port to, Result &result) const {
    for (Port port = from; port < to; ++port)
      if (host_.open.count(port) != 0) {
        result.port = port;
        return;
      }
  }

  const Host host_;
};

int main() {
  const Scanner web(Host{{443, 8080}});
  const Scanner silent(Host{});
  return web.firstOpen(1024) == 443 && !silent.firstOpen(1024) ? 0 : 1;
}
