// report: tables.
#include "report.h"

#include <cstdio>
#include <fstream>
#include <future>
#include <thread>
#include <vector>

namespace orders {

namespace {

std::string lineOf(const std::string &name, const RegionTotals &totals) {
  char line[96];
  std::snprintf(line, sizeof line, "%-8s %8ld accepted %6ld rejected %12.2f\n", name.c_str(), totals.accepted,
                totals.rejected, static_cast<double>(totals.cents) / 100);
  return line;
}

RegionTotals sumOf(const Totals &totals) {
  RegionTotals sum;
  for (const RegionTotals &region : totals) {
    sum.accepted += region.accepted;
    sum.rejected += region.rejected;
    sum.cents += region.cents;
  }
  return sum;
}

} // namespace

std::string reportOf(const Totals &totals) {
  std::vector<std::future<std::string>> lines;
  for (int region = 0; region < RegionCount; ++region)
    lines.push_back(std::async(
        std::launch::async, [&totals, region] { return lineOf("region " + std::to_string(region), totals[region]); }));
  std::string report;
  for (std::future<std::string> &line : lines)
    report += line.get();
  return report + lineOf("all", sumOf(totals));
}

void exportRegions(const Totals &totals, const std::string &directory) {
  std::vector<std::thread> writers;
  int region = 0;
  for (const RegionTotals &each : totals) {
    std::string name = "region-" + std::to_string(region++);
    writers.emplace_back([&] { // bug: loop-capture: the name is gone before the file is open
      std::ofstream(directory + "/" + name + ".txt") << lineOf(name, each);
    });
  }
  for (std::thread &writer : writers)
    writer.join();
}

} // namespace orders
