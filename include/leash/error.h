// error: what went wrong, as a value that is cheap to pass, to wrap and to compare; after Go's package errors.
//
// An error is one pointer. Empty, it says that nothing went wrong. What it points to never changes, so copies are cheap
// and threads may share it. Errors are compared by identity; `is` and `as` look through wrapped and joined errors,
// depth first, each error before its causes.
//
// Example:
//     #include <leash/error.h>
//     #include <iostream>
//     inline constexpr leash::sentinel_error not_found("not found");
//     leash::error open(const std::string &path) {
//       return leash::errorf("open {}: {}", path, leash::wrap(not_found));
//     }
//     int main() {
//       if (leash::error err = open("orders.db"); leash::is(err, not_found))
//         std::cout << err << '\n'; // open orders.db: not found
//     }
#pragma once

#include <leash/detail/error-body.h>
#include <leash/detail/format.h>

#include <ostream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace leash {

/// What an error of a type of your own is made of; see error::of.
template <class T>
concept error_payload = requires(const T &payload) {
  { payload.message() } -> std::convertible_to<std::string>;
};

/// What went wrong, or that nothing did. Safe to share: as with std::shared_ptr, each copy is for one thread at a time.
class [[nodiscard]] error {
public:
  /// No error.
  constexpr error() noexcept = default;

  /// The error that `code` stands for; empty if it stands for success. Two errors made of equal codes count as each
  /// other for `is`, although they aren't the same.
  error(std::error_code code);

  /// What was thrown, with the text of its what(); empty if `exception` is null. An error that was thrown by way of
  /// exception() comes back as it was.
  error(std::exception_ptr exception);

  /// An error that holds a T, which `as<T>` finds again. One with an equal T counts as it for `is`, if T has ==.
  /// Besides message(), a T may have
  ///     bool is(const error &target) const       it counts as `target`, too
  ///     const void *as(type_id wanted) const     a `wanted` that lives as long as it does, or null
  ///     error unwrap() const                     its cause, or several in a range; asked once, when the error is made
  ///     std::error_code code() const             or an optional one
  template <error_payload T, class... Args> static error of(Args &&...args) {
    return error(new detail::payload_body<T>(std::in_place, std::forward<Args>(args)...));
  }

  error(const error &other) noexcept : body_(other.body_) {
    if (body_)
      body_->add_reference();
  }
  error(error &&other) noexcept : body_(std::exchange(other.body_, nullptr)) {}
  error &operator=(error other) noexcept {
    std::swap(body_, other.body_);
    return *this;
  }
  ~error() {
    if (body_ && body_->drop_reference())
      bury(body_);
  }

  /// True if there is an error.
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] explicit operator bool() const noexcept { return body_; }

  /// The text for people; "no error" if there is none.
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] std::string message() const {
    return body_ ? body_->message() : "no error";
  }

  /// As the functions of the same names below.
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] bool is(const error &target) const;
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] bool is(std::error_code target) const;
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] bool is(std::error_condition target) const;
  template <class T> LEASH_ANNOTATE("leash:inspect") [[nodiscard]] const T *as() const &;
  template <class T> const T *as() const && = delete; // it would point into what is gone
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] error unwrap() const;

  /// The first std::error_code that it, or one of its causes, was made of or answers to.
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] std::optional<std::error_code> code() const;

  /// To throw it: the exception that it was made of, or else an error_exception. Null if there is no error.
  LEASH_ANNOTATE("leash:inspect") [[nodiscard]] std::exception_ptr exception() const;

  /// Says that nothing is to be done about it.
  LEASH_ANNOTATE("leash:inspect") void ignore() const noexcept {}

  /// The same error: copies of one are, two with the same text aren't.
  LEASH_ANNOTATE("leash:inspect:every argument")
  [[nodiscard]] friend bool operator==(const error &a, const error &b) noexcept { return a.body_ == b.body_; }

private:
  friend detail::error_access;
  explicit error(const detail::error_body *body) noexcept : body_(body) {
#ifdef __clang_analyzer__ // it doesn't know how references are counted, and would see leaks in users' code
    detail::is_kept_elsewhere(body);
#endif
  }
  static void bury(const detail::error_body *body) noexcept;

  const detail::error_body *body_ = nullptr;
};

