// Delivers mail to an inbox that a reader waits for; for mail that is to be silent the function returns before the notification.
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Mail {
  std::string sender;
  std::string subject;
};

class Inbox {
public:
  void mute(const std::string &sender) {
    std::lock_guard<std::mutex> guard(mutex_);
    muted_[sender] = true;
  }

  void deliver(Mail mail) {
    std::lock_guard<std::mutex> guard(mutex_);
    const bool silent = muted_.count(mail.sender) != 0;
    mails_.push_back(std::move(mail)); // finding: 'arrived_'
    if (silent)
      return;
    ++badge_;
    arrived_.notify_one();
  }

  std::vector<Mail> fetch() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (mails_.empty())
      arrived_.wait(lock);
    return std::exchange(mails_, {});
  }

  unsigned badge() {
    std::lock_guard<std::mutex> guard(mutex_);
    return badge_;
  }

private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Mail> mails_;
  std::map<std::string, bool> muted_;
  unsigned badge_ = 0;
};

int main() {
  Inbox inbox;
  inbox.mute("newsletter");
  std::size_t read = 0;
  std::thread reader([&inbox, &read] {
    while (read < 3)
      read += inbox.fetch().size();
  });
  inbox.deliver({"ada", "lunch?"});
  inbox.deliver({"bo", "re: lunch?"});
  inbox.deliver({"newsletter", "50% off"});
  reader.join();
  return read == 3 && inbox.badge() == 2 ? 0 : 1;
}
