// Exports a ledger in slices, a thread for each; a ledger that turns out to be locked by the auditors is refused after the threads have been started.
#include <atomic>
#include <cstddef>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Ledger {
  std::string name;
  std::vector<long> entries;
  bool isAudited = false;
};

static void exportSlice(const Ledger &ledger, std::size_t from, std::size_t to, std::atomic<long> &sum) {
  sum += std::accumulate(ledger.entries.begin() + static_cast<std::ptrdiff_t>(from),
                         ledger.entries.begin() + static_cast<std::ptrdiff_t>(to), 0L);
}

bool exportLedger(const Ledger &ledger, std::size_t slices, long &total) {
  std::atomic<long> sum = 0;
  std::vector<std::thread> exporters;
  const std::size_t size = ledger.entries.size();
  for (std::size_t slice = 0; slice < slices; ++slice)
    exporters.emplace_back(exportSlice, std::cref(ledger), size * slice / slices, size * (slice + 1) / slices, // finding: 'exporters'
                           std::ref(sum));
  if (ledger.isAudited)
    return false;
  for (std::thread &exporter : exporters)
    exporter.join();
  total = sum;
  return true;
}

int main() {
  Ledger ledger{"2026", std::vector<long>(100, 2), false};
  long total = 0;
  return exportLedger(ledger, 4, total) && total == 200 ? 0 : 1;
}
