// failure: what of result.h isn't a template of the value: how an error gets into a result, and out of it as an
// exception.
#pragma once

#include <leash/error.h>
#include <leash/misuse.h>

#include <source_location>
#include <type_traits>
#include <utility>

namespace leash {

template <class T> class result;

/// Thrown by value() where there is none. Without exceptions, the process aborts with the error's text.
class bad_result_access : public error_exception {
public:
  explicit bad_result_access(const leash::error &err)
      : error_exception("no value in this result: " + err.message(), err) {}
};

/// An error on its way into a result of any type; made by fail().
class [[nodiscard]] failure {
public:
  [[nodiscard]] const leash::error &error() const noexcept { return error_; }

private:
  friend failure fail(leash::error err, std::source_location here);
  template <class T> friend class result;
  explicit failure(leash::error err) noexcept : error_(std::move(err)) {}

  leash::error error_;
};

/// To return an error where a result is expected: `return fail(err);`. An empty error is misuse.
inline failure fail(error err, std::source_location here = std::source_location::current()) {
  if (!err)
    detail::throw_misuse("fail() without an error", here);
  return failure(std::move(err));
}

namespace detail {

struct no_value {
  friend bool operator==(no_value, no_value) = default;
};

template <class T> inline constexpr bool is_result = false;
template <class T> inline constexpr bool is_result<result<T>> = true;

/// What a U that a result is made of, or compared with, may not be to stand for its value.
template <class U>
inline constexpr bool means_no_value = is_result<U> || std::is_same_v<U, failure> || std::is_same_v<U, std::in_place_t>;

/// The result that says what a function returning an R does, exceptions included.
template <class R> struct result_of : std::type_identity<result<R>> {};
template <class T> struct result_of<result<T>> : std::type_identity<result<T>> {};
template <> struct result_of<error> : std::type_identity<result<void>> {};

[[noreturn, gnu::cold]] inline void no_value_because_of(const error &err) {
#if LEASH_HAS_EXCEPTIONS
  throw bad_result_access(err);
#else
  die(bad_result_access(err).what());
#endif
}

} // namespace detail

} // namespace leash
