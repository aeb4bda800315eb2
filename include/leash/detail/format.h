// format: texts with a `{}` for each argument, for errorf (std::format isn't in every standard library we support).
//
// `{{` and `}}` stand for braces. There are no positions and no format specifications; a text whose placeholders don't
// match the arguments in number doesn't compile.
//
// Example:
//     #include <leash/detail/format.h>
//     std::string greet(const std::string &name, int unread) {
//       return leash::detail::format("{} has {} messages {{unread}}", name, unread);
//     }
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>

namespace leash::detail {

// Not constexpr, so that reaching one at compile time is an error that says its name.
inline void error_a_lone_brace_must_be_doubled() {}
inline void error_placeholders_and_arguments_differ_in_number() {}

/// Copies `rest` up to its next placeholder and cuts that off. False: there was none.
template <class Output> constexpr bool take_until_placeholder(std::string_view &rest, Output append) {
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    if (rest[at] != '{' && rest[at] != '}') {
      append(rest[at]);
    } else if (at + 1 < rest.size() && rest[at + 1] == rest[at]) {
      append(rest[at++]);
    } else if (rest.substr(at).starts_with("{}")) {
      rest.remove_prefix(at + 2);
      return true;
    } else {
      error_a_lone_brace_must_be_doubled();
    }
  }
  rest = {};
  return false;
}

/// A text with `Arguments` placeholders, known at compile time.
template <std::size_t Arguments> class format_string {
public:
  template <std::convertible_to<std::string_view> Text> consteval format_string(const Text &text) : text_(text) {
    std::size_t placeholders = 0;
    for (std::string_view rest = text_; take_until_placeholder(rest, [](char) {});)
      ++placeholders;
    if (placeholders != Arguments)
      error_placeholders_and_arguments_differ_in_number();
  }

  constexpr std::string_view text() const noexcept { return text_; }

private:
  std::string_view text_;
};

template <class T>
concept has_message = requires(const T &value) {
  { value.message() } -> std::convertible_to<std::string_view>;
};

template <class T>
concept streamable = requires(std::ostream &out, const T &value) { out << value; };

template <class T>
constexpr bool is_formattable_number = std::is_arithmetic_v<T> && requires(T value) {
  std::to_chars(static_cast<char *>(nullptr), static_cast<char *>(nullptr), value);
};

template <class... Number> void append_number(std::string &out, Number... number) {
  char digits[64]; // the shortest form of the longest long double takes less
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number...).ptr);
}

template <class T> void append_value(std::string &out, const T &value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_same_v<T, char>) {
    out += value;
  } else if constexpr (is_formattable_number<T>) {
    append_number(out, value);
  } else if constexpr (std::is_null_pointer_v<T>) {
    out += "0x0";
  } else if constexpr (std::convertible_to<const T &, std::string_view>) {
    if constexpr (std::is_pointer_v<T>)
      out += value ? std::string_view(value) : "(null)";
    else
      out += std::string_view(value);
  } else if constexpr (has_message<T>) {
    out += value.message();
  } else if constexpr (std::is_pointer_v<T>) {
    out += "0x";
    append_number(out, reinterpret_cast<std::uintptr_t>(value), 16);
  } else {
    static_assert(streamable<T>, "this argument has neither a message() nor an operator<<");
    std::ostringstream stream;
    stream << value;
    out += stream.str();
  }
}

/// `text` with each placeholder replaced by its argument.
template <class... Arguments>
std::string format(format_string<sizeof...(Arguments)> text, const Arguments &...arguments) {
  std::string out;
  std::string_view rest = text.text();
  const auto append = [&](char character) { out += character; };
  ((take_until_placeholder(rest, append), append_value(out, arguments)), ...);
  take_until_placeholder(rest, append);
  return out;
}

} // namespace leash::detail
