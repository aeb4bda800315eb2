// context-switch: how a thread goes from one stack to another.
//
// A switch is Boost.Context's: it saves the registers that a call preserves on the stack that is left, and goes on at
// another. The sanitizers are told before and after it. What the system and the C++ runtime keep for each thread
// (errno, exceptions in flight) a task takes along itself.
#pragma once

#include <leash/detail/machine.h>
#include <leash/detail/sanitizer.h>
#include <leash/detail/stack.h>
#include <leash/detail/task.h>

#include <boost/context/detail/fcontext.hpp>
#include <cstddef>
#include <utility>

namespace leash::detail {

/// Where a switch goes.
struct destination {
  context_point point;
  stack_view stack;
};

/// Where a switch has landed.
struct landing {
  machine *here;      ///< the one that runs the caller now
  context_point left; ///< where what was left goes on
};

using context_entry = void (*)(boost::context::detail::transfer_t from);

/// `one`, which has a stack, will start at `entry`.
inline void make_context(task &one, stack_arena &arena, context_entry entry) noexcept {
  std::byte *top = arena.top(one.stack);
  one.point = boost::context::detail::make_fcontext(top, std::size_t(top - one.stack), entry);
#if LEASH_TSAN
  one.fiber = __tsan_create_fiber(0);
#endif
}

/// Nobody goes to `one` any more.
inline void end_context(task &one) noexcept {
#if LEASH_TSAN
  if (one.fiber)
    __tsan_destroy_fiber(std::exchange(one.fiber, nullptr));
#endif
  one.point = nullptr;
}

/// Where `one` goes on.
inline destination context_of(const task &one, [[maybe_unused]] stack_arena &arena) noexcept {
#if LEASH_TSAN
  return {one.point, {.fiber = one.fiber}};
#elif LEASH_ASAN
  return {one.point, {.bottom = one.stack, .size = arena.stack_size()}};
#else
  return {one.point, {}};
#endif
}

inline destination home_of(const machine &here) noexcept { return {here.home, here.home_stack}; }

#if LEASH_ASAN
inline void landed(machine &here, void *fake_stack) {
  const void *bottom;
  std::size_t size;
  __sanitizer_finish_switch_fiber(fake_stack, &bottom, &size);
  if (here.leaving == &here.home)
    here.home_stack = {nullptr, bottom, size};
}
#endif

/// The first thing that a context does once it has started, with what its entry was given.
inline landing land_first(const boost::context::detail::transfer_t &from) {
  machine *here = static_cast<machine *>(from.data);
#if LEASH_ASAN
  landed(*here, nullptr);
#endif
  return {here, from.fctx};
}

/// Goes to `to`. `left` is the task that is left, null where a machine leaves its home. Returns when somebody comes
/// back, maybe in another thread. Inlined by order, as are its callers up to `leave`: the processor mispredicts each
/// return after a switch.
[[gnu::always_inline]] inline landing jump(machine &here, const destination &to, [[maybe_unused]] task *left) {
#if LEASH_ASAN
  __sanitizer_start_switch_fiber(left ? &left->fake_stack : &here.fake_stack, to.stack.bottom, to.stack.size);
#elif LEASH_TSAN
  __tsan_switch_to_fiber(to.stack.fiber, 1);
#endif
  const auto from = boost::context::detail::jump_fcontext(to.point, &here);
  machine *there = static_cast<machine *>(from.data);
#if LEASH_ASAN
  landed(*there, left ? left->fake_stack : there->fake_stack);
#endif
  return {there, from.fctx};
}

/// The same, for a task that has ended: nothing comes back.
[[noreturn]] LEASH_NO_TSAN inline void jump_for_good(machine &here, const destination &to) {
#if LEASH_ASAN
  __sanitizer_start_switch_fiber(nullptr, to.stack.bottom, to.stack.size);
#elif LEASH_TSAN
  __tsan_switch_to_fiber(to.stack.fiber, 1);
#endif
  boost::context::detail::jump_fcontext(to.point, &here);
  __builtin_unreachable();
}

/// What a task takes along from thread to thread.
class luggage {
public:
  explicit luggage(machine &here) noexcept
      : errno_(*here.errno_at), caught_(here.exceptions->caught), uncaught_(here.exceptions->uncaught) {
    if (caught_ || uncaught_) [[unlikely]]
      *here.exceptions = {};
  }

  void unpack(machine &there) const noexcept {
    *there.errno_at = errno_;
    if (caught_ || uncaught_) [[unlikely]]
      *there.exceptions = {caught_, uncaught_};
  }

private:
  int errno_;
  void *caught_; ///< see exceptions_in_flight
  unsigned uncaught_;
};

} // namespace leash::detail
