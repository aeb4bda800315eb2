// Builds a report from parts computed by std::async that refer to locals: each future is waited for before the locals go.
#include <algorithm>
#include <future>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

struct Sale {
  std::string region;
  long cents;
};

struct Report {
  long total = 0;
  long largest = 0;
  std::map<std::string, long> byRegion;
};

Report buildReport(const std::vector<Sale> &sales) {
  std::future<long> total = std::async(std::launch::async, [&sales] {
    return std::accumulate(sales.begin(), sales.end(), 0L, [](long sum, const Sale &sale) { return sum + sale.cents; });
  });
  long largest = 0;
  auto largestKnown = std::async(std::launch::async, [&] {
    for (const Sale &sale : sales)
      largest = std::max(largest, sale.cents);
  });
  Report report;
  for (const Sale &sale : sales)
    report.byRegion[sale.region] += sale.cents;
  largestKnown.wait();
  report.largest = largest;
  report.total = total.get();
  return report;
}

// Waited for where it is started.
void sortBeside(std::vector<long> &left, std::vector<long> &right) {
  static_cast<void>(std::async(std::launch::async, [&left] { std::sort(left.begin(), left.end()); }).get());
  std::sort(right.begin(), right.end());
}

// So is one that goes out of scope.
long sumWithin(const std::vector<long> &values) {
  long upper = 0, lower = 0;
  {
    auto half = std::async(std::launch::async, [&upper, &values] {
      upper = std::accumulate(values.begin() + static_cast<long>(values.size() / 2), values.end(), 0L);
    });
    lower = std::accumulate(values.begin(), values.begin() + static_cast<long>(values.size() / 2), 0L);
  }
  return upper + lower;
}

std::vector<long> regionTotals(const std::vector<Sale> &sales, const std::vector<std::string> &regions) {
  std::vector<std::future<long>> parts;
  for (const std::string &region : regions)
    parts.push_back(std::async(std::launch::async, [&sales, region] {
      long sum = 0;
      for (const Sale &sale : sales)
        if (sale.region == region)
          sum += sale.cents;
      return sum;
    }));
  std::vector<long> totals;
  for (std::future<long> &part : parts)
    totals.push_back(part.get());
  return totals;
}

// What is returned refers to nothing.
std::future<std::string> titleOf(const std::string &region, int year) {
  return std::async(std::launch::async, [region, year] { return region + ' ' + std::to_string(year); });
}

int main() {
  const std::vector<Sale> sales{{"north", 500}, {"south", 900}, {"north", 250}};
  const Report report = buildReport(sales);
  std::vector<long> left{3, 1, 2}, right{6, 5};
  sortBeside(left, right);
  const bool fine = report.total == 1650 && report.largest == 900 && left.front() == 1 && right.front() == 5;
  const std::vector<long> totals = regionTotals(sales, {"north", "south"});
  const bool named = titleOf("north", 1999).get() == "north 1999";
  return fine && named && sumWithin({1, 2, 3, 4, 5}) == 15 && totals[0] == 750 ? 0 : 1;
}
