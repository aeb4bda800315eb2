// defer: work to be done on every way out, be it the end of the block, a return or an exception. The last deferred is
// done first.
//
// LEASH_DEFER belongs to its block and sees the variables as they are by then; defer_stack belongs to whoever owns it,
// so that a loop or a branch can defer to the end of the function, as Go's defer does. A deferred call that throws ends
// the process, whether or not another exception is on its way.
//
// Example:
//     #include <leash/defer.h>
//     #include <cstdio>
//     #include <string>
//     #include <vector>
//     void concatenate(const std::vector<std::string> &paths, const std::string &target) {
//       std::FILE *out = std::fopen(target.c_str(), "w");
//       if (!out)
//         return;
//       LEASH_DEFER { std::fclose(out); };
//       leash::defer_stack closing;
//       for (const std::string &path : paths)
//         if (std::FILE *in = std::fopen(path.c_str(), "r")) {
//           closing.defer(std::fclose, in);
//           for (int c; (c = std::fgetc(in)) != EOF;)
//             std::fputc(c, out);
//         }
//     }
#pragma once

#include <leash/misuse.h>

#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>

namespace leash {

namespace detail {

/// Runs f when it goes out of scope.
template <class F> class [[nodiscard]] deferred_block {
public:
  explicit deferred_block(F f) noexcept(std::is_nothrow_move_constructible_v<F>) : f_(std::move(f)) {}
  deferred_block(const deferred_block &) = delete;
  deferred_block &operator=(const deferred_block &) = delete;
  ~deferred_block() { f_(); }

private:
  F f_;
};

/// Makes a deferred_block of the lambda that LEASH_DEFER begins and the user's braces end.
struct begin_deferred {
  template <class F> friend deferred_block<F> operator+(begin_deferred, F f) { return deferred_block<F>(std::move(f)); }
};

/// A call that waits in a defer_stack.
class deferred_call {
public:
  deferred_call() = default;
  deferred_call(const deferred_call &) = delete;
  deferred_call &operator=(const deferred_call &) = delete;
  virtual ~deferred_call() = default;
  virtual void run() noexcept = 0;

  std::unique_ptr<deferred_call> older;
};

/// One that is still to be given its arguments, or has been.
template <class... Args> class deferred_call_with : public deferred_call {
public:
  std::optional<std::tuple<Args...>> arguments;
};

template <class F, class... Args> class deferred_call_of final : public deferred_call_with<Args...> {
public:
  template <class G> deferred_call_of(std::in_place_t, G &&f) : f_(std::forward<G>(f)) {}
  void run() noexcept override {
    std::apply([this](Args &...args) { static_cast<void>(std::invoke(std::move(f_), std::move(args)...)); },
               *this->arguments);
  }
  /// A null pointer to a function or member, or whatever else compares equal to nullptr, as an empty std::function
  /// does.
  bool is_empty() const {
    if constexpr (requires { static_cast<bool>(f_ == nullptr); })
      return f_ == nullptr;
    return false;
  }

private:
  F f_;
};

/// Any callable that takes Args, and the place where it was handed over: no default argument can follow the pack of
/// arguments, but the conversion of the parameter in front of it can have one.
template <class... Args> struct deferrable {
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, deferrable> && std::is_invocable_v<std::decay_t<F>, Args...>)
  deferrable(F &&f, std::source_location here = std::source_location::current()) {
    auto made = std::make_unique<deferred_call_of<std::decay_t<F>, Args...>>(std::in_place, std::forward<F>(f));
    if (made->is_empty())
      throw_misuse("an empty callable was deferred", here);
    call = std::move(made);
  }

  std::unique_ptr<deferred_call_with<Args...>> call;
};

#define LEASH_DETAIL_JOIN_EXPANDED(a, b) a##b
#define LEASH_DETAIL_JOIN(a, b) LEASH_DETAIL_JOIN_EXPANDED(a, b)

} // namespace detail

/// `LEASH_DEFER { … };` runs the braces when the block that it stands in is left. They see the block's variables by
/// reference, with the values that they have by then. An exception that leaves the braces ends the process.
#define LEASH_DEFER                                                                                                    \
  [[maybe_unused]] const auto LEASH_DETAIL_JOIN(leash_deferred_, __COUNTER__) =                                        \
      ::leash::detail::begin_deferred() + [&]() noexcept

/// Calls that are made when the stack goes out of scope, the last deferred first. For one thread or task.
///
/// A deferred call may defer further ones; they run next. One that throws ends the process.
class [[nodiscard]] defer_stack {
public:
  defer_stack() = default;
  defer_stack(const defer_stack &) = delete;
  defer_stack &operator=(const defer_stack &) = delete;
  ~defer_stack() {
    while (newest_) {
      const std::unique_ptr<detail::deferred_call> call = std::move(newest_);
      newest_ = std::move(call->older);
      call->run();
    }
  }

  /// Will call f(args...). Both are evaluated and copied (or moved) here, as std::thread does; std::ref passes a
  /// reference. The result is dropped. Deferring an empty callable is misuse, at once. If a copy throws, nothing is
  /// deferred.
  template <class... Args>
  LEASH_ANNOTATE("leash:call:argument 0:kept")
  void defer(detail::deferrable<std::decay_t<Args>...> f, Args &&...args) {
    f.call->arguments.emplace(std::forward<Args>(args)...);
    f.call->older = std::move(newest_);
    newest_ = std::move(f.call);
  }

private:
  std::unique_ptr<detail::deferred_call> newest_;
};

} // namespace leash
