// Threads that change hands: moved into containers and parameters, returned, swapped, and joined by whoever has them in the end.
#include <atomic>
#include <list>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

static std::atomic<unsigned> printed{0};

static std::thread startPrinting(unsigned pages) {
  std::thread printer([pages] { printed += pages; });
  return printer;
}

static void finish(std::thread printer) {
  if (printer.joinable())
    printer.join();
}

static void finishAll(std::vector<std::thread> &&printers) {
  for (std::thread &printer : printers)
    finish(std::move(printer));
  printers.clear();
}

class Spool {
public:
  Spool() = default;
  Spool(Spool &&) = default;
  Spool &operator=(Spool &&) = delete;
  ~Spool() {
    for (auto &entry : named_)
      entry.second.join();
    while (!rest_.empty()) {
      std::thread last = std::move(rest_.back());
      rest_.pop_back();
      last.join();
    }
  }

  void print(const std::string &name, unsigned pages) {
    std::thread printer = startPrinting(pages);
    const auto known = named_.find(name);
    if (known == named_.end()) {
      named_.emplace(name, std::move(printer));
      return;
    }
    known->second.swap(printer);
    printer.join();
  }

  void adopt(std::thread printer) { rest_.push_back(std::move(printer)); }

  std::vector<std::thread> release() {
    std::vector<std::thread> taken;
    for (std::thread &printer : rest_)
      taken.push_back(std::move(printer));
    rest_.clear();
    return taken;
  }

private:
  std::map<std::string, std::thread> named_;
  std::list<std::thread> rest_;
};

int main() {
  {
    Spool spool;
    spool.print("letter", 1);
    spool.print("letter", 2);
    spool.adopt(startPrinting(4));
    std::thread here([] { printed += 8; });
    spool.adopt(std::move(here));
    finishAll(spool.release());
    finish(startPrinting(16));
    finish(std::thread());
    here = startPrinting(32);
    std::thread there;
    there = std::move(here);
    Spool other = std::move(spool);
    other.adopt(std::move(there));
  }
  return printed == 63 ? 0 : 1;
}
