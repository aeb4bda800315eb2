// A mail spool drained in a loop that locks and unlocks each turn, on the branch for mails without a recipient too.
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

struct Mail {
  std::string to;
  std::string body;
};

class Spool {
public:
  void put(std::string to, std::string body) {
    std::lock_guard<std::mutex> guard(spoolMutex_);
    queue_.push_back(Mail{std::move(to), std::move(body)});
  }

  unsigned bounced() {
    std::lock_guard<std::mutex> guard(spoolMutex_);
    return bounced_;
  }

  template <typename Transport> void drain(Transport &transport) {
    for (;;) {
      spoolMutex_.lock();
      if (queue_.empty()) {
        spoolMutex_.unlock();
        break;
      }
      const Mail mail = std::move(queue_.front());
      queue_.pop_front();
      if (mail.to.empty()) {
        ++bounced_;
        spoolMutex_.unlock();
        continue;
      }
      spoolMutex_.unlock();
      transport.send(mail);
    }
  }

private:
  std::mutex spoolMutex_;
  std::deque<Mail> queue_;
  unsigned bounced_ = 0;
};

class CountingTransport {
public:
  void send(const Mail &mail) { bytes_ += mail.body.size(); }
  std::size_t bytes() const { return bytes_; }

private:
  std::size_t bytes_ = 0;
};

int main() {
  Spool spool;
  spool.put("ada@example.org", "hello");
  spool.put("", "lost");
  spool.put("bo@example.org", "bye");
  CountingTransport transport;
  std::thread sender([&] { spool.drain(transport); });
  sender.join();
  return transport.bytes() == 8 && spool.bounced() == 1 ? 0 : 1;
}
