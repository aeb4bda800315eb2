// error-body: what an error points to, seen from outside. It never changes once it is made, so that threads may share
// it.
#pragma once

#include <leash/config.h>

#include <atomic>
#include <concepts>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <type_traits>

namespace leash {

class error;

namespace detail {
template <class T> inline char type_tag = 0; // not const: linkers may fold equal constants into one
} // namespace detail

/// Which type something has, also without RTTI.
class type_id {
public:
  template <class T> [[nodiscard]] static constexpr type_id of() noexcept {
    return type_id(&detail::type_tag<std::remove_cv_t<T>>);
  }
  friend constexpr bool operator==(type_id, type_id) noexcept = default;

private:
  explicit constexpr type_id(const char *tag) noexcept : tag_(tag) {}
  const char *tag_;
};

namespace detail {

/// Trivially destructible, so that a sentinel is there until the process has ended.
class error_body {
public:
  error_body(const error_body &) = delete;
  error_body &operator=(const error_body &) = delete;

  virtual std::string message() const = 0;
  virtual bool is(const error &) const { return false; }
  virtual const void *as(type_id) const { return nullptr; }
  virtual std::optional<std::error_code> code() const { return std::nullopt; }
  virtual std::exception_ptr exception() const { return nullptr; }
  virtual std::span<const error> causes() const noexcept;
  virtual bool is_several() const noexcept { return false; } ///< it was given a list of causes, however many
  virtual void destroy() const noexcept {}

  void add_reference() const noexcept {
    if (counted_)
      references_.fetch_add(1, std::memory_order_relaxed);
  }
  /// True for the last one: nobody else can see the body any more.
  [[nodiscard]] bool drop_reference() const noexcept {
    return counted_ && references_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }

  mutable const error_body *next_dead = nullptr; ///< queues bodies that are about to be destroyed

protected:
  explicit constexpr error_body(bool counted) noexcept : counted_(counted) {}
  ~error_body() = default;

private:
  mutable std::atomic<unsigned> references_{1};
  const bool counted_;
};

/// The only way from an error to its body and back.
struct error_access {
  static const error_body *body(const error &err) noexcept;
  static error adopt(const error_body *body) noexcept;
};

template <class T> class payload_body;

#ifdef __clang_analyzer__
void is_kept_elsewhere(const error_body *body) noexcept;
#endif

} // namespace detail

} // namespace leash
