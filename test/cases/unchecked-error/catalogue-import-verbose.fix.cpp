// Imports articles and counts those that could be; errors are shown if somebody has asked for details.
#include <leash/error.h>
#include <leash/result.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

struct Article {
  std::string name;
  int cents = 0;
};

class Catalogue {
public:
  leash::result<int> add(const std::string &line) {
    const std::size_t separator = line.find(';');
    if (separator == std::string::npos)
      return leash::fail(leash::errorf("'{}' has no price", line));
    articles_.push_back({line.substr(0, separator), std::atoi(line.c_str() + separator + 1)});
    return static_cast<int>(articles_.size());
  }
  std::size_t size() const { return articles_.size(); }

private:
  std::vector<Article> articles_;
};

static std::size_t import(Catalogue &catalogue, const std::vector<std::string> &lines, bool isVerbose) {
  std::size_t imported = 0;
  for (const std::string &line : lines) {
    leash::result<int> number = catalogue.add(line);
    if (number)
      ++imported;
    else if (isVerbose)
      std::cerr << number.error() << '\n';
  }
  return imported;
}

int main(int count, char **) {
  Catalogue catalogue;
  const std::size_t imported = import(catalogue, {"tea;250", "coffee", "milk;120"}, count > 1);
  std::cout << imported << " imported, " << catalogue.size() << " articles\n";
}
