// result: a value, or the error that kept it from being made. std::expected's interface over leash::error.
//
// Example:
//     #include <leash/result.h>
//     #include <cstdio>
//     #include <cstdlib>
//     leash::result<int> port_of(const char *text) {
//       const int port = std::atoi(text);
//       if (port <= 0)
//         return leash::fail(leash::errorf("'{}' is no port", text));
//       return port;
//     }
//     int main() {
//       const leash::result<int> next = port_of("8080").transform([](int port) { return port + 1; });
//       if (!next)
//         return std::puts(next.error().message().c_str());
//       std::printf("%d\n", *next); // 8081
//     }
#pragma once

#include <leash/detail/failure.h>

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace leash {

/// A T or an error. T may be void or movable only; it is no reference, error or result itself.
///
/// Whoever asks for a value that isn't there gets a bad_result_access, by value(), `*` and `->` alike. error() may
/// always be asked: it is empty if there is a value. A result that was moved from has a value, or none, as before.
template <class T> class [[nodiscard]] result {
  static_assert(!std::is_reference_v<T>, "a result owns its value: use a pointer or std::reference_wrapper");
  static_assert(!std::is_same_v<T, leash::error>, "result<void> says whether there was an error");
  static_assert(!detail::is_result<T>, "a result of a result is one result");

  static constexpr bool is_void = std::is_void_v<T>;
  using stored = std::conditional_t<is_void, detail::no_value, T>;

public:
  using value_type = T;
  using error_type = leash::error;
  using unexpected_type = failure;
  template <class U> using rebind = result<U>;

  /// Success, with a value-initialised T.
  result()
    requires std::default_initializable<stored>
      : value_(std::in_place) {}

  result(failure failed) noexcept : error_(std::move(failed.error_)) {}

  template <class U = T>
    requires(!is_void && !detail::means_no_value<std::remove_cvref_t<U>> && std::is_constructible_v<stored, U>)
  explicit(!std::is_convertible_v<U, stored>) result(U &&value) : value_(std::in_place, std::forward<U>(value)) {}

  template <class... Args>
    requires std::is_constructible_v<stored, Args...>
  explicit result(std::in_place_t, Args &&...args) : value_(std::in_place, std::forward<Args>(args)...) {}

  /// From a result of another type that converts.
  template <class U>
    requires(!is_void && !std::is_same_v<T, U> && std::is_constructible_v<stored, U>)
  explicit(!std::is_convertible_v<U, stored>) result(result<U> other) : error_(other.error()) {
    if (other)
      value_.emplace(*std::move(other));
  }

  /// What f() returns: a T, a result, or for a result<void> also an error or anything else. What it throws is the
  /// error.
  template <class F> static result from(F &&f) {
#if LEASH_HAS_EXCEPTIONS
    try {
      return call(std::forward<F>(f));
    } catch (...) {
      return failure(std::current_exception());
    }
#else
    return call(std::forward<F>(f));
#endif
  }

  /// Replaces what there is by a new value.
  template <class... Args> std::add_lvalue_reference_t<T> emplace(Args &&...args) {
    value_.emplace(std::forward<Args>(args)...);
    error_ = {};
    return get(*this);
  }

  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

  LEASH_ANNOTATE("leash:inspect") std::add_lvalue_reference_t<T> value() & { return get(*this); }
  LEASH_ANNOTATE("leash:inspect") std::add_lvalue_reference_t<const T> value() const & { return get(*this); }
  LEASH_ANNOTATE("leash:inspect") std::add_rvalue_reference_t<T> value() && { return get(std::move(*this)); }
  LEASH_ANNOTATE("leash:inspect") std::add_lvalue_reference_t<T> operator*() & { return get(*this); }
  LEASH_ANNOTATE("leash:inspect") std::add_lvalue_reference_t<const T> operator*() const & { return get(*this); }
  LEASH_ANNOTATE("leash:inspect") std::add_rvalue_reference_t<T> operator*() && { return get(std::move(*this)); }
  LEASH_ANNOTATE("leash:inspect")
  stored *operator->()
    requires(!is_void)
  {
    return std::addressof(get(*this));
  }
  LEASH_ANNOTATE("leash:inspect")
  const stored *operator->() const
    requires(!is_void)
  {
    return std::addressof(get(*this));
  }

  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] const leash::error &error() const & noexcept { return error_; }
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] leash::error error() && noexcept { return std::move(error_); }

  template <class U> LEASH_ANNOTATE("leash:inspect") [[nodiscard]] stored value_or(U &&other) const & {
    return value_.value_or(std::forward<U>(other));
  }
  template <class U> LEASH_ANNOTATE("leash:inspect") [[nodiscard]] stored value_or(U &&other) && {
    return std::move(value_).value_or(std::forward<U>(other));
  }
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] leash::error error_or(const leash::error &other) const {
    return value_ ? other : error_;
  }

  /// Says that nothing is to be done about an error.
  LEASH_ANNOTATE("leash:inspect") void ignore() const noexcept {}

  // In a result<void>, f of and_then and transform takes no argument.

  /// The result f(value), or the error.
  template <class F> LEASH_ANNOTATE("leash:inspect") auto and_then(F &&f) & { return then(*this, std::forward<F>(f)); }
  template <class F> LEASH_ANNOTATE("leash:inspect") auto and_then(F &&f) const & {
    return then(*this, std::forward<F>(f));
  }
  template <class F> LEASH_ANNOTATE("leash:inspect") auto and_then(F &&f) && {
    return then(std::move(*this), std::forward<F>(f));
  }

  /// A result with the value f(value), or the error.
  template <class F> LEASH_ANNOTATE("leash:inspect") auto transform(F &&f) & { return map(*this, std::forward<F>(f)); }
  template <class F> LEASH_ANNOTATE("leash:inspect") auto transform(F &&f) const & {
    return map(*this, std::forward<F>(f));
  }
  template <class F> LEASH_ANNOTATE("leash:inspect") auto transform(F &&f) && {
    return map(std::move(*this), std::forward<F>(f));
  }

  /// The value, or the result f(error) of the same type.
  template <class F> LEASH_ANNOTATE("leash:inspect") result or_else(F &&f) const & {
    return value_ ? *this : result(std::invoke(std::forward<F>(f), error_));
  }
  template <class F> LEASH_ANNOTATE("leash:inspect") result or_else(F &&f) && {
    return value_ ? std::move(*this) : result(std::invoke(std::forward<F>(f), std::move(error_)));
  }

  /// The value, or the error f(error). That f makes no error of one is misuse.
  template <class F>
  LEASH_ANNOTATE("leash:inspect")
  result transform_error(F &&f, std::source_location here = std::source_location::current()) const & {
    return value_ ? *this : result(fail(std::invoke(std::forward<F>(f), error_), here));
  }
  template <class F>
  LEASH_ANNOTATE("leash:inspect")
  result transform_error(F &&f, std::source_location here = std::source_location::current()) && {
    return value_ ? std::move(*this) : result(fail(std::invoke(std::forward<F>(f), std::move(error_)), here));
  }

  void swap(result &other) noexcept(std::is_nothrow_move_constructible_v<result> &&
                                    std::is_nothrow_move_assignable_v<result>) {
    std::swap(*this, other);
  }

  /// Equal values, or the same error.
  LEASH_ANNOTATE("leash:inspect:every argument")
  [[nodiscard]] friend bool operator==(const result &a, const result &b)
    requires std::equality_comparable<stored>
  {
    return a.value_ == b.value_ && a.error_ == b.error_;
  }
  template <class U>
    requires(!is_void && !detail::means_no_value<U>)
  LEASH_ANNOTATE("leash:inspect:argument 0")
  [[nodiscard]] friend bool operator==(const result &a, const U &value) {
    return a.value_ && *a.value_ == value;
  }
  LEASH_ANNOTATE("leash:inspect:argument 0") [[nodiscard]] friend bool operator==(const result &a, const failure &b) {
    return !a.value_ && a.error_ == b.error();
  }

