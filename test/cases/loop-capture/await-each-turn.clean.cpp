// Asks several price sources per symbol and awaits all answers before the turn ends: the tasks may refer to the turn's locals.
#include <algorithm>
#include <chrono>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Quote {
  std::string symbol;
  double price = 0;
};

static double askPrimary(const std::string &symbol) { return 100.0 + static_cast<double>(symbol.size()); }
static double askBackup(const std::string &symbol, int attempt) {
  return 101.0 + static_cast<double>(symbol.size()) + attempt;
}

std::vector<Quote> quoteAll(const std::vector<std::string> &symbols) {
  std::vector<Quote> quotes;
  for (auto symbol : symbols) {
    std::transform(symbol.begin(), symbol.end(), symbol.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    std::future<double> primary = std::async(std::launch::async, [&symbol] { return askPrimary(symbol); });

    std::vector<std::future<double>> backups;
    for (int attempt = 0; attempt < 3; ++attempt)
      backups.push_back(std::async(std::launch::async, [&symbol, attempt] { return askBackup(symbol, attempt); }));

    double best = primary.get();
    for (auto &backup : backups)
      best = std::min(best, backup.get());
    quotes.push_back({symbol, best});
  }
  return quotes;
}

static int slowest(const std::vector<int> &loads) {
  int worst = 0;
  for (int n = 0; n < static_cast<int>(loads.size()); n++) {
    auto measurement = std::async([&] { return loads[static_cast<std::size_t>(n)] * 2; });
    while (measurement.wait_for(std::chrono::milliseconds(1)) == std::future_status::timeout)
      std::cout << '.';
    worst = std::max(worst, measurement.get());
  }
  return worst;
}

static int runTasks(int count) {
  int sum = 0;
  for (int step = 0; step < count; ++step) {
    std::packaged_task<int()> task([&step] { return step * step; });
    std::future<int> square = task.get_future();
    std::thread runner(std::move(task));
    sum += square.get();
    runner.join();
  }
  return sum;
}

int main() {
  for (const auto &quote : quoteAll({"abc", "xyzw"}))
    std::cout << quote.symbol << ' ' << quote.price << '\n';
  return slowest({3, 1, 2}) == 6 && runTasks(4) == 14 ? 0 : 1;
}
