// arguments: -std=c++23
// A tiny calculator service over std::expected; results are returned, thrown by value(), compared, stored, or given a default.
#include <charconv>
#include <cstdio>
#include <expected>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

enum class Fault { Empty, NotANumber, DivisionByZero };

using Number = std::expected<double, Fault>;

static Number parse(std::string_view text) {
  if (text.empty())
    return std::unexpected(Fault::Empty);
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size())
    return std::unexpected(Fault::NotANumber);
  return number;
}

static Number divide(const Number &left, const Number &right) {
  if (!left)
    return left;
  if (!right)
    return right;
  if (*right == 0)
    return std::unexpected(Fault::DivisionByZero);
  return *left / *right;
}

static const char *describe(const Number &number) {
  if (number.has_value())
    return "fine";
  switch (number.error()) {
  case Fault::Empty:
    return "empty";
  case Fault::NotANumber:
    return "not a number";
  case Fault::DivisionByZero:
    return "division by zero";
  }
  return "unknown";
}

class Memory {
public:
  void keep(const std::string &name, std::string_view text) {
    auto parsed = parse(text);
    std::lock_guard<std::mutex> lock(mutex_);
    cells_.insert_or_assign(name, std::move(parsed));
  }

  Number recall(const std::string &name) const {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = cells_.find(name);
    return found == cells_.end() ? Number(std::unexpected(Fault::Empty)) : found->second;
  }

private:
  mutable std::mutex mutex_;
  std::map<std::string, Number> cells_;
};

static std::expected<void, Fault> verify(const Memory &memory, const std::vector<std::string> &names) {
  std::expected<void, Fault> verdict;
  for (const std::string &name : names) {
    const Number number = memory.recall(name);
    if (number == std::unexpected(Fault::Empty))
      continue;
    if (!number && verdict)
      verdict = std::unexpected(number.error());
  }
  return verdict;
}

int main() {
  Memory memory;
  memory.keep("a", "12.5");
  memory.keep("b", "zero");
  const Number ratio = divide(memory.recall("a"), memory.recall("b"));
  const auto verdict = verify(memory, {"a", "b", "c"});
  std::printf("%s, %f\n", describe(ratio), parse("7").value() + parse("x").value_or(0));
  if (verdict.has_value() == ratio.has_value())
    std::puts("agreed");
  return verdict ? 0 : 1;
}
