// spawn: makes a task of a callable.
#pragma once

#include <leash/detail/park.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>

namespace leash::detail {

/// Says where a task was born that ends the process; "what()" if it ends by a std::exception.
[[noreturn, gnu::cold]] inline void end_by_exception(const runner &who) noexcept {
  const std::string born = place(who.born.load());
  std::string what;
#if LEASH_HAS_EXCEPTIONS
  try {
    throw;
  } catch (const std::exception &error) {
    what = error.what();
  } catch (...) {
    what = "not a std::exception";
  }
#endif
  const std::string line = "leash: exception left the task born at " + born + ": " + what + "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  std::terminate();
}

template <class F> void run_to_the_end(F &callable, const runner &who) noexcept {
#if LEASH_HAS_EXCEPTIONS
  try {
    static_cast<void>(callable());
  } catch (...) {
    end_by_exception(who);
  }
#else
  static_cast<void>(callable());
  static_cast<void>(who);
#endif
}

/// A copy of a callable and its arguments, as std::thread makes it.
template <class F, class... A> struct bound {
  F callable;
  std::tuple<A...> arguments;
  decltype(auto) operator()() { return std::apply(std::move(callable), std::move(arguments)); }
};

template <class F> bool is_empty(const F &callable) noexcept {
  if constexpr (std::is_pointer_v<F> || std::is_member_pointer_v<F>)
    return callable == nullptr;
  else if constexpr (requires { callable.operator bool(); }) // std::function and its like
    return !static_cast<bool>(callable);
  else
    return false;
}

struct task_traits {
  std::source_location born;
  bool daemon = false;
};

#ifdef LEASH_TASKS_AS_THREADS

/// Runs `callable`, a nullary function object, as a new task.
template <class F> void spawn(F &&callable, const task_traits &traits) {
  auto who = std::make_unique<machine>();
  who->is_task = true;
  who->id.store(threads().last_id.fetch_add(1) + 1);
  who->born.store(traits.born, std::memory_order_relaxed);
  who->daemon.store(traits.daemon, std::memory_order_relaxed);
  machine &self = *who;
  threads().add(self);
  threads().begins();
  struct life {
    std::unique_ptr<machine> here;
    ~life() {
      if (!here)
        return;
      here->end_locals();
      threads().ends();
      machine_here = nullptr;
      threads().remove(*here);
    }
  };
#if LEASH_HAS_EXCEPTIONS
  try {
#endif
    std::thread([one = std::optional<std::decay_t<F>>(std::forward<F>(callable)), mine = std::move(who)]() mutable {
      life here{std::move(mine)};
      machine_here = here.here.get();
      run_to_the_end(*one, *here.here);
      one.reset(); // while there still is a task whose end it is
    }).detach();
#if LEASH_HAS_EXCEPTIONS
  } catch (const std::system_error &error) {
    die(std::string("no thread for a task (LEASH_TASKS_AS_THREADS): ") + error.what());
  }
#endif
}

#else

template <class F> void spawn(F &&callable, const task_traits &traits) {
  using held = std::decay_t<F>;
  // Under ThreadSanitizer it lies in the free store, whose use is known to be new each time.
  constexpr bool fits = !LEASH_TSAN && sizeof(held) <= task::room && alignof(held) <= alignof(std::max_align_t) &&
                        std::is_nothrow_constructible_v<held, F &&>;
  held *outside = nullptr;
  if constexpr (!fits)
    outside = new held(std::forward<F>(callable));
  tsan_release(outside);
  quiet hidden;
  machine &here = *this_machine();
  task &one = *the_scheduler().make(here);
  one.born.store(traits.born, std::memory_order_relaxed);
  if (traits.daemon)
    one.daemon.store(true, std::memory_order_relaxed);
  if constexpr (fits) {
    new (static_cast<void *>(one.callable)) held(std::forward<F>(callable));
    one.body = [](task &self) {
      held &mine = *std::launder(reinterpret_cast<held *>(self.callable));
      run_to_the_end(mine, self);
      mine.~held();
    };
  } else {
    new (static_cast<void *>(one.callable)) held *(outside);
    one.body = [](task &self) {
      held *const mine = *std::launder(reinterpret_cast<held **>(self.callable));
      tsan_acquire(mine);
      run_to_the_end(*mine, self);
      delete mine;
    };
  }
  the_scheduler().begin(here, one);
}

#endif

/// Something that happens once, and that any number of runners wait for.
class event {
public:
  void wait(op what, const std::source_location &where) {
    {
      quiet hidden;
      machine &here = *this_machine();
      core_.lock.lock();
      if (core_.closed.load(std::memory_order_relaxed)) {
        core_.lock.unlock();
      } else {
        parking one(here);
        waiter place(one);
        core_.receivers.push_back(place);
        park(here, core_.lock, one, {what, false, nullptr, where});
      }
    }
    tsan_acquire(this);
  }

