// A mail queue whose worker waits for letters, or to be told to drop them; stop() only waits for the worker, which is told nothing.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/select.h>

#include <deque>
#include <iostream>
#include <optional>
#include <string>

class MailQueue {
public:
  MailQueue() {
    leash::go([this] { work(); });
  }

  bool post(std::string letter) {
    pending_.push_back(std::move(letter));
    return pending_.size() < 100;
  }

  std::size_t stop() {
    ended_.recv();
    return sent_;
  }

private:
  void work() {
    for (;;) {
      std::optional<std::string> letter;
      switch (leash::select(leash::on_recv(letters_, letter), leash::on_recv(dropped_))) { // finding: 'letters_'
      case 0:
        if (letter) {
          std::cout << *letter << '\n';
          ++sent_;
          continue;
        }
        [[fallthrough]];
      default:
        ended_.close();
        return;
      }
    }
  }

  leash::chan<std::string> letters_ = leash::make_chan<std::string>(16);
  leash::chan<leash::unit> dropped_ = leash::make_chan<leash::unit>();
  leash::chan<leash::unit> ended_ = leash::make_chan<leash::unit>();
  std::deque<std::string> pending_;
  std::size_t sent_ = 0;
};

int main() {
  MailQueue queue;
  if (!queue.post("to ann") || !queue.post("to bob"))
    return 1;
  return queue.stop() == 2 ? 0 : 1;
}
