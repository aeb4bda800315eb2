// A thumbnail renderer fed by a generic blocking queue: push() stores the value and never wakes the thread that waits in pop().
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace thumbs {

template <typename T> class BlockingQueue {
public:
  void push(T value) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_.push_back(std::move(value));
  }

  T pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    notEmpty_.wait(lock, [this] { return !values_.empty(); }); // finding: 'notEmpty_'
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return values_.size();
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable notEmpty_;
  std::deque<T> values_;
};

class Renderer {
public:
  Renderer() : thread_([this] { run(); }) {}
  ~Renderer() {
    files_.push(std::nullopt);
    thread_.join();
  }

  void request(std::string file) { files_.push(std::move(file)); }
  std::size_t backlog() const { return files_.size(); }

private:
  void run() {
    while (std::optional<std::string> file = files_.pop())
      std::printf("rendering %s\n", file->c_str());
  }

  BlockingQueue<std::optional<std::string>> files_;
  std::thread thread_;
};

} // namespace thumbs

int main() {
  thumbs::Renderer renderer;
  renderer.request("holiday.jpg");
  renderer.request("garden.jpg");
  std::printf("%zu waiting\n", renderer.backlog());
}
