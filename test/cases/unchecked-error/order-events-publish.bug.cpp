// Publishes the events of an order, and takes it for published: that the channel had no room in time says only the result.
#include <leash/chan.h>
#include <leash/context.h>
#include <leash/error.h>
#include <leash/go.h>

#include <chrono>
#include <iostream>
#include <string>
#include <vector>

struct Event {
  long order = 0;
  std::string what;
};

class Orders {
public:
  explicit Orders(leash::send_chan<Event> events) : events_(events) {}

  void ship(const leash::context &ctx, long order) {
    events_.send({order, "shipped"}, ctx); // finding: 'send'
    published_.push_back(order);
  }

  std::size_t published() const { return published_.size(); }

private:
  leash::send_chan<Event> events_;
  std::vector<long> published_;
};

int main() {
  auto events = leash::make_chan<Event>(1);
  Orders orders(events);
  auto limit = leash::with_timeout(leash::background(), std::chrono::milliseconds(10));
  orders.ship(limit, 1);
  orders.ship(limit, 2);
  events.close();
  for (const Event &event : events)
    std::cout << event.order << ' ' << event.what << '\n';
  std::cout << orders.published() << " published\n";
}
