// result-bytes: what came of a unit, as bytes.
//
// One list of each type's members serves both directions, and names all of them: a member that is added doesn't compile
// until it is written here, so none can be lost on the way. Numbers are as they lie in memory.

#include "driver/result-bytes.h"

#include <cstring>
#include <map>
#include <optional>
#include <type_traits>
#include <vector>

namespace leash {

namespace {

template <typename T> constexpr bool isPlain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

/// Writes what it is called with.
class Packing {
public:
  template <typename... T> void operator()(T &...values) { (one(values), ...); }

  std::string bytes;

private:
  template <typename T> void one(T &value) {
    if constexpr (isPlain<T>)
      bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    else
      members(*this, value);
  }
  void one(std::string &text) {
    count(text.size());
    bytes += text;
  }
  template <typename T> void one(std::vector<T> &values) {
    count(values.size());
    for (T &value : values)
      one(value);
  }
  template <typename K, typename V> void one(std::map<K, V> &map) {
    count(map.size());
    for (auto &[key, value] : map) {
      K copy = key;
      one(copy);
      one(value);
    }
  }
  template <typename T> void one(std::optional<T> &value) {
    count(value ? 1 : 0);
    if (value)
      one(*value);
  }
  void count(uint64_t number) { one(number); }
};

/// Fills what it is called with. Once the bytes don't suffice, all else stays empty.
class Unpacking {
public:
  explicit Unpacking(llvm::StringRef bytes) : rest_(bytes) {}

  template <typename... T> void operator()(T &...values) { (one(values), ...); }

  bool isComplete() const { return isGood_ && rest_.empty(); }

private:
  template <typename T> void one(T &value) {
    if constexpr (isPlain<T>) {
      if (llvm::StringRef bytes = take(sizeof value); isGood_)
        std::memcpy(&value, bytes.data(), sizeof value);
    } else {
      members(*this, value);
    }
  }
  void one(std::string &text) { text = take(count()).str(); }
  template <typename T> void one(std::vector<T> &values) {
    for (uint64_t left = count(); left > 0 && isGood_; --left)
      one(values.emplace_back());
  }
  template <typename K, typename V> void one(std::map<K, V> &map) {
    for (uint64_t left = count(); left > 0 && isGood_; --left) {
      K key{};
      one(key);
      one(map[key]);
    }
  }
  template <typename T> void one(std::optional<T> &value) {
    if (count() != 0)
      one(value.emplace());
  }
  uint64_t count() {
    uint64_t number = 0;
    one(number);
    return isGood_ ? number : 0;
  }
  llvm::StringRef take(uint64_t size) {
    isGood_ &= size <= rest_.size();
    llvm::StringRef taken = rest_.take_front(isGood_ ? size : 0);
    rest_ = rest_.drop_front(taken.size());
    return taken;
  }

  llvm::StringRef rest_;
  bool isGood_ = true;
};

template <typename Pass> void members(Pass &pass, Place &place) {
  auto &[file, line, column, endLine, endColumn] = place;
  pass(file, line, column, endLine, endColumn);
}

template <typename Pass> void members(Pass &pass, Step &step) {
  auto &[place, message, thread, statement] = step;
  pass(place, message, thread, statement);
}

template <typename Pass> void members(Pass &pass, Replacement &replacement) {
  auto &[place, text] = replacement;
  pass(place, text);
}

template <typename Pass> void members(Pass &pass, Fix &fix) {
  auto &[description, replacements] = fix;
  pass(description, replacements);
}

template <typename Pass> void members(Pass &pass, Suppression &suppression) {
  auto &[kind, place, step, reason, until] = suppression;
  pass(kind, place, step, reason, until);
}

template <typename Pass> void members(Pass &pass, Finding &finding) {
  auto &[check, severity, message, remedy, place, entity, statement, steps, fixes, fingerprint, suppression] = finding;
  pass(check, severity, message, remedy, place, entity, statement, steps, fixes, fingerprint, suppression);
}

template <typename Pass> void members(Pass &pass, Seconds &seconds) {
  auto &[parsing, reading, summarizing, checking] = seconds;
  pass(parsing, reading, summarizing, checking);
}

template <typename Pass> void members(Pass &pass, AllowanceUse &use) {
  auto &[place, check, until, state] = use;
  pass(place, check, until, state);
}

template <typename Pass> void members(Pass &pass, UnitResult &result) {
  auto &[failure, isLeftOut, findings, allowances, mistakes, complaints, gaveUp, texts, functions, operations,
         seconds] = result;
  pass(failure, isLeftOut, findings, allowances, mistakes, complaints, gaveUp, texts, functions, operations, seconds);
}

} // namespace

std::string bytesOf(UnitResult result) {
  Packing packing;
  packing(result);
  return std::move(packing.bytes);
}

std::optional<UnitResult> resultOf(llvm::StringRef bytes) {
  UnitResult result;
  Unpacking unpacking(bytes);
  unpacking(result);
  return unpacking.isComplete() ? std::optional(std::move(result)) : std::nullopt;
}

} // namespace leash
