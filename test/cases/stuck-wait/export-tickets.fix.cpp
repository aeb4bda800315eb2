// Exports reports on a few threads that each take a ticket per report; finish() sets over_ and gives one more ticket to every thread before it joins.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Tickets {
public:
  void give(unsigned number) {
    std::lock_guard<std::mutex> guard(mutex_);
    left_ += number;
    given_.notify_all();
  }

  void take() {
    std::unique_lock<std::mutex> lock(mutex_);
    given_.wait(lock, [this] { return left_ > 0; });
    --left_;
  }

private:
  std::mutex mutex_;
  std::condition_variable given_;
  unsigned left_ = 0;
};

class Exporter {
public:
  void start(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i)
      threads_.push_back(std::make_unique<std::thread>(&Exporter::exportReports, this));
  }

  void order(unsigned reports) { tickets_.give(reports); }

  unsigned finish() {
    over_.store(true);
    tickets_.give(static_cast<unsigned>(threads_.size()));
    for (auto &thread : threads_)
      thread->join();
    threads_.clear();
    return exported_.load();
  }

private:
  void exportReports() {
    for (;;) {
      tickets_.take();
      if (over_.load())
        return;
      exported_.fetch_add(1);
    }
  }

  Tickets tickets_;
  std::atomic<bool> over_{false};
  std::atomic<unsigned> exported_{0};
  std::vector<std::unique_ptr<std::thread>> threads_;
};

int main() {
  Exporter exporter;
  exporter.start(3);
  exporter.order(12);
  exporter.order(5);
  return exporter.finish() <= 17 ? 0 : 1;
}