  /// Whoever waits may end the event's life as soon as this has been called.
  void happen() noexcept {
    tsan_release(this);
    quiet hidden;
    woken_list woken;
    {
      std::lock_guard hold(core_.lock);
      core_.closed.store(true, std::memory_order_relaxed);
      woken.take_all(core_.receivers, true);
    }
    woken.wake(*this_machine());
  }

private:
  closable core_;
};

struct no_companion {};

/// A callable, and what ends after it: when it has run, and what it owns has ended.
template <class Companion, class F> struct accompanied {
  Companion companion;
  F callable;
  decltype(auto) operator()() { return callable(); }
};

/// A reference to a callable, with the place where it was given to be run. Parameters of this type let a function have
/// both a pack of arguments and the caller's place.
template <class Companion, class... A> class located_callable_with {
public:
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, located_callable_with> &&
             std::is_invocable_v<std::decay_t<F>, std::decay_t<A>...>)
  located_callable_with(F &&callable, std::source_location where = std::source_location::current())
      : where_(where), spawn_(spawn_as<F>) {
    if (is_empty(callable))
      throw_misuse("an empty callable was given to be run", where);
    if constexpr (std::is_function_v<std::remove_reference_t<F>>)
      callable_ = reinterpret_cast<void *>(&callable);
    else
      callable_ = const_cast<void *>(static_cast<const void *>(std::addressof(callable)));
  }

  const std::source_location &where() const noexcept { return where_; }

  /// Runs it with copies of `arguments` as a task.
  void spawn(const task_traits &traits, A... arguments) const {
    spawn_(callable_, {}, traits, std::forward<A>(arguments)...);
  }
  void spawn(Companion companion, const task_traits &traits, A... arguments) const {
    spawn_(callable_, std::move(companion), traits, std::forward<A>(arguments)...);
  }

private:
  template <class F>
  static void spawn_as(void *callable, Companion companion, const task_traits &traits, A... arguments) {
    using held = std::remove_reference_t<F>;
    auto &&one = [&]() -> F && {
      if constexpr (std::is_function_v<held>)
        return static_cast<F &&>(*reinterpret_cast<held *>(callable));
      else
        return static_cast<F &&>(*static_cast<held *>(callable));
    }();
    if constexpr (sizeof...(A) == 0)
      spawn_with(std::move(companion), std::decay_t<F>(static_cast<F &&>(one)), traits);
    else
      spawn_with(std::move(companion),
                 bound<std::decay_t<F>, std::decay_t<A>...>{static_cast<F &&>(one), {std::forward<A>(arguments)...}},
                 traits);
  }

  template <class F> static void spawn_with(Companion &&companion, F &&callable, const task_traits &traits) {
    if constexpr (std::is_same_v<Companion, no_companion>)
      detail::spawn(std::move(callable), traits);
    else
      detail::spawn(accompanied<Companion, F>{std::move(companion), std::move(callable)}, traits);
  }

  std::source_location where_;
  void (*spawn_)(void *, Companion, const task_traits &, A...);
  void *callable_;
};

template <class... A> using located_callable = located_callable_with<no_companion, A...>;

} // namespace leash::detail
