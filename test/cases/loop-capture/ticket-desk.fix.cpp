// Serves tickets on numbered counters: the counter's thread holds a copy of the ticket.
#include <array>
#include <iostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Ticket {
public:
  Ticket() = default;
  Ticket(int number, std::string customer) : number_(number), customer_(std::move(customer)) {}

  explicit operator bool() const { return number_ != 0; }
  int number() const { return number_; }
  const std::string &customer() const { return customer_; }

private:
  int number_ = 0;
  std::string customer_;
};

class Desk {
public:
  explicit Desk(std::vector<std::string> customers) : waiting_(std::move(customers)) {}

  Ticket next() {
    if (waiting_.empty())
      return {};
    Ticket ticket(++issued_, std::move(waiting_.back()));
    waiting_.pop_back();
    return ticket;
  }

private:
  std::vector<std::string> waiting_;
  int issued_ = 0;
};

struct Counter {
  std::thread clerk;
  std::string receipt;
};

static std::array<Counter, 3> counters;

static void serveAll(Desk &desk) {
  std::size_t turn = 0;
  while (Ticket ticket = desk.next()) {
    Counter &counter = counters[turn++ % counters.size()];
    if (counter.clerk.joinable())
      counter.clerk.join();
    counter.clerk = std::thread([mine = ticket, &counter] {
      counter.receipt += "#" + std::to_string(mine.number()) + " " + mine.customer() + "\n";
    });
  }
  for (Counter &counter : counters)
    if (counter.clerk.joinable())
      counter.clerk.join();
}

int main() {
  Desk desk({"Ines", "Otto", "Mira", "Jan", "Lea"});
  serveAll(desk);
  for (const Counter &counter : counters)
    std::cout << counter.receipt;
}
