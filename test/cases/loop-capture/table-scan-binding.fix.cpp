// Counts matching rows in several tables at once: the structured binding refers to the map's own element.
#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using Rows = std::vector<std::string>;

static bool matches(std::string_view row, std::string_view needle) {
  return row.find(needle) != std::string_view::npos;
}

std::size_t countMatches(const std::map<std::string, Rows> &tables, std::string_view needle) {
  std::atomic<std::size_t> found = 0;
  {
    std::vector<std::jthread> scanners;
    for (const auto &[name, rows] : tables) {
      if (rows.empty()) {
        std::cerr << "skipping empty table " << name << '\n';
        continue;
      }
      scanners.push_back(std::jthread([&rows, &found, needle] {
        found += static_cast<std::size_t>(std::count_if(
            rows.begin(), rows.end(), [&](const std::string &row) { return matches(row, needle); }));
      }));
    }
  }
  return found;
}

int main() {
  const std::map<std::string, Rows> tables = {
      {"users", {"ada", "grace", "adam"}},
      {"groups", {}},
      {"hosts", {"adalia", "mono"}},
  };
  std::cout << countMatches(tables, "ada") << '\n';
}