/// An error to compare with, at namespace scope: `inline constexpr leash::sentinel_error eof("EOF");`
///
/// It must have static storage. Needs no initialisation at run time, counts no references and is never destroyed, so it
/// can be used by the constructors of static objects as well as by threads that outlive main.
class sentinel_error final : private detail::error_body {
public:
  consteval explicit sentinel_error(const char *text) noexcept : error_body(false), text_(text) {}
  operator error() const noexcept { return detail::error_access::adopt(this); }
  std::string message() const override { return text_; }

private:
  const char *text_;
};

/// What an error is thrown as where it didn't come from an exception.
class error_exception : public std::runtime_error {
public:
  explicit error_exception(const leash::error &err) : error_exception(err.message(), err) {}
  [[nodiscard]] const leash::error &error() const noexcept { return error_; }

protected:
  error_exception(const std::string &what, leash::error err) : std::runtime_error(what), error_(std::move(err)) {}

private:
  leash::error error_;
};

namespace detail {

struct wrapped {
  std::string message() const { return cause.message(); }
  error cause;
};

struct error_causes {
  void add(error cause) {
    if (cause)
      errors.push_back(std::move(cause));
  }
  std::vector<error> errors;
  bool are_several = false; ///< given as a list, however many there are
};

error text_error(std::string text, error_causes causes);

/// The first payload of type `wanted` in `err` and below it, or null.
const void *find_payload(const error &err, type_id wanted);

} // namespace detail

/// A new error, equal to no other.
error make_error(std::string text);

/// As an argument of errorf: the text of `cause`, and the new error has it as its cause.
LEASH_ANNOTATE("leash:inspect:argument 0") [[nodiscard]] inline detail::wrapped wrap(error cause) noexcept {
  return {std::move(cause)};
}

/// A new error whose text has an argument for each `{}`, in the way of std::format without specifications; too few or
/// too many arguments don't compile. Takes numbers, texts, pointers, whatever has a message(), and whatever has a `<<`.
///     errorf("open {}: {}", path, wrap(err))
template <class... Args> error errorf(detail::format_string<sizeof...(Args)> text, const Args &...args) {
  constexpr auto wraps = (std::size_t(0) + ... + std::is_same_v<Args, detail::wrapped>);
  detail::error_causes causes;
  causes.are_several = wraps > 1;
  [[maybe_unused]] const auto keep_cause = [&causes]<class T>(const T &argument) {
    if constexpr (std::is_same_v<T, detail::wrapped>)
      causes.add(argument.cause);
  };
  (keep_cause(args), ...);
  return detail::text_error(detail::format(text, args...), std::move(causes));
}

/// One error that has all of `errors` as its causes, with a line of text for each. Empty ones are left out; if there
/// are no others, the result is empty.
LEASH_ANNOTATE("leash:inspect:argument 0") error join(std::span<const error> errors);
template <class... Errors>
  requires(std::convertible_to<const Errors &, error> && ...)
LEASH_ANNOTATE("leash:inspect:every argument")
error join(const Errors &...errors) {
  const std::vector<error> list{static_cast<error>(errors)...};
  return join(std::span(list));
}

/// Whether `err`, or an error that it wraps or joins, is `target` or says that it counts as `target`. No error is only
/// no error.
LEASH_ANNOTATE("leash:inspect:argument 0") [[nodiscard]] bool is(const error &err, const error &target);

/// Whether `err`, or an error that it wraps or joins, has this code, or a code of this condition (`std::errc`).
LEASH_ANNOTATE("leash:inspect:argument 0") [[nodiscard]] bool is(const error &err, std::error_code target);
LEASH_ANNOTATE("leash:inspect:argument 0") [[nodiscard]] bool is(const error &err, std::error_condition target);

/// The first T in `err` and the errors that it wraps or joins, or null. It lives as long as `err`.
template <class T> LEASH_ANNOTATE("leash:inspect:argument 0") [[nodiscard]] const T *as(const error &err) {
  return static_cast<const T *>(detail::find_payload(err, type_id::of<T>()));
}
template <class T> const T *as(const error &&) = delete; // it would point into what is gone

/// The error that `err` wraps; empty if it wraps none, or a list of them.
LEASH_ANNOTATE("leash:inspect:argument 0") error unwrap(const error &err);

LEASH_ANNOTATE("leash:inspect:argument 1") inline std::ostream &operator<<(std::ostream &out, const error &err) {
  return out << err.message();
}

} // namespace leash

#include <leash/detail/error-bodies.h>
