// Outgoing side of the relay: one delivery thread, bounded number of attempts.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace relay {

struct Message {
  std::string from;
  std::string to;
  std::string body;
  int attempts = 0;
};

struct SendResult {
  int code = 0;
  std::string text;
  bool accepted() const { return code >= 200 && code < 300; }
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual SendResult deliver(const Message& m) = 0;
};

class Outbox {
 public:
  explicit Outbox(Transport& transport)
      : transport_(transport), sender_([this] { loop(); }) {}

  ~Outbox() {
    {
      std::lock_guard<std::mutex> lk(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    sender_.join();
  }

  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  void submit(Message m) {
    {
      std::lock_guard<std::mutex> lk(mutex_);
      queue_.push_back(std::move(m));
    }
    wake_.notify_one();
  }

  std::size_t delivered() const {
    std::lock_guard<std::mutex> lk(mutex_);
    return delivered_;
  }

  std::vector<Message> takeBounced() {
    std::lock_guard<std::mutex> lk(mutex_);
    return std::exchange(bounced_, {});
  }

 private:
  static constexpr int kMaxAttempts = 4;

  void loop() {
    std::unique_lock<std::mutex> lk(mutex_);
    for (;;) {
      wake_.wait(lk, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      Message m = std::move(queue_.front());
      queue_.pop_front();
      if (m.attempts == kMaxAttempts) {
        bounced_.push_back(std::move(m));
        continue;
      }
      lk.unlock();
      ++m.attempts;
      last_ = transport_.deliver(m);
      lk.lock();
      if (!last_.accepted()) {
        queue_.push_back(std::move(m));
        continue;
      }
      ++delivered_;
    }
  }

  Transport& transport_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Message> queue_;
  std::vector<Message> bounced_;
  std::size_t delivered_ = 0;
  bool stopping_ = false;
  SendResult last_;
  std::thread sender_;
};

}  // namespace relay
