// importer: thread n takes the lines n, n + threads, n + 2 * threads, …
#include "importer.h"

#include "service.h"

#include <atomic>
#include <fstream>
#include <latch>
#include <thread>
#include <vector>

namespace orders {

ImportResult importOrders(const std::string &path, Service &service, unsigned readers) {
  std::ifstream file(path);
  if (!file)
    return {Status::failure("can't read " + path), 0, 0};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);

  std::atomic<long> submitted = 0, malformed = 0;
  std::latch start(readers); // all begin at once, or the first would have the queue to itself
  std::vector<std::jthread> threads;
  for (unsigned reader = 0; reader < readers; ++reader)
    threads.emplace_back([&, reader] {
      start.wait(); // bug: stuck-receive: all wait at the line, and nobody arrives
      for (std::size_t i = reader; i < lines.size(); i += readers) {
        std::optional<Order> order = parseOrder(lines[i]);
        if (!order) {
          ++malformed;
          continue;
        }
        service.submit(std::move(*order));
        ++submitted;
      }
    });
  threads.clear();
  return {Status(), submitted, malformed};
}

} // namespace orders
