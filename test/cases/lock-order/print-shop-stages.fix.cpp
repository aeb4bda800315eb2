// A print shop with a mutex for each of three stages; each step locks a stage and the next one, and the last step unlocks before it goes back.
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class PrintShop {
public:
  void order(std::string title) {
    std::lock_guard<std::mutex> lock(layoutMutex_);
    layout_.push_back(std::move(title));
  }

  bool typeset() {
    std::lock_guard<std::mutex> from(layoutMutex_);
    if (layout_.empty())
      return false;
    std::lock_guard<std::mutex> to(pressMutex_);
    press_.push_back(std::move(layout_.front()));
    layout_.pop_front();
    return true;
  }

  bool print() {
    std::lock_guard<std::mutex> from(pressMutex_);
    if (press_.empty())
      return false;
    std::lock_guard<std::mutex> to(binderyMutex_);
    bindery_.push_back(std::move(press_.front()));
    press_.pop_front();
    return true;
  }

  bool bind() {
    std::unique_lock<std::mutex> from(binderyMutex_);
    if (bindery_.empty())
      return false;
    const std::string title = std::move(bindery_.front());
    bindery_.pop_front();
    if (title.find("flawed") == std::string::npos) {
      ++bound_;
      return true;
    }
    from.unlock();
    std::lock_guard<std::mutex> again(layoutMutex_);
    layout_.push_back("reprint");
    return true;
  }

  unsigned bound() {
    std::lock_guard<std::mutex> lock(binderyMutex_);
    return bound_;
  }

private:
  std::mutex layoutMutex_;
  std::deque<std::string> layout_;
  std::mutex pressMutex_;
  std::deque<std::string> press_;
  std::mutex binderyMutex_;
  std::deque<std::string> bindery_;
  unsigned bound_ = 0;
};

int main() {
  PrintShop shop;
  shop.order("atlas");
  shop.order("flawed novel");
  std::thread typesetter([&shop] {
    while (shop.bound() < 2)
      if (!shop.typeset())
        std::this_thread::yield();
  });
  std::thread printer([&shop] {
    while (shop.bound() < 2)
      if (!shop.print())
        std::this_thread::yield();
  });
  while (shop.bound() < 2)
    if (!shop.bind())
      std::this_thread::yield();
  typesetter.join();
  printer.join();
  return 0;
}