private:
  template <class Self> static decltype(auto) get(Self &&self) {
    if (!self.value_) [[unlikely]]
      detail::no_value_because_of(self.error_);
    if constexpr (!is_void)
      return *std::forward<Self>(self).value_;
  }

  template <class F> static result call(F &&f) {
    using returned = std::remove_cvref_t<std::invoke_result_t<F>>;
    if constexpr (is_void && std::is_same_v<returned, leash::error>) {
      leash::error err = std::invoke(std::forward<F>(f));
      return err ? result(failure(std::move(err))) : result();
    } else if constexpr (detail::is_result<returned>) {
      return result(std::invoke(std::forward<F>(f)));
    } else if constexpr (is_void) {
      static_cast<void>(std::invoke(std::forward<F>(f)));
      return result();
    } else {
      return result(std::in_place, std::invoke(std::forward<F>(f)));
    }
  }

  /// f(value), or f() if the value is void.
  template <class Self, class F> static decltype(auto) with_value(Self &&self, F &&f) {
    if constexpr (is_void)
      return std::invoke(std::forward<F>(f));
    else
      return std::invoke(std::forward<F>(f), *std::forward<Self>(self).value_);
  }

  template <class Self, class F> static auto then(Self &&self, F &&f) {
    using next = std::remove_cvref_t<decltype(with_value(std::forward<Self>(self), std::forward<F>(f)))>;
    static_assert(detail::is_result<next>, "what and_then calls returns a result; transform is for values");
    return self.value_ ? next(with_value(std::forward<Self>(self), std::forward<F>(f)))
                       : next(failure(std::forward<Self>(self).error_));
  }

  template <class Self, class F> static auto map(Self &&self, F &&f) {
    const auto transformed = [&]() -> decltype(auto) {
      return with_value(std::forward<Self>(self), std::forward<F>(f));
    };
    using next = result<std::remove_cvref_t<decltype(transformed())>>;
    return self.value_ ? next::call(transformed) : next(failure(std::forward<Self>(self).error_));
  }

  template <class U> friend class result;

  std::optional<stored> value_; // exactly one of the two is there, unless the error was moved from
  leash::error error_;
};

/// What f() returns, as a result; what it throws, misuse included, becomes the error. A function that returns a result
/// or an error may be called by it, too.
template <class F> auto catch_errors(F &&f) {
  using returned = std::remove_cvref_t<std::invoke_result_t<F>>;
  return detail::result_of<returned>::type::from(std::forward<F>(f));
}

} // namespace leash
