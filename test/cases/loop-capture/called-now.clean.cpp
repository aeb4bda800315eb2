// A report over a product catalogue: lambdas refer to loop variables, but everything they are given to calls them at once.
#include <algorithm>
#include <functional>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

struct Product {
  std::string name;
  int shelf = 0;
  std::vector<int> sales;
};

class Catalogue {
public:
  void add(Product product) { products_.push_back(std::move(product)); }

  // Visits the products of a shelf, until the visitor has had enough.
  bool visit(int shelf, const std::function<bool(const Product &)> &visitor) const {
    for (const Product &product : products_)
      if (product.shelf == shelf && !visitor(product))
        return false;
    return true;
  }

private:
  std::vector<Product> products_;
};

template <class Range, class Function>
static void forEach(Range &range, Function &&function) {
  for (auto &element : range)
    std::invoke(function, element);
}

template <class Action>
static bool withRetry(int attempts, Action action) {
  while (attempts-- > 0)
    if (action())
      return true;
  return false;
}

static void changeAll(std::vector<int> &values, std::function<int(int)> change) {
  std::transform(values.begin(), values.end(), values.begin(), change);
}

int main() {
  Catalogue catalogue;
  catalogue.add({"tea", 1, {3, 5}});
  catalogue.add({"coffee", 1, {9}});
  catalogue.add({"soap", 2, {1, 1, 1}});

  std::vector<std::string> names = {"soap", "tea", "coffee"};
  for (int shelf = 1; shelf <= 2; ++shelf) {
    int sold = 0;
    const bool calm = catalogue.visit(shelf, [&sold, &shelf](const Product &product) {
      sold += shelf * std::accumulate(product.sales.begin(), product.sales.end(), 0);
      return sold < 100;
    });
    if (!calm)
      std::cout << "busy shelf\n";

    std::vector<int> weights = {3, 1, 2};
    std::sort(weights.begin(), weights.end(), [&](int a, int b) { return a * shelf < b * shelf; });
    std::for_each(weights.begin(), weights.end(), [&](int &weight) { weight += shelf; });
    forEach(weights, [&](int weight) { sold += weight; });
    forEach(names, [&](std::string &name) { name += std::to_string(shelf); });
    changeAll(weights, [&shelf](int weight) { return weight * shelf; });

    std::size_t position = names.size();
    const bool found = withRetry(3, [&] { return names[--position].starts_with("tea"); });
    std::cout << shelf << ": " << sold << (found ? " tea\n" : "\n");
  }
}
