// Archives invoices in the background; the wait looks at the queue alone, and stop() submits a last, null invoice after it has set the flag that refuses new ones.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

struct Invoice {
  int number;
  long cents;
};

class InvoiceArchiver {
public:
  InvoiceArchiver() {
    thread_ = std::thread([this] { archive(); });
  }

  ~InvoiceArchiver() { stop(); }

  bool submit(int number, long cents) {
    if (stopped_)
      return false;
    enqueue(std::make_unique<Invoice>(Invoice{number, cents}));
    return true;
  }

  void stop() {
    if (stopped_.exchange(true))
      return;
    enqueue(nullptr);
    thread_.join();
  }

  long total() const { return total_; }

private:
  void enqueue(std::unique_ptr<Invoice> invoice) {
    std::lock_guard<std::mutex> guard(mutex_);
    queue_.push_back(std::move(invoice));
    filled_.notify_one();
  }

  std::unique_ptr<Invoice> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    filled_.wait(lock, [this] { return !queue_.empty(); });
    std::unique_ptr<Invoice> invoice = std::move(queue_.front());
    queue_.pop_front();
    return invoice;
  }

  void archive() {
    while (!stopped_) {
      const std::unique_ptr<Invoice> invoice = next();
      if (!invoice)
        break;
      total_ += invoice->cents;
    }
  }

  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::unique_ptr<Invoice>> queue_;
  std::atomic<bool> stopped_{false};
  std::atomic<long> total_{0};
  std::thread thread_;
};

int main() {
  InvoiceArchiver archiver;
  archiver.submit(1001, 129900);
  archiver.submit(1002, 4550);
  archiver.stop();
  return archiver.submit(1003, 1) || archiver.total() > 134450 ? 1 : 0;
}
