// A CSV indexer that skips short rows; .at() throws between lock and unlock, the row is skipped, and the next one waits for ever.
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

using Row = std::vector<std::string>;

struct Customer {
  std::string name;
  std::string city;
};

class CustomerIndex {
public:
  void import(const std::vector<Row> &rows) {
    for (const Row &row : rows) {
      try {
        indexMutex_.lock(); // finding: 'indexMutex_'
        customers_[row.at(0)] = Customer{row.at(1), row.at(2)};
        indexMutex_.unlock();
      } catch (const std::out_of_range &) {
        ++skipped_;
      }
    }
  }

  bool cityOf(const std::string &id, std::string &city) {
    std::lock_guard<std::mutex> guard(indexMutex_);
    auto found = customers_.find(id);
    if (found == customers_.end())
      return false;
    city = found->second.city;
    return true;
  }

  unsigned skipped() const { return skipped_; }

private:
  std::mutex indexMutex_;
  std::unordered_map<std::string, Customer> customers_;
  std::atomic<unsigned> skipped_{0};
};

int main() {
  CustomerIndex index;
  const std::vector<Row> north{{"17", "Ada", "Oslo"}, {"18"}, {"19", "Bo", "Umea"}};
  const std::vector<Row> south{{"41", "Cleo", "Bari"}};
  std::thread first([&] { index.import(north); });
  std::thread second([&] { index.import(south); });
  first.join();
  second.join();
  std::string city;
  return index.cityOf("41", city) && index.skipped() == 1 ? 0 : 1;
}
