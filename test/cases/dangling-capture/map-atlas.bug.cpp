// Map layers build their geometry on the shared pool.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Pool {
 public:
  explicit Pool(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { Loop(); });
  }
  // Runs what has been submitted, then ends.
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (auto& t : threads_) t.join();
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::future<void> Submit(std::function<void()> fn) {
    std::packaged_task<void()> task(std::move(fn));
    std::future<void> done = task.get_future();
    {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
    return done;
  }

 private:
  void Loop() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stop_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::packaged_task<void()>> tasks_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

class Layer {
 public:
  Layer(Pool& pool, std::vector<double> heights) : pool_(pool), heights_(std::move(heights)) {}

  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  void Invalidate(double step) {
    if (rebuilt_.valid()) rebuilt_.get();
    rebuilt_ = pool_.Submit([this, step] { Rebuild(step); });  // finding: this
  }

  std::size_t Contours() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return contours_.size();
  }

 private:
  void Rebuild(double step) {
    std::vector<double> fresh;
    for (std::size_t i = 1; i < heights_.size(); ++i) {
      const auto band = static_cast<long>(heights_[i] / step);
      if (band != static_cast<long>(heights_[i - 1] / step)) fresh.push_back(band * step);
    }
    std::lock_guard<std::mutex> lock(mutex_);
    contours_.swap(fresh);
  }

  Pool& pool_;
  const std::vector<double> heights_;
  mutable std::mutex mutex_;
  std::vector<double> contours_;
  std::future<void> rebuilt_;
};

class Atlas {
 public:
  void Show(const std::string& name, std::vector<double> heights) {
    auto layer = std::make_unique<Layer>(pool_, std::move(heights));
    layer->Invalidate(10.0);
    layers_.insert_or_assign(name, std::move(layer));
  }
  void Hide(const std::string& name) { layers_.erase(name); }
  void Zoom(double step) {
    for (auto& [name, layer] : layers_) layer->Invalidate(step);
  }

 private:
  Pool pool_{2};
  std::map<std::string, std::unique_ptr<Layer>> layers_;
};
