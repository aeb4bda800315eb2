// A mail spool: senders post, one delivery thread takes the mails from a bounded queue and keeps a delivery report.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Mail {
  std::string recipient;
  std::string body;
};

class MailQueue {
public:
  explicit MailQueue(std::size_t capacity) : capacity_(capacity) {}

  bool push(Mail mail) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      while (mails_.size() >= capacity_ && !closed_)
        notFull_.wait(lock);
      if (closed_)
        return false;
      mails_.push_back(std::move(mail));
    }
    notEmpty_.notify_one();
    return true;
  }

  bool pop(Mail &mail) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      while (mails_.empty() && !closed_)
        notEmpty_.wait(lock);
      if (mails_.empty())
        return false;
      mail = std::move(mails_.front());
      mails_.pop_front();
    }
    notFull_.notify_one();
    return true;
  }

  void close() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    notFull_.notify_all();
    notEmpty_.notify_all();
  }

private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable notFull_;
  std::condition_variable notEmpty_;
  std::deque<Mail> mails_;
  bool closed_ = false;
};

class Spool {
public:
  Spool() : queue_(4), delivery_([this] { deliver(); }) {}
  ~Spool() {
    queue_.close();
    delivery_.join();
  }
  Spool(const Spool &) = delete;
  Spool &operator=(const Spool &) = delete;

  bool post(const std::string &recipient, const std::string &body) {
    {
      std::lock_guard<std::mutex> lock(reportMutex_);
      ++posted_[recipient];
    }
    return queue_.push(Mail{recipient, body});
  }

  unsigned outstanding(const std::string &recipient) {
    std::lock_guard<std::mutex> lock(reportMutex_);
    return posted_[recipient] - delivered_[recipient];
  }

private:
  void deliver() {
    Mail mail;
    while (queue_.pop(mail)) {
      std::lock_guard<std::mutex> lock(reportMutex_);
      ++delivered_[mail.recipient];
    }
  }

  MailQueue queue_;
  std::mutex reportMutex_;
  std::map<std::string, unsigned> posted_;
  std::map<std::string, unsigned> delivered_;
  std::thread delivery_;
};

int main() {
  Spool spool;
  {
    std::jthread newsletter([&spool] {
      for (int issue = 0; issue < 8; ++issue)
        spool.post("ada@example.org", "issue " + std::to_string(issue));
    });
    spool.post("bo@example.org", "welcome");
  }
  return spool.outstanding("ada@example.org") <= 8 ? 0 : 1;
}
