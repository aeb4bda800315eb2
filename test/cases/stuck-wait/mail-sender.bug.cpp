// Sends mail from a thread of its own; a helper of shutdown() marks the sender as closed, and the thread, which waits for an outgoing mail, looks at the mark only before it waits.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>

struct Mail {
  std::string to;
  std::string subject;
  std::string body;
};

class MailSender {
public:
  MailSender() : thread_(std::make_unique<std::thread>(&MailSender::deliver, this)) {}

  ~MailSender() {
    if (thread_)
      shutdown();
  }

  bool post(Mail mail) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (closed_)
      return false;
    outgoing_.push(std::move(mail));
    wake_.notify_one();
    return true;
  }

  void shutdown() {
    markClosed();
    wake_.notify_all();
    thread_->join();
    thread_.reset();
  }

  unsigned sent() {
    std::lock_guard<std::mutex> guard(mutex_);
    return sent_;
  }

private:
  void markClosed() {
    std::lock_guard<std::mutex> guard(mutex_);
    closed_ = true;
  }

  bool isClosed() {
    std::lock_guard<std::mutex> guard(mutex_);
    return closed_;
  }

  void deliver() {
    while (!isClosed()) {
      std::unique_lock<std::mutex> lock(mutex_);
      while (outgoing_.empty())
        wake_.wait(lock); // finding: closed_
      Mail mail = std::move(outgoing_.front());
      outgoing_.pop();
      lock.unlock();
      const bool accepted = mail.to.find('@') != std::string::npos;
      lock.lock();
      if (accepted)
        ++sent_;
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<Mail> outgoing_;
  unsigned sent_ = 0;
  bool closed_ = false;
  std::unique_ptr<std::thread> thread_;
};

int main() {
  MailSender sender;
  sender.post({"ada@example.org", "hello", "How are you?"});
  while (sender.sent() == 0)
    std::this_thread::yield();
  sender.shutdown();
  return sender.post({"bo@example.org", "late", ""}) ? 1 : 0;
}
