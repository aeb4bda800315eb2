// An order import whose handler covers only what is done with the lock held; the announcement comes after it.
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

class Orders {
public:
  void import(unsigned number, const std::string &line) {
    ordersMutex_.lock();
    try {
      parse(number, line);
    } catch (...) {
      ordersMutex_.unlock();
      throw;
    }
    ordersMutex_.unlock();
    announce(number, line);
  }

  std::size_t count() {
    std::lock_guard<std::mutex> guard(ordersMutex_);
    return orders_.size();
  }

private:
  void parse(unsigned number, const std::string &line) {
    const auto colon = line.find(':');
    if (colon == std::string::npos)
      throw std::invalid_argument("no article in order " + std::to_string(number));
    orders_[number] = line.substr(0, colon);
  }

  static void announce(unsigned number, const std::string &line) {
    if (line.size() > 40)
      throw std::length_error("order " + std::to_string(number) + " is too long to announce");
  }

  std::mutex ordersMutex_;
  std::map<unsigned, std::string> orders_;
};

int main() {
  Orders orders;
  unsigned failed = 0;
  std::thread feed([&] {
    const std::string lines[] = {"bolt:100", "nut", "washer:" + std::string(60, '9'), "screw:7"};
    unsigned number = 0;
    for (const std::string &line : lines) {
      try {
        orders.import(++number, line);
      } catch (const std::exception &) {
        ++failed;
      }
    }
  });
  feed.join();
  return failed == 2 && orders.count() == 3 ? 0 : 1;
}
