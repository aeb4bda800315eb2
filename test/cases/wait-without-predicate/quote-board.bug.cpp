// A board of stock quotes that many watchers read under a shared lock; a watcher that is woken reports a new edition without looking whether there is one.
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class QuoteBoard {
public:
  void publish(const std::string &symbol, long cents) {
    {
      std::unique_lock<std::shared_mutex> writing(access_);
      quotes_[symbol] = cents;
      ++edition_;
    }
    published_.notify_all();
  }

  // The quote in the first edition after the given one, which is brought up to date.
  long next(const std::string &symbol, unsigned &edition) {
    std::shared_lock<std::shared_mutex> reading(access_);
    if (edition_ == edition)
      published_.wait(reading); // finding: 'published_'
    edition = edition_;
    const auto found = quotes_.find(symbol);
    return found == quotes_.end() ? 0 : found->second;
  }

private:
  std::shared_mutex access_;
  std::condition_variable_any published_;
  std::map<std::string, long> quotes_;
  unsigned edition_ = 0;
};

int main() {
  QuoteBoard board;
  std::vector<long> seen(3, 0);
  std::vector<std::thread> watchers;
  for (long &last : seen)
    watchers.emplace_back([&board, &last] {
      unsigned edition = 0;
      while (edition < 5)
        last = board.next("ACME", edition);
    });
  for (long cents = 101; cents <= 105; ++cents)
    board.publish("ACME", cents);
  for (std::thread &watcher : watchers)
    watcher.join();
  for (const long last : seen)
    if (last != 105)
      return 1;
  return 0;
}
