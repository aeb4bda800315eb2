// An importer that locks by hand and gets every exceptional way out right: caught and rethrown, caught in place, or never returning.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

[[noreturn]] void fatal(const char *reason) {
  std::fprintf(stderr, "fatal: %s\n", reason);
  std::exit(3);
}

class Inventory {
public:
  void import(const std::vector<std::string> &quantities) {
    mutex_.lock();
    try {
      for (const std::string &quantity : quantities)
        total_ += std::stol(quantity);
    } catch (...) {
      ++broken_;
      mutex_.unlock();
      throw;
    }
    mutex_.unlock();
  }

  bool adjust(const std::string &article, const std::string &text) {
    bool adjusted = true;
    mutex_.lock();
    try {
      stock_.at(article) += std::stol(text);
    } catch (const std::logic_error &) {
      adjusted = false;
    }
    mutex_.unlock();
    return adjusted;
  }

  void remove(const std::string &article, long count) {
    mutex_.lock();
    auto found = stock_.find(article);
    if (found == stock_.end() || found->second < count) {
      mutex_.unlock();
      throw std::out_of_range("not in stock: " + article);
    }
    found->second -= count;
    mutex_.unlock();
  }

  void audit() {
    mutex_.lock();
    for (const auto &[article, count] : stock_) {
      if (count < 0)
        fatal(article.c_str());
    }
    if (total_ < 0)
      std::abort();
    mutex_.unlock();
  }

  long parseAndAdd(std::string_view text) {
    long value = 0;
    mutex_.lock();
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) {
      ++broken_;
      mutex_.unlock();
      return -1;
    }
    total_ += value;
    mutex_.unlock();
    return value;
  }

  void stockUp(const std::string &article, const std::string &text) {
    const long count = std::stol(text); // may throw: nothing is locked yet
    mutex_.lock();
    stock_[article] = count;
    mutex_.unlock();
    if (count == 0)
      throw std::invalid_argument("an empty delivery");
  }

private:
  std::mutex mutex_;
  std::map<std::string, long> stock_;
  long total_ = 0;
  unsigned broken_ = 0;
};

int main() {
  Inventory inventory;
  inventory.stockUp("bolt", "100");
  try {
    inventory.import({"1", "two", "3"});
  } catch (const std::invalid_argument &) {
    std::puts("bad import");
  }
  if (inventory.adjust("nut", "5") || !inventory.adjust("bolt", "-50"))
    return 1;
  inventory.remove("bolt", 50);
  inventory.audit();
  return inventory.parseAndAdd("12") == 12 ? 0 : 1;
}
