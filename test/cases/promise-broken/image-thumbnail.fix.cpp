// Thumbnail workers that take requests from a queue; requests for unknown pictures are refused through their promise.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

struct Request {
  std::string picture;
  int width = 0;
  std::promise<std::string> thumbnail;
};

class Thumbnailer {
public:
  explicit Thumbnailer(std::map<std::string, int> widths)
      : widths_(std::move(widths)), worker_(&Thumbnailer::serve, this) {}
  ~Thumbnailer() {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      isClosing_ = true;
    }
    arrived_.notify_one();
    worker_.join();
  }
  Thumbnailer(const Thumbnailer &) = delete;
  Thumbnailer &operator=(const Thumbnailer &) = delete;

  std::future<std::string> request(std::string picture, int width) {
    Request request{std::move(picture), width, {}};
    std::future<std::string> thumbnail = request.thumbnail.get_future();
    {
      std::lock_guard<std::mutex> guard(mutex_);
      requests_.push_back(std::move(request));
    }
    arrived_.notify_one();
    return thumbnail;
  }

private:
  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      arrived_.wait(lock, [this] { return isClosing_ || !requests_.empty(); });
      if (requests_.empty())
        return;
      Request request = std::move(requests_.front());
      requests_.pop_front();
      lock.unlock();
      scale(std::move(request));
      lock.lock();
    }
  }

  void scale(Request request) {
    const auto known = widths_.find(request.picture);
    if (known == widths_.end()) {
      std::fprintf(stderr, "no such picture\n");
      request.thumbnail.set_exception(std::make_exception_ptr(std::runtime_error("no such picture")));
      return;
    }
    const int scale = known->second / request.width;
    request.thumbnail.set_value(request.picture + " 1:" + std::to_string(scale));
  }

  const std::map<std::string, int> widths_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Request> requests_;
  bool isClosing_ = false;
  std::thread worker_;
};

int main() {
  Thumbnailer thumbnailer({{"harbour", 4000}, {"bridge", 6000}});
  std::future<std::string> bridge = thumbnailer.request("bridge", 200);
  std::future<std::string> tower = thumbnailer.request("tower", 100);
  std::printf("%s\n", bridge.get().c_str());
  try {
    std::printf("%s\n", tower.get().c_str());
  } catch (const std::runtime_error &error) {
    std::printf("%s\n", error.what());
  }
}
