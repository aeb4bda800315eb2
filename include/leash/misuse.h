// misuse: a call that breaks a primitive's contract, reported with the places in the source that clash.
//
// It is the caller's bug, not a condition to recover from: closing a channel twice, taking a counter below zero.
// Without exceptions (-fno-exceptions) the message goes to stderr and the process aborts.
//
// Example:
//     #include <leash/misuse.h>
//     #include <cstdio>
//     void report(const leash::misuse &bug) {
//       std::fprintf(stderr, "%s:%u: %s\n", bug.where().file_name(), unsigned(bug.where().line()), bug.what());
//     }
#pragma once

#include <leash/config.h>

#include <cstdlib>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/uio.h>
#include <unistd.h>

namespace leash {

namespace detail {

/// "a.cpp:12".
inline std::string place(const std::source_location &location) {
  return std::string(location.file_name()) + ':' + std::to_string(location.line());
}

} // namespace detail

/// Thrown where a call breaks a contract. what() names every place it knows:
/// "send on closed channel at a.cpp:12 (closed at b.cpp:40)".
class misuse : public std::logic_error {
public:
  misuse(std::string_view what, std::source_location where)
      : std::logic_error(std::string(what) + " at " + detail::place(where)), where_(where) {}

  /// `relation` says what happened at the other place: "closed at".
  misuse(std::string_view what, std::source_location where, std::string_view relation, std::source_location other)
      : std::logic_error(std::string(what) + " at " + detail::place(where) + " (" + std::string(relation) + ' ' +
                         detail::place(other) + ')'),
        where_(where), other_(other) {}

  /// The wrong call.
  [[nodiscard]] const std::source_location &where() const noexcept { return where_; }

  /// The call that it clashes with, if there is one.
  [[nodiscard]] const std::optional<std::source_location> &other() const noexcept { return other_; }

private:
  std::source_location where_;
  std::optional<std::source_location> other_;
};

namespace detail {

/// Prints "leash: MESSAGE" to stderr and aborts. Neither allocates nor locks, so it works in any state of the process;
/// one system call, so that messages of several threads don't mix.
[[noreturn, gnu::cold]] inline void die(std::string_view message) noexcept {
  static constexpr std::string_view prefix = "leash: ", newline = "\n";
  const auto part = [](std::string_view text) { return iovec{const_cast<char *>(text.data()), text.size()}; };
  const iovec line[] = {part(prefix), part(message), part(newline)};
  [[maybe_unused]] const auto written = ::writev(STDERR_FILENO, line, 3);
  std::abort();
}

[[noreturn, gnu::cold]] inline void raise(const misuse &bug) {
#if LEASH_HAS_EXCEPTIONS
  throw bug;
#else
  die(bug.what());
#endif
}

[[noreturn, gnu::cold]] inline void throw_misuse(std::string_view what, std::source_location where) {
  raise(misuse(what, where));
}

[[noreturn, gnu::cold]] inline void throw_misuse(std::string_view what, std::source_location where,
                                                 std::string_view relation, std::source_location other) {
  raise(misuse(what, where, relation, other));
}

} // namespace detail

} // namespace leash
