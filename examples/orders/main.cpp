// orders: an order service that is small enough to read and large enough to be real, and that has bugs.
//
// Every bug is of the kind that passes review: it lies on a path that is rarely taken. The line that Leash reports has
// a comment that begins with "bug:" and says which check and why. Without options, the program takes none of these
// paths.
//
//   orders [--orders=N] [--journal=FILE] [--metrics=FILE]       decides about N orders that it makes up
//          [--import=FILE] [--prices=FILE] [--restock=FILE]     … and about those in a file, with other prices, …
//          [--export=DIR] [--measure=THREADS]
#include "importer.h"
#include "metrics.h"
#include "report.h"
#include "service.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

namespace orders {

namespace {

struct Options {
  int orders = 400;
  std::string journal = "orders.journal";
  std::string metrics, import, prices, restock, exportTo;
  int measure = 0;
};

/// The text after "--name=", or nothing if the argument has another name.
std::optional<std::string> valueOf(std::string_view argument, std::string_view name) {
  if (!argument.starts_with(name) || !argument.substr(name.size()).starts_with('='))
    return std::nullopt;
  return std::string(argument.substr(name.size() + 1));
}

std::optional<Options> parseOptions(int argc, char **argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    if (auto count = valueOf(argv[i], "--orders"))
      options.orders = std::atoi(count->c_str());
    else if (auto threads = valueOf(argv[i], "--measure"))
      options.measure = std::atoi(threads->c_str());
    else if (auto journal = valueOf(argv[i], "--journal"))
      options.journal = *journal;
    else if (auto metrics = valueOf(argv[i], "--metrics"))
      options.metrics = *metrics;
    else if (auto import = valueOf(argv[i], "--import"))
      options.import = *import;
    else if (auto prices = valueOf(argv[i], "--prices"))
      options.prices = *prices;
    else if (auto delivery = valueOf(argv[i], "--restock"))
      options.restock = *delivery;
    else if (auto directory = valueOf(argv[i], "--export"))
      options.exportTo = *directory;
    else {
      std::fprintf(stderr, "unknown argument: %s\n", argv[i]);
      return std::nullopt;
    }
  }
  return options;
}

/// The same orders in every run: mostly small ones, from all regions, some for what isn't sold.
Order makeOrder(int number) {
  static constexpr const char *Items[] = {"bread", "milk", "tea", "coffee", "cheese", "pasta", "saffron"};
  static constexpr const char *Customers[] = {"adler", "brandt", "conrad", "dietz", "engel"};
  unsigned mixed = static_cast<unsigned>(number) * 2654435761u >> 8;
  return {number, Customers[mixed % 5], Items[mixed / 5 % 7], static_cast<int>(mixed % 9) + 1,
          static_cast<int>(mixed / 64 % RegionCount)};
}

void prepare(Service &service, const Options &options) {
  if (!options.prices.empty())
    service.reloadPrices(options.prices);
  if (!options.restock.empty()) {
    std::ifstream delivery(options.restock);
    service.inventory().restock(0, delivery);
    service.inventory().balance("tea");
  }
}

bool submitAll(Service &service, const Options &options) {
  for (int number = 1; number <= options.orders; ++number)
    service.submit(makeOrder(number));
  if (options.import.empty())
    return true;
  ImportResult result = importOrders(options.import, service, 2);
  if (!result.status.ok())
    std::fprintf(stderr, "%s\n", result.status.message().c_str());
  return result.status.ok();
}

void finish(const Service &service, const Journal &journal, const Options &options) {
  std::printf("%s", reportOf(service.totals()).c_str());
  std::printf("%ld lines in the journal, price cache answered %d%%\n", journal.lines(),
              service.prices().cacheHitRate());
  if (!options.exportTo.empty())
    exportRegions(service.totals(), options.exportTo);
  if (options.measure > 0)
    std::printf("%ld additions measured\n", metrics_measure(options.measure));
}

int run(const Options &options) {
  Journal journal(options.journal);
  if (std::error_code error = journal.open()) {
    std::fprintf(stderr, "%s: %s\n", options.journal.c_str(), error.message().c_str());
    return 1;
  }
  if (!options.metrics.empty())
    metrics_start(options.metrics.c_str());

  std::atomic<int> events = 0;
  bool isComplete = false;
  {
    Service service(journal, 4);
    service.notifier().subscribe([&events](const std::string &) { ++events; });
    prepare(service, options);
    isComplete = submitAll(service, options);
    service.stop();
    finish(service, journal, options);
  }
  std::printf("%d notifications\n", events.load());

  if (!options.metrics.empty()) {
    metrics_flush();
    metrics_stop();
  }
  return isComplete ? 0 : 1;
}

} // namespace

} // namespace orders

int main(int argc, char **argv) {
  std::optional<orders::Options> options = orders::parseOptions(argc, argv);
  return options ? orders::run(*options) : 2;
}
