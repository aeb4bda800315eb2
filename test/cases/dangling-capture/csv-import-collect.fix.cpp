// Imports order lists in the background; the parsers have copies of the column layout.
#include <charconv>
#include <cstddef>
#include <future>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

struct Layout {
  char separator = ',';
  std::size_t amountColumn = 0;
};

static std::vector<std::string> splitLine(const std::string &line, char separator) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  std::string cell;
  while (std::getline(in, cell, separator))
    cells.push_back(cell);
  return cells;
}

static Layout layoutOf(const std::string &header) {
  Layout layout;
  if (header.find(';') != std::string::npos)
    layout.separator = ';';
  const std::vector<std::string> names = splitLine(header, layout.separator);
  while (layout.amountColumn < names.size() && names[layout.amountColumn] != "amount")
    ++layout.amountColumn;
  return layout;
}

static long sumAmounts(const std::string &rows, const Layout &layout) {
  long sum = 0;
  std::istringstream in(rows);
  std::string line;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = splitLine(line, layout.separator);
    if (layout.amountColumn >= cells.size())
      continue;
    const std::string &cell = cells[layout.amountColumn];
    long amount = 0;
    if (std::from_chars(cell.data(), cell.data() + cell.size(), amount).ec == std::errc())
      sum += amount;
  }
  return sum;
}

class OrderImporter {
public:
  bool add(const std::string &text) {
    const std::size_t end = text.find('\n');
    if (end == std::string::npos)
      return false;
    const Layout layout = layoutOf(text.substr(0, end));
    std::string rows = text.substr(end + 1);
    pending_.push_back(
        std::async(std::launch::async, [layout, rows = std::move(rows)] { return sumAmounts(rows, layout); }));
    return true;
  }

  long collect() {
    std::vector<std::future<long>> ready;
    ready.swap(pending_);
    long total = 0;
    for (std::future<long> &sum : ready)
      total += sum.get();
    return total;
  }

private:
  std::vector<std::future<long>> pending_;
};

int main() {
  OrderImporter importer;
  bool fine = importer.add("customer,amount\nada,10\nbo,20\n");
  fine = importer.add("amount;date;customer\n5;2024-05-01;cy\n7;2024-05-02;dee\n") && fine;
  fine = !importer.add("no rows at all") && fine;
  return fine && importer.collect() == 42 && importer.collect() == 0 ? 0 : 1;
}
