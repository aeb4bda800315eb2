// Attempts under a lock that end well one way or the other.
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

class Shelf {
public:
  // All or nothing: works on a copy.
  bool move(const std::string &from, const std::string &to, int amount) {
    std::lock_guard<std::mutex> hold(mutex_);
    std::map<std::string, int> next = stock_;
    try {
      next.at(from) -= amount;
      next.at(to) += amount;
      stock_ = std::move(next);
      return true;
    } catch (const std::exception &) {
    }
    return false;
  }

  void restock(const std::vector<std::string> &names) {
    std::lock_guard<std::mutex> hold(mutex_);
    for (const std::string &name : names) {
      try {
        stock_[name] = order(name);
      } catch (const std::exception &) {
        missing_.push_back(name);
      }
    }
  }

  int lookUp(const std::string &name) const {
    int found = 0;
    try {
      std::lock_guard<std::mutex> hold(mutex_);
      found = stock_.at(name);
    } catch (const std::exception &) {
    }
    return found;
  }

private:
  static int order(const std::string &name);

  mutable std::mutex mutex_;
  std::map<std::string, int> stock_;
  std::vector<std::string> missing_;
};
