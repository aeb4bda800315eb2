// An exchange that passes from the registry's lock to the book's lock.
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

class Exchange {
public:
  void list(const std::string &symbol) {
    std::lock_guard<std::mutex> registry(registryMutex_);
    books_[symbol] = std::make_unique<Book>();
  }

  void buy(const std::string &symbol, long quantity) {
    std::unique_lock<std::mutex> registry(registryMutex_);
    Book &book = bookFor(symbol);
    book.mutex.lock();
    registry.unlock();

    book.bid += quantity;
    if (book.bid >= book.ask) {
      book.traded += book.ask;
      book.bid -= book.ask;
      book.ask = 0;
    }
    book.mutex.unlock();
  }

  long traded(const std::string &symbol) {
    std::lock_guard<std::mutex> registry(registryMutex_);
    Book &book = bookFor(symbol);
    std::lock_guard<std::mutex> hold(book.mutex);
    return book.traded;
  }

private:
  struct Book {
    std::mutex mutex;
    long bid = 0;
    long ask = 100;
    long traded = 0;
  };

  Book &bookFor(const std::string &symbol) {
    const auto found = books_.find(symbol);
    if (found == books_.end())
      throw std::invalid_argument("no such symbol: " + symbol);
    return *found->second;
  }

  std::mutex registryMutex_;
  std::map<std::string, std::unique_ptr<Book>> books_;
};

int main(int argc, char **argv) {
  Exchange exchange;
  exchange.list("ACME");
  for (int n = 1; n < argc; ++n) {
    try {
      exchange.buy(argv[n], 10);
    } catch (const std::invalid_argument &refused) {
      std::cerr << refused.what() << '\n';
    }
  }
  std::cout << exchange.traded("ACME") << '\n';
}
