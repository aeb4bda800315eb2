// A mail queue whose worker waits for letters, or to be told to drop them; stop() closes the queue, so that the worker ends when all is sent.
#include <leash/chan.h>
#include <leash/go.h>
#include <leash/select.h>

#include <iostream>
#include <optional>
#include <string>

class MailQueue {
public:
  MailQueue() {
    leash::go([this] { work(); });
  }

  bool post(std::string letter) {
    return letters_.try_send(std::move(letter));
  }

  std::size_t stop() {
    letters_.close();
    ended_.recv();
    return sent_;
  }

private:
  void work() {
    for (;;) {
      std::optional<std::string> letter;
      switch (leash::select(leash::on_recv(letters_, letter), leash::on_recv(dropped_))) {
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
  std::size_t sent_ = 0;
};

int main() {
  MailQueue queue;
  if (!queue.post("to ann") || !queue.post("to bob"))
    return 1;
  return queue.stop() == 2 ? 0 : 1;
}
