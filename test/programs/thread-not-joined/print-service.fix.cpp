// Services with a base class that runs them on a thread; each derived service stops it in its destructor.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class Service {
public:
  Service(const Service &) = delete;
  Service &operator=(const Service &) = delete;
  virtual ~Service() = default;

  void start() {
    if (!thread_.joinable())
      thread_ = std::thread([this] { run(); });
  }

  void stop() {
    if (!thread_.joinable())
      return;
    requestStop();
    thread_.join();
  }

protected:
  Service() = default;
  virtual void run() = 0;
  virtual void requestStop() = 0;

private:
  std::thread thread_;
};

struct Tray {
  std::mutex mutex;
  unsigned pages = 0;
};

class PrintService final : public Service {
public:
  explicit PrintService(Tray &tray) : tray_(tray) {}
  ~PrintService() override { stop(); }

  void print(std::string document) {
    std::lock_guard<std::mutex> guard(mutex_);
    documents_.push_back(std::move(document));
    changed_.notify_one();
  }

private:
  void run() override {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return stopping_ || !documents_.empty(); });
      if (documents_.empty())
        return;
      const std::string document = std::move(documents_.front());
      documents_.pop_front();
      std::lock_guard<std::mutex> guard(tray_.mutex);
      tray_.pages += static_cast<unsigned>(document.size() / 10 + 1);
    }
  }

  void requestStop() override {
    std::lock_guard<std::mutex> guard(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }

  Tray &tray_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> documents_;
  bool stopping_ = false;
};

int main() {
  Tray tray;
  {
    PrintService service(tray);
    service.start();
    service.print("invoice");
    service.print("a rather long letter");
  }
  std::lock_guard<std::mutex> guard(tray.mutex);
  return tray.pages == 4 ? 0 : 1;
}
