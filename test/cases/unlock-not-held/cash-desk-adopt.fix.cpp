// A cash desk; close() locks and has a guard adopt the mutex.
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::mutex deskMutex;

class CashDesk {
public:
  bool pay(const std::string &item, long cents) {
    if (!deskMutex.try_lock())
      deskMutex.lock();
    std::lock_guard<std::mutex> desk(deskMutex, std::adopt_lock);
    if (closed_ || cents < 0)
      return false;
    receipt_.push_back(item);
    takings_ += cents;
    return true;
  }

  long close(std::vector<std::string> &receipt) {
    deskMutex.lock();
    std::lock_guard<std::mutex> desk(deskMutex, std::adopt_lock);
    closed_ = true;
    receipt.swap(receipt_);
    return takings_;
  }

private:
  std::vector<std::string> receipt_;
  long takings_ = 0;
  bool closed_ = false;
};

int main() {
  CashDesk desk;
  bool paid = false;
  std::thread customer([&] { paid = desk.pay("bread", 420) && desk.pay("milk", 180); });
  customer.join();
  std::vector<std::string> receipt;
  const long takings = desk.close(receipt);
  return paid && takings == 600 && receipt.size() == 2 && !desk.pay("late", 1) ? 0 : 1;
}
