// Reports on a stock with callables that refer to locals and are done with before these go.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

struct Crate {
  int bottles = 0;
};
struct Barrel {
  int litres = 0;
};
using Item = std::variant<Crate, Barrel>;

template <class... Fs> struct Overload : Fs... {
  using Fs::operator()...;
};
template <class... Fs> Overload(Fs...) -> Overload<Fs...>;

class AtScopeEnd {
public:
  explicit AtScopeEnd(std::function<void()> action) : action_(std::move(action)) {}
  AtScopeEnd(const AtScopeEnd &) = delete;
  AtScopeEnd &operator=(const AtScopeEnd &) = delete;
  ~AtScopeEnd() { action_(); }

private:
  std::function<void()> action_;
};

// Joins what it runs, so it has to be declared after what that refers to.
struct Helpers {
  Helpers() = default;
  Helpers(const Helpers &) = delete;
  Helpers &operator=(const Helpers &) = delete;
  ~Helpers() {
    for (std::thread &thread : threads)
      thread.join();
  }
  void run(std::function<void()> job) { threads.emplace_back(std::move(job)); }

  std::vector<std::thread> threads;
};

static void forEachItem(const std::vector<Item> &items, const std::function<void(const Item &)> &visit) {
  for (const Item &item : items)
    visit(item);
}

int litresIn(const std::vector<Item> &items) {
  int litres = 0;
  forEachItem(items, [&litres](const Item &item) {
    std::visit(Overload{[&](const Crate &crate) { litres += crate.bottles; },
                        [&](const Barrel &barrel) { litres += barrel.litres; }},
               item);
  });
  return litres;
}

int runScript(const std::vector<std::string> &commands) {
  int stock = 0;
  int largest = 0;
  std::map<std::string, std::function<void()>> table;
  table["buy"] = [&stock] { stock += 10; };
  table["sell"] = [&stock] { stock = std::max(0, stock - 3); };
  table["note"] = [&] { largest = std::max(largest, stock); };
  for (const std::string &command : commands) {
    const auto found = table.find(command);
    if (found != table.end())
      found->second();
  }
  return largest * 100 + stock;
}

bool checkShelf(std::vector<int> counts, int limit, int &checks) {
  AtScopeEnd count([&checks] { ++checks; });
  std::function<bool(int)> tooMany = [&limit](int number) { return number > limit; };
  if (counts.empty())
    return true;
  std::sort(counts.begin(), counts.end(), [&limit](int a, int b) { return std::abs(a - limit) < std::abs(b - limit); });
  return std::none_of(counts.begin(), counts.end(), tooMany);
}

std::vector<int> litresPerStore(const std::vector<std::vector<Item>> &stores) {
  std::vector<int> litres(stores.size());
  {
    Helpers helpers;
    helpers.threads.reserve(stores.size());
    for (std::size_t i = 0; i < stores.size(); ++i) {
      if (stores[i].empty())
        continue;
      helpers.run([&litres, &stores, i] { litres[i] = litresIn(stores[i]); });
    }
  }
  return litres;
}

int main() {
  const std::vector<Item> cellar{Crate{12}, Barrel{50}, Crate{6}};
  int checks = 0;
  bool fine = litresIn(cellar) == 68 && runScript({"buy", "buy", "note", "sell", "burn"}) == 2017;
  fine = checkShelf({3, 1, 2}, 3, checks) && !checkShelf({9}, 3, checks) && checkShelf({}, 0, checks) && fine;
  return fine && checks == 3 && litresPerStore({cellar, {}, {Barrel{5}}}) == std::vector<int>{68, 0, 5} ? 0 : 1;
}
