// The symbol table of a compiler that may parse files in parallel: a name is interned to a small number.
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

using Symbol = std::uint32_t;

struct SymbolTable {
  explicit SymbolTable(bool parallelParse) : parallel(parallelParse) {}

  const bool parallel;
  std::mutex mutex;
  std::unordered_map<std::string, Symbol> numbers;
  std::vector<std::string> names;
};

Symbol intern(SymbolTable &table, std::string_view name) {
  std::optional<std::lock_guard<std::mutex>> hold;
  if (table.parallel)
    hold.emplace(table.mutex);
  const auto [place, isNew] = table.numbers.try_emplace(std::string(name), Symbol(table.names.size()));
  if (isNew)
    table.names.emplace_back(name);
  return place->second;
}

std::optional<std::string> nameOf(SymbolTable &table, Symbol symbol) {
  std::lock_guard<std::mutex> hold(table.mutex);
  if (symbol >= table.names.size())
    return std::nullopt;
  return table.names[symbol];
}

class Parser {
public:
  explicit Parser(SymbolTable &table) : table_(table) {}

  std::size_t parse(std::string_view source) {
    std::size_t words = 0;
    while (!source.empty()) {
      const std::size_t end = source.find(' ');
      const std::string_view word = source.substr(0, end);
      if (!word.empty()) {
        intern(table_, word);
        ++words;
      }
      source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
    }
    return words;
  }

private:
  SymbolTable &table_;
};

} // namespace

int main() {
  SymbolTable table(true);
  std::size_t left = 0;
  std::size_t right = 0;
  {
    std::jthread header([&] { left = Parser(table).parse("int width int height struct size"); });
    std::jthread body([&] { right = Parser(table).parse("return width * height ; struct size"); });
  }
  const Symbol width = intern(table, "width");
  return left + right == 13 && nameOf(table, width) == "width" && !nameOf(table, 99) ? 0 : 1;
}
