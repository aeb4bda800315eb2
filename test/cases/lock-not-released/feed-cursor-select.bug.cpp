// A feed hands its cursor out under a lock that it takes if nobody else has it; a reader that is told to stop in the meantime keeps the lock.
#include <leash/chan.h>
#include <leash/mutex.h>
#include <leash/select.h>

#include <chrono>
#include <iostream>
#include <optional>
#include <string>

class Feed {
public:
  explicit Feed(leash::recv_chan<std::string> items) : items_(items) {}

  std::optional<std::string> next(leash::recv_chan<leash::unit> stop) {
    if (!cursor_.try_lock()) // finding: 'cursor_'
      return std::nullopt;
    std::optional<std::string> item;
    switch (leash::select(leash::on_recv(items_, item), leash::on_recv(stop), leash::after(std::chrono::seconds(1)))) {
    case 0:
      ++read_;
      break;
    case 1:
      return std::nullopt;
    default:
      ++idle_;
      break;
    }
    cursor_.unlock();
    return item;
  }

  unsigned read() {
    leash::guard hold(cursor_);
    return read_;
  }

private:
  leash::recv_chan<std::string> items_;
  leash::mutex cursor_;
  unsigned read_ = 0, idle_ = 0;
};

int main() {
  auto items = leash::make_chan<std::string>(2);
  auto stop = leash::make_chan<leash::unit>();
  Feed feed(items);
  items.send("headlines");
  items.close();
  std::cout << feed.next(stop).value_or("nothing") << '\n';
  stop.close();
  std::cout << feed.next(stop).value_or("nothing") << ", " << feed.read() << " read\n";
}
