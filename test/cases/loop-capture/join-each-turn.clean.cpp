// Warms up caches one by one with a helper thread that refers to the turn's locals: every way out of the turn joins it first.
#include <algorithm>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Cache {
  std::string name;
  std::vector<int> keys;
  bool optional = false;
};

static std::vector<int> loadKeys(const std::string &name) {
  if (name.empty())
    throw std::invalid_argument("cache without a name");
  return std::vector<int>(name.size(), 1);
}

static bool hasRoom(std::size_t used) noexcept { return used < 1000; }

static int warmUp(std::vector<Cache> &caches) {
  int failures = 0;
  for (std::size_t i = 0; i < caches.size(); ++i) {
    std::vector<int> keys;
    std::exception_ptr failure;
    std::thread loader([&] {
      try {
        keys = loadKeys(caches[i].name);
      } catch (...) {
        failure = std::current_exception();
      }
    });

    if (!hasRoom(caches[i].keys.size())) {
      loader.join();
      if (caches[i].optional)
        continue;
      break;
    }

    if (loader.joinable())
      loader.join();
    if (failure) {
      ++failures;
      continue;
    }
    caches[i].keys = std::move(keys);
  }
  return failures;
}

static void sortInHalves(std::vector<std::vector<int>> rows) {
  for (auto row : rows) {
    const auto middle = row.begin() + static_cast<std::ptrdiff_t>(row.size() / 2);
    std::thread lower([&row, &middle] { std::sort(row.begin(), middle); });
    std::thread upper([&row, &middle] { std::sort(middle, row.end()); });
    lower.join();
    upper.join();
    std::vector<int> sorted(row.size());
    std::merge(row.begin(), middle, middle, row.end(), sorted.begin());
    std::cout << sorted.front() << ".." << sorted.back() << '\n';
  }
}

int main() {
  std::vector<Cache> caches = {{"users", {}}, {"", {}, true}, {"sessions", {}}};
  const int failures = warmUp(caches);
  sortInHalves({{4, 2, 3, 1}, {9, 8, 7}});
  return failures == 1 ? 0 : 1;
}
