// Workers add up orders from one channel and send their totals to another.
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

class Channel {
public:
  void send(long value) {
    {
      std::lock_guard lock(mutex_);
      buffer_.push_back(value);
    }
    ready_.notify_one();
  }

  void close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

  // Empty once the channel is closed and drained.
  std::optional<long> receive() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !buffer_.empty(); });
    if (buffer_.empty())
      return std::nullopt;
    const long value = buffer_.front();
    buffer_.pop_front();
    return value;
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<long> buffer_;
  bool closed_ = false;
};

int main() {
  constexpr int workerCount = 3;
  Channel orders;
  Channel totals;

  std::vector<std::thread> workers;
  for (int w = 0; w < workerCount; ++w)
    workers.emplace_back([&] {
      long total = 0;
      while (const auto cents = orders.receive())
        total += *cents;
      std::clog << "worker total " + std::to_string(total) + '\n';
      totals.send(total);
    });

  for (long cents = 100; cents <= 2000; cents += 100)
    orders.send(cents);
  orders.close();

  long sum = 0;
  for (int w = 0; w < workerCount; ++w)
    sum += totals.receive().value_or(0);
  for (std::thread &worker : workers)
    worker.join();
  std::cout << sum << '\n';
}
