// Builds a sales report with an async task while another thread keeps recording sales.
#include <cstdio>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct Report {
  long total = 0;
  std::string best;
  int serial = 0;
};

class SalesDesk {
public:
  void record(const std::string &region, long amount) {
    std::lock_guard<std::mutex> guard(mutex_);
    sales_[region] += amount;
  }

  Report build() {
    std::future<long> total = std::async(std::launch::async, [this] { return computeTotal(); });
    Report report;
    report.total = total.get();
    std::lock_guard<std::mutex> guard(mutex_);
    report.best = bestRegionLocked();
    report.serial = ++serial_;
    return report;
  }

private:
  std::map<std::string, long> snapshot() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return sales_;
  }

  long computeTotal() const {
    long total = 0;
    for (const auto &[region, amount] : snapshot())
      total += amount;
    return total;
  }

  // Called with mutex_ held.
  std::string bestRegionLocked() const {
    std::string best;
    long top = 0;
    for (const auto &[region, amount] : sales_) {
      if (amount > top) {
        top = amount;
        best = region;
      }
    }
    return best;
  }

  mutable std::mutex mutex_;
  std::map<std::string, long> sales_;
  int serial_ = 0;
};

int main() {
  SalesDesk desk;
  desk.record("north", 500);
  desk.record("south", 200);

  std::thread clerk([&desk] {
    for (int i = 0; i < 100; ++i)
      desk.record("south", 1);
  });
  const Report early = desk.build();
  clerk.join();
  const Report late = desk.build();

  std::printf("early %ld, late %ld, best %s\n", early.total, late.total, late.best.c_str());
  if (early.total < 700 || early.total > 800)
    return 1;
  return late.total == 800 && late.best == "north" && late.serial == 2 ? 0 : 1;
}
