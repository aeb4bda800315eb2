// once: runs something for the first of many who ask for it; the others wait until it has run.
//
// once_func and once_value make a callable of it, which can be copied, and keeps the value or the exception.
//
// Example:
//     #include <leash/once.h>
//     #include <string>
//     const std::string &greeting() {
//       static const auto made = leash::once_value([] { return std::string("hello"); });
//       return made();
//     }
#pragma once

#include <leash/detail/spawn.h>

#include <exception>
#include <memory>
#include <optional>
#include <variant>

namespace leash {

/// Not copyable, and not movable.
class once {
public:
  constexpr once() noexcept = default;
  once(const once &) = delete;
  once &operator=(const once &) = delete;

  /// Calls `callable()`, if this is the first call; else blocks until that has returned. Each call returns after it.
  ///
  /// If it throws, the exception leaves the first call, and counts as having run: the others return. Called by what it
  /// runs itself, it throws misuse, as it does with an empty callable. Everything that the callable has written is
  /// visible after each call.
  template <class F>
  LEASH_ANNOTATE("leash:call:argument 0:called-now")
  void do_once(F &&callable, std::source_location here = std::source_location::current()) {
    if (!has_run_.load(std::memory_order_acquire)) [[unlikely]]
      run_or_wait(std::forward<F>(callable), here);
  }

private:
  template <class F> [[gnu::noinline]] void run_or_wait(F &&callable, const std::source_location &here) {
    if (detail::is_empty(callable))
      detail::throw_misuse("an empty callable was given to be run once", here);
    if (!is_first(here))
      return;
    struct run {
      once *self;
      ~run() { self->end(); }
    } running{this};
    std::forward<F>(callable)();
  }

  // Returns true, or when it has run.
  bool is_first(const std::source_location &here) {
    {
      detail::quiet hidden;
      detail::machine &machine = *detail::this_machine();
      guard_.lock();
      if (!runs_) {
        runs_ = &machine.owner();
        began_ = here;
        guard_.unlock();
        return true;
      }
      if (has_run_.load(std::memory_order_relaxed)) {
        guard_.unlock();
      } else if (runs_ == &machine.owner()) {
        guard_.unlock();
        detail::throw_misuse("do_once inside what it runs", here, "which began at", began_);
      } else {
        detail::parking one(machine);
        detail::waiter place(one);
        waiting_.push_back(place);
        park(machine, guard_, one, {detail::op::once, false, this, here});
      }
    }
    static_cast<void>(has_run_.load(std::memory_order_acquire));
    return false;
  }

  void end() {
    has_run_.store(true, std::memory_order_release);
    detail::quiet hidden;
    detail::woken_list woken;
    guard_.lock();
    woken.take_all(waiting_, true);
    guard_.unlock();
    woken.wake(*detail::this_machine());
  }

  std::atomic<bool> has_run_{false};
  detail::spin_lock guard_;              ///< of all below
  const detail::runner *runs_ = nullptr; ///< whoever was the first
  std::source_location began_;
  detail::wait_list waiting_;
};

namespace detail {

/// A callable that runs once, and whose result, be it a value or an exception, belongs to all copies of it.
template <class Result, class F> class called_once {
public:
  called_once(F &&callable, const std::source_location &here) {
    if (is_empty(callable))
      throw_misuse("an empty callable was given to be run once", here);
    shared_ = std::make_shared<shared>(std::move(callable));
  }

protected:
  const Result &result(const std::source_location &here) const {
    shared_->first.do_once([this] { shared_->run(); }, here);
#if LEASH_HAS_EXCEPTIONS
    if (shared_->thrown)
      std::rethrow_exception(shared_->thrown);
#endif
    return *shared_->result;
  }

private:
  struct shared {
    explicit shared(F &&given) : callable(std::move(given)) {}
    void run() {
#if LEASH_HAS_EXCEPTIONS
      try {
#endif
        if constexpr (std::is_same_v<Result, std::monostate>) {
          static_cast<void>((*callable)());
          result.emplace();
        } else {
          result.emplace((*callable)());
        }
#if LEASH_HAS_EXCEPTIONS
      } catch (...) {
        thrown = std::current_exception();
      }
#endif
      callable.reset();
    }

    once first;
    std::optional<F> callable; ///< until it has run
    std::optional<Result> result;
    std::exception_ptr thrown;
  };

  std::shared_ptr<shared> shared_;
};

struct deduced;

} // namespace detail

/// What once_func makes.
template <class F> class once_function : detail::called_once<std::monostate, F> {
public:
  using detail::called_once<std::monostate, F>::called_once;

  /// Blocks until the callable has run. If it has thrown, each call throws that exception.
  void operator()(std::source_location here = std::source_location::current()) const { this->result(here); }
};

/// What once_value makes.
template <class T, class F> class once_value_function : detail::called_once<T, F> {
public:
  using detail::called_once<T, F>::called_once;

  /// Blocks until the callable has run, and returns its result, which lives as long as a copy of this does. If it has
  /// thrown, each call throws that exception.
  const T &operator()(std::source_location here = std::source_location::current()) const { return this->result(here); }
};

/// A callable that calls `callable` the first time that it, or a copy of it, is called, and then never again. An empty
/// `callable` is misuse.
template <class F>
[[nodiscard]] LEASH_ANNOTATE("leash:call:argument 0:kept")
    once_function<F> once_func(F callable, std::source_location here = std::source_location::current()) {
  return {std::move(callable), here};
}

/// The same, and each call returns what the first one did: `once_value(f)`, or `once_value<T>(f)` to keep it as a T.
template <class T = detail::deduced, class F>
[[nodiscard]] LEASH_ANNOTATE("leash:call:argument 0:kept") auto once_value(
    F callable, std::source_location here = std::source_location::current()) {
  using value = std::conditional_t<std::is_same_v<T, detail::deduced>, std::decay_t<std::invoke_result_t<F &>>, T>;
  return once_value_function<value, F>(std::move(callable), here);
}

} // namespace leash
