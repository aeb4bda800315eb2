// Sends mail from many tasks, none of which keeps anything of the loop that started it: copies, moved captures, arguments, elements of what outlives them, and a channel's handle.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/mutex.h>
#include <leash/wait_group.h>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Mail {
  std::string to;
  std::string text;
  bool sent = false;
};

class Relay {
public:
  void deliver(const std::string &to, const std::string &text) {
    leash::guard hold(mutex_);
    bytes_ += to.size() + text.size();
  }
  std::size_t bytes() {
    leash::guard hold(mutex_);
    return bytes_;
  }

private:
  leash::mutex mutex_;
  std::size_t bytes_ = 0;
};

static void deliverOne(Relay &relay, int attempt, std::string to) { relay.deliver(to, "attempt " + std::to_string(attempt)); }

static void sendAll(Relay &relay, std::vector<Mail> &mails) {
  leash::wait_group sending;
  for (Mail &mail : mails)
    sending.go([&relay, &mail] {
      relay.deliver(mail.to, mail.text);
      mail.sent = true;
    });
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::string to = "postmaster+" + std::to_string(attempt);
    sending.go(deliverOne, std::ref(relay), attempt, to);
    sending.go([&relay, attempt, to = std::move(to)] { deliverOne(relay, attempt, to); });
  }
  for (std::size_t i = 0; i < mails.size(); ++i) {
    auto copy = std::make_shared<Mail>(mails[i]);
    leash::go_daemon([copy, i] { std::printf("%zu: %s\n", i, copy->to.c_str()); });
  }
  sending.wait();
}

static std::size_t confirm(const std::vector<Mail> &mails) {
  std::vector<leash::recv_chan<bool>> confirmations;
  for (const Mail &mail : mails) {
    auto confirmed = leash::make_chan<bool>(1);
    leash::go([confirmed, sent = mail.sent] { confirmed.send(sent); });
    confirmations.push_back(confirmed);
  }
  std::size_t count = 0;
  for (leash::recv_chan<bool> &each : confirmations)
    count += each.recv().value_or(false);
  return count;
}

int main() {
  Relay relay;
  std::vector<Mail> mails = {{"ann@example.org", "hello"}, {"bob@example.org", "hi"}};
  sendAll(relay, mails);
  return confirm(mails) == mails.size() && relay.bytes() > 0 ? 0 : 1;
}
