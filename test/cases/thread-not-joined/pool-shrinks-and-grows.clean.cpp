// A pool with threads in vectors, maps and unique_ptrs that are joined before they are cleared, erased, reset or assigned over.
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class ElasticPool {
public:
  ElasticPool() = default;
  ElasticPool(const ElasticPool &) = delete;
  ElasticPool &operator=(const ElasticPool &) = delete;
  ~ElasticPool() {
    resize(0);
    dropAll();
    setMonitor(false);
  }

  void resize(std::size_t size) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      wanted_ = size;
    }
    changed_.notify_all();
    while (threads_.size() > size) {
      threads_.back().join();
      threads_.pop_back();
    }
    for (std::size_t index = threads_.size(); index < size; ++index)
      threads_.emplace_back([this, index] { work(index); });
  }

  void add(const std::string &name) {
    drop(name);
    named_[name] = std::thread([this] { count(); });
  }

  void drop(const std::string &name) {
    const auto found = named_.find(name);
    if (found == named_.end())
      return;
    found->second.join();
    named_.erase(found);
  }

  void dropAll() {
    for (auto it = named_.begin(); it != named_.end(); it = named_.erase(it))
      it->second.join();
  }

  void setMonitor(bool on) {
    if (monitor_) {
      monitor_->join();
      monitor_.reset();
    }
    if (on)
      monitor_ = std::make_unique<std::thread>([this] { count(); });
  }

  unsigned counted() {
    std::lock_guard<std::mutex> guard(mutex_);
    return counted_;
  }

private:
  void count() {
    std::lock_guard<std::mutex> guard(mutex_);
    ++counted_;
  }

  void work(std::size_t index) {
    std::unique_lock<std::mutex> lock(mutex_);
    ++counted_;
    changed_.wait(lock, [this, index] { return index >= wanted_; });
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t wanted_ = 0;
  unsigned counted_ = 0;
  std::vector<std::thread> threads_;
  std::map<std::string, std::thread> named_;
  std::unique_ptr<std::thread> monitor_;
};

int main() {
  ElasticPool pool;
  pool.resize(3);
  pool.resize(1);
  pool.resize(2);
  pool.add("gc");
  pool.add("gc");
  pool.add("stats");
  pool.drop("stats");
  pool.setMonitor(true);
  pool.setMonitor(true);
  while (pool.counted() < 9)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}
