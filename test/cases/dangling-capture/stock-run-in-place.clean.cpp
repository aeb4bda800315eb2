// A stock list with callables that refer to locals and run at once: algorithms, visitors, call_once, and functions that take functions.
#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

struct Box {
  int pieces;
};
struct Liquid {
  double litres;
};
using Amount = std::variant<Box, Liquid>;

template <typename... Visitors> struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors> Overloaded(Visitors...) -> Overloaded<Visitors...>;

class Stock {
public:
  void set(const std::string &article, Amount amount) {
    std::call_once(opened_, [&] { first_ = article; });
    locked([&] { amounts_.insert_or_assign(article, amount); });
  }

  // Nothing that `each` is given is kept.
  void forEach(const std::function<void(std::string_view, const Amount &)> &each) const {
    std::lock_guard<std::mutex> guard(mutex_);
    for (const auto &[article, amount] : amounts_)
      each(article, amount);
  }

  std::pair<int, double> total() const {
    int pieces = 0;
    double litres = 0;
    forEach([&](std::string_view, const Amount &amount) {
      std::visit(Overloaded{
                     [&pieces](const Box &box) { pieces += box.pieces; },
                     [&litres](const Liquid &liquid) { litres += liquid.litres; },
                 },
                 amount);
    });
    return {pieces, litres};
  }

  std::vector<std::string> sorted(std::string_view prefix) const {
    std::vector<std::string> names;
    auto take = [&names, prefix](std::string_view name, const Amount &) {
      if (name.substr(0, prefix.size()) == prefix)
        names.emplace_back(name);
    };
    forEach(take);
    bool descending = false;
    std::sort(names.begin(), names.end(),
              [&descending](const auto &a, const auto &b) { return descending ? b < a : a < b; });
    return names;
  }

  const std::string &first() const { return first_; }

private:
  template <typename Action> void locked(Action &&action) {
    std::lock_guard<std::mutex> guard(mutex_);
    std::forward<Action>(action)();
  }

  mutable std::mutex mutex_;
  std::map<std::string, Amount> amounts_;
  std::once_flag opened_;
  std::string first_;
};

static int addUp(const std::vector<int> &values) {
  int calls = 0;
  const auto counted = [&calls](int sum, int value) {
    ++calls;
    return sum + value;
  };
  const auto recursive = [&](const auto &self, std::size_t at) -> int {
    return at == values.size() ? 0 : counted(self(self, at + 1), values[at]);
  };
  const int sum = std::accumulate(values.begin(), values.end(), 0, std::ref(counted));
  return calls == static_cast<int>(values.size()) && recursive(recursive, 0) == sum ? sum : -1;
}

int main() {
  Stock stock;
  stock.set("screws", Box{100});
  stock.set("soap", Liquid{2.5});
  stock.set("nails", Box{40});
  const auto [pieces, litres] = stock.total();
  const bool fine = pieces == 140 && litres > 2 && stock.first() == "screws" && stock.sorted("s").size() == 2;
  return fine && addUp({1, 2, 3}) == 6 ? 0 : 1;
}
