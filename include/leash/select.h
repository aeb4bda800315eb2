// select: waits for several channel operations at once, and does one of them.
//
// Of the arms that are ready one is chosen at random, each as likely as the others; `otherwise` only if none is. Nil
// channels are never ready. What stands in an arm is evaluated once, in order, ready or not. At most one arm commits;
// the others leave no trace: a value that wasn't sent is where it was.
//
// If every arm has a handler and all handlers return the same type, select returns what the handler returned. Else it
// returns the index of the arm, counted from 0, so that `switch (select(…))` does the work, and `break`, `continue` and
// `return` in it mean what they always mean.
//
// Example:
//     #include <leash/select.h>
//     void serve(leash::recv_chan<int> jobs, leash::recv_chan<leash::unit> quit) {
//       std::optional<int> job;
//       for (;;) {
//         switch (leash::select(leash::on_recv(jobs, job), leash::on_recv(quit),
//                               leash::after(std::chrono::seconds(30)))) {
//         case 0:
//           if (!job)
//             return; // closed
//           continue;
//         default:
//           return;
//         }
//       }
//     }
#pragma once

#include <leash/chan.h>

#include <array>
#include <span>
#include <type_traits>

namespace leash {
namespace detail {

// Order of locks: channels by address, and no other lock while one is held.

/// What select needs to know of an arm, whatever its type.
struct arm_view {
  channel_core *core = nullptr; ///< null: of a nil channel, or of none
  void *slot = nullptr;
  bool sends = false;
  done (*try_now)(machine &here, const arm_view &arm) = nullptr; ///< with the lock held, which it keeps on `nothing`
  done (*ended)(const arm_view &arm, waiter &place) = nullptr;   ///< the wait has ended with this arm
  nanoseconds span = never;                                      ///< of `after`
  nanoseconds deadline = never;                                  ///< of `at`
  bool is_otherwise = false;
  std::source_location where;

  bool may() const noexcept { return core && (sends ? core->may_send() : core->may_receive()); }
  wait_list &list() const noexcept { return sends ? core->senders : core->receivers; }
};

/// Room for what a select of `N` arms needs while it waits.
template <std::size_t N> struct selection_room {
  std::array<std::uint16_t, 2 * N> orders;
  alignas(waiter) std::byte places[N ? N * sizeof(waiter) : 1];
};

/// Does one of `arms` and says which.
class selection {
public:
  template <std::size_t N>
  selection(std::span<arm_view> arms, selection_room<N> &room)
      : arms_(arms), order_(room.orders.data(), N), lock_order_(room.orders.data() + N, N),
        places_(reinterpret_cast<waiter *>(room.places)) {}

  std::size_t commit(std::source_location where) {
    quiet hidden;
    machine &here = *this_machine();
    shuffle(here);
    std::size_t chosen = poll(here);
    if (chosen == none)
      chosen = wait(here, where);
    if (what_ == done::closed && arms_[chosen].sends)
      arms_[chosen].core->sent_on_closed(arms_[chosen].where);
    the_scheduler().spend(*this_machine());
    return chosen;
  }

private:
  static constexpr std::size_t none = ~std::size_t(0);

  // Every order is as likely as every other: R. Durstenfeld's form of the Fisher-Yates shuffle (1964).
  void shuffle(machine &here) {
    for (std::size_t i = 0; i != arms_.size(); ++i) {
      const std::size_t j = here.draw(std::uint32_t(i + 1));
      order_[i] = order_[j];
      order_[j] = std::uint16_t(i);
    }
  }

  // A look at each arm, one lock at a time; most aren't even locked.
  std::size_t poll(machine &here) {
    for (const std::uint16_t index : order_) {
      const arm_view &arm = arms_[index];
      if (arm.span <= 0 || (arm.deadline != never && arm.deadline <= the_scheduler().now()))
        return index;
      if (!arm.may())
        continue;
      arm.core->lock.lock();
      if ((what_ = arm.try_now(here, arm)) != done::nothing)
        return index;
      arm.core->lock.unlock();
    }
    return none;
  }

  std::size_t otherwise() const {
    for (std::size_t i = 0; i != arms_.size(); ++i)
      if (arms_[i].is_otherwise)
        return i;
    return none;
  }

  // All locks at once, so that no partner is missed, and none is found that waits in this very select; another look,
  // which sees all channels at one moment; then a place in each list.
  std::size_t wait(machine &here, std::source_location where) {
    parking one(here, true);
    sort_by_address();
    lock_all();
    if (const std::size_t ready = try_locked(here); ready != none)
      return ready;
    if (const std::size_t last_resort = otherwise(); last_resort != none) {
      unlock_all(nullptr);
      return last_resort;
    }
    nanoseconds deadline = never;
    std::uint32_t timed = 0;
    for (const std::uint16_t i : lock_order_) { // arms of one channel are at random in it
      waiter &place = *new (&places_[i]) waiter(one, i);
      const arm_view &arm = arms_[i];
      if (arm.core) {
        place.slot = arm.slot;
        quiet::expose([&] { tsan_release(&place); });
        arm.list().push_back(place);
      } else if (const nanoseconds until = deadline_of(arm); until < deadline) {
        deadline = until;
        timed = std::uint32_t(i);
      }
    }
    one.who->blocks_at({op::select, deadline != never, arms_.empty() ? &point_of_no_arms : nullptr, where});
    unlock_all(nullptr);
    deadline_timer timer(one, timed);
    if (deadline != never)
      timer.set(here, deadline);
    park(here, one);
    timer.end();
    const std::size_t chosen = one.claimed_by.load(std::memory_order_acquire) - 1;
    leave_lists(chosen);
    if (arms_[chosen].core)
      what_ = arms_[chosen].ended(arms_[chosen], places_[chosen]);
    return chosen;
  }

  // With all locks held, which are given back if one of the arms is done. What it wakes takes no channel's lock.
  std::size_t try_locked(machine &here) {
    for (const std::uint16_t index : order_) {
      const arm_view &arm = arms_[index];
      if (!arm.may() || (what_ = arm.try_now(here, arm)) == done::nothing)
        continue;
      unlock_all(arm.core);
      return index;
    }
    return none;
  }

  // Whoever has found our place in another list, and has to pass it by, does so with the lock held.
  void leave_lists(std::size_t chosen) {
    for (std::size_t i = 0; i != arms_.size(); ++i) {
      const arm_view &arm = arms_[i];
      if (!arm.core || i == chosen)
        continue;
      std::lock_guard hold(arm.core->lock);
      arm.list().remove(places_[i]);
    }
  }

  static nanoseconds deadline_of(const arm_view &arm) noexcept {
    return arm.span != never ? deadline_in(std::chrono::nanoseconds(arm.span)) : arm.deadline;
  }

  // There are few arms. Those of one channel stay in the random order.
  void sort_by_address() {
    for (std::size_t i = 0; i != arms_.size(); ++i) {
      std::size_t at = i;
      for (; at && std::less<>()(arms_[order_[i]].core, arms_[lock_order_[at - 1]].core); --at)
        lock_order_[at] = lock_order_[at - 1];
      lock_order_[at] = order_[i];
    }
  }
  void lock_all() {
    each_core([](channel_core &core) { core.lock.lock(); });
  }
  void unlock_all(const channel_core *but) {
    each_core([but](channel_core &core) {
      if (&core != but)
        core.lock.unlock();
    });
  }
  template <class F> void each_core(F &&visit) {
    channel_core *last = nullptr;
    for (const std::uint16_t index : lock_order_)
      if (channel_core *core = arms_[index].core; core && core != last)
        visit(*(last = core));
  }

  std::span<arm_view> arms_;
  std::span<std::uint16_t> order_, lock_order_;
  waiter *places_;
  done what_ = done::nothing;
};

// ── Arms ─────────────────────────────────────────────────────────────────────────────────────────────────────────

struct no_handler {};

template <class C>
concept can_receive = requires(const C &channel) { channel.try_recv(); };
template <class C>
concept can_send = requires(const C &channel, typename C::value_type value) { channel.try_send(std::move(value)); };

/// An arm lives as long as the call of select in which it stands, and refers to what stands in it.
template <class Handler> class arm {
public:
  using handler_type = Handler;
  arm(const arm &) = delete;
  arm &operator=(const arm &) = delete;

protected:
  arm(Handler &&handler, std::source_location where) : handler_(std::forward<Handler>(handler)), where_(where) {}

  Handler handler_; // a reference, or no_handler
  std::source_location where_;
};

template <class T, class Handler> class recv_arm : public arm<Handler> {
public:
  recv_arm(channel<T> *from, std::optional<T> *into, Handler &&handler, std::source_location where)
      : arm<Handler>(std::forward<Handler>(handler), where), from_(from), into_(into ? into : &value_) {}

  arm_view view() {
    return {.core = from_,
            .slot = into_,
            .try_now =
                [](machine &here, const arm_view &self) {
                  auto &into = *static_cast<std::optional<T> *>(self.slot);
                  return emptied(static_cast<channel<T> *>(self.core)->receive_now(here, into), into);
                },
            .ended =
                [](const arm_view &self, waiter &place) {
                  auto &into = *static_cast<std::optional<T> *>(self.slot);
                  return emptied(static_cast<channel<T> *>(self.core)->received(place), into);
                },
            .where = this->where_};
  }
  decltype(auto) handle() {
    if constexpr (std::is_invocable_v<Handler, std::optional<T>>)
      return std::forward<Handler>(this->handler_)(std::move(*into_));
    else
      return std::forward<Handler>(this->handler_)();
  }

private:
  static done emptied(done what, std::optional<T> &into) {
    if (what == done::closed)
      quiet::expose([&] { into.reset(); });
    return what;
  }

  channel<T> *from_;
  std::optional<T> *into_;
  std::optional<T> value_;
};

template <class T, class Handler> class send_arm : public arm<Handler> {
public:
  send_arm(channel<T> *to, T &&value, Handler &&handler, std::source_location where)
      : arm<Handler>(std::forward<Handler>(handler), where), to_(to), value_(&value) {}
  send_arm(channel<T> *to, const T &value, Handler &&handler, std::source_location where)
      : arm<Handler>(std::forward<Handler>(handler), where), to_(to), copy_(value), value_(&*copy_) {}

  arm_view view() {
    return {.core = to_,
            .slot = value_,
            .sends = true,
            .try_now =
                [](machine &here, const arm_view &self) {
                  return static_cast<channel<T> *>(self.core)->send_now(here, *static_cast<T *>(self.slot));
                },
            .ended =
                [](const arm_view &, waiter &place) {
                  quiet::expose([&] { tsan_acquire(&place); });
                  return place.ok ? done::passed : done::closed;
                },
            .where = this->where_};
  }
  decltype(auto) handle() { return std::forward<Handler>(this->handler_)(); }

private:
  channel<T> *to_;
  std::optional<T> copy_;
  T *value_;
};

/// after, at, otherwise.
template <class Handler> class plain_arm : public arm<Handler> {
public:
  plain_arm(const arm_view &view, Handler &&handler)
      : arm<Handler>(std::forward<Handler>(handler), view.where), view_(view) {}

  arm_view view() const { return view_; }
  decltype(auto) handle() { return std::forward<Handler>(this->handler_)(); }

private:
  arm_view view_;
};

template <class Arm> inline constexpr bool has_handler = !std::is_same_v<typename Arm::handler_type, no_handler>;

template <class Arm> auto handled() {
  if constexpr (has_handler<Arm>)
    return std::type_identity<decltype(std::declval<Arm &>().handle())>();
  else
    return std::type_identity<void>();
}
template <class Arm> using handled_type = typename decltype(handled<Arm>())::type;

/// Whether select returns what the handlers return: see the top of this file.
template <class First, class... Rest>
inline constexpr bool returns_handled =
    !std::is_void_v<handled_type<First>> && (std::is_same_v<handled_type<Rest>, handled_type<First>> && ...);

template <class First, class... Rest>
using selected_type = std::conditional_t<returns_handled<First, Rest...>, handled_type<First>, std::size_t>;

template <class Arm> void handle_if_there(Arm &arm) {
  if constexpr (has_handler<Arm>)
    static_cast<void>(arm.handle());
}

template <class Result, class Arm, class... Rest> Result handle_chosen(std::size_t chosen, Arm &arm, Rest &...rest) {
  if constexpr (sizeof...(Rest) == 0)
    return arm.handle();
  else
    return chosen == 0 ? arm.handle() : handle_chosen<Result>(chosen - 1, rest...);
}

} // namespace detail

/// Receives from `from`; the handler gets a std::optional, empty if the channel is closed and drained.
template <detail::can_receive C, class Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:receive:argument 0")
    LEASH_ANNOTATE("leash:call:argument 1:called-now") auto on_recv(
        const C &from, Handler &&handler, std::source_location here = std::source_location::current()) {
  return detail::recv_arm<typename C::value_type, Handler &&>(from.state(), nullptr, std::forward<Handler>(handler),
                                                              here);
}
/// Receives into a variable, which is left alone if another arm is chosen.
template <detail::can_receive C>
[[nodiscard]] LEASH_ANNOTATE("leash:receive:argument 0") auto on_recv(
    const C &from, std::optional<typename C::value_type> &into,
    std::source_location here = std::source_location::current()) {
  return detail::recv_arm<typename C::value_type, detail::no_handler>(from.state(), &into, {}, here);
}
/// Receives, and drops what was received.
template <detail::can_receive C>
[[nodiscard]] LEASH_ANNOTATE("leash:receive:argument 0") auto on_recv(
    const C &from, std::source_location here = std::source_location::current()) {
  return detail::recv_arm<typename C::value_type, detail::no_handler>(from.state(), nullptr, {}, here);
}

/// Sends to `to`. An rvalue is moved from only if this arm is chosen. Throws misuse (from select) if the channel is
/// closed.
template <detail::can_send C, class Handler>
  requires std::invocable<Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:send:argument 0:argument 1")
    LEASH_ANNOTATE("leash:call:argument 2:called-now") auto on_send(
        const C &to, const typename C::value_type &value, Handler &&handler,
        std::source_location here = std::source_location::current()) {
  return detail::send_arm<typename C::value_type, Handler &&>(to.state(), value, std::forward<Handler>(handler), here);
}
template <detail::can_send C, class Handler>
  requires std::invocable<Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:send:argument 0:argument 1") LEASH_ANNOTATE(
    "leash:call:argument 2:called-now") auto on_send(const C &to, typename C::value_type &&value, Handler &&handler,
                                                     std::source_location here = std::source_location::current()) {
  return detail::send_arm<typename C::value_type, Handler &&>(to.state(), std::move(value),
                                                              std::forward<Handler>(handler), here);
}
template <detail::can_send C>
[[nodiscard]] LEASH_ANNOTATE("leash:send:argument 0:argument 1") auto on_send(
    const C &to, typename C::value_type &&value, std::source_location here = std::source_location::current()) {
  return detail::send_arm<typename C::value_type, detail::no_handler>(to.state(), std::move(value), {}, here);
}
template <detail::can_send C>
[[nodiscard]] LEASH_ANNOTATE("leash:send:argument 0:argument 1") auto on_send(
    const C &to, const typename C::value_type &value, std::source_location here = std::source_location::current()) {
  return detail::send_arm<typename C::value_type, detail::no_handler>(to.state(), value, {}, here);
}

namespace detail {

template <class Handler>
auto timed_arm(nanoseconds span, nanoseconds deadline, Handler &&handler, std::source_location here) {
  return plain_arm<Handler>({.span = span, .deadline = deadline, .where = here}, std::forward<Handler>(handler));
}

} // namespace detail

/// Is chosen if no other arm is for `span`; at once, if it isn't above zero. Costs nothing unless select has to wait.
template <class Rep, class Period, class Handler>
  requires std::invocable<Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:call:argument 1:called-now") auto after(
    std::chrono::duration<Rep, Period> span, Handler &&handler,
    std::source_location here = std::source_location::current()) {
  return detail::timed_arm<Handler &&>(detail::in_nanoseconds(span), detail::never, std::forward<Handler>(handler),
                                       here);
}
template <class Rep, class Period>
[[nodiscard]] auto after(std::chrono::duration<Rep, Period> span,
                         std::source_location here = std::source_location::current()) {
  return detail::timed_arm<detail::no_handler>(detail::in_nanoseconds(span), detail::never, {}, here);
}

/// Is chosen at `time`, unless another arm is before.
template <class Handler>
  requires std::invocable<Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:call:argument 1:called-now") auto at(
    clock::time_point time, Handler &&handler, std::source_location here = std::source_location::current()) {
  return detail::timed_arm<Handler &&>(detail::never, detail::in_nanoseconds(time), std::forward<Handler>(handler),
                                       here);
}
[[nodiscard]] inline auto at(clock::time_point time, std::source_location here = std::source_location::current()) {
  return detail::timed_arm<detail::no_handler>(detail::never, detail::in_nanoseconds(time), {}, here);
}

/// Is chosen if no other arm is ready.
template <class Handler>
  requires std::invocable<Handler>
[[nodiscard]] LEASH_ANNOTATE("leash:call:argument 0:called-now") auto otherwise(
    Handler &&handler, std::source_location here = std::source_location::current()) {
  return detail::plain_arm<Handler &&>({.is_otherwise = true, .where = here}, std::forward<Handler>(handler));
}
[[nodiscard]] inline auto otherwise(std::source_location here = std::source_location::current()) {
  return detail::plain_arm<detail::no_handler>({.is_otherwise = true, .where = here}, {});
}

/// Waits until one of the arms can be done, and does it: see the top of this file. Its handler, if it has one, runs
/// when everything is over, in the caller; it may do what it likes, also select again.
template <class First, class... Rest>
  requires requires(First &arm) { arm.view(); }
LEASH_ANNOTATE("leash:select:blocks")
detail::selected_type<First, Rest...> select(First &&first, Rest &&...rest) {
  detail::arm_view views[] = {first.view(), rest.view()...};
  detail::selection_room<1 + sizeof...(Rest)> room;
  const std::size_t chosen = detail::selection(views, room).commit(views[0].where);
  if constexpr (detail::returns_handled<First, Rest...>) {
    return detail::handle_chosen<detail::handled_type<First>>(chosen, first, rest...);
  } else {
    std::size_t index = 0;
    const auto handle = [&](auto &arm) {
      if (index++ == chosen)
        detail::handle_if_there(arm);
    };
    handle(first);
    (handle(rest), ...);
    return chosen;
  }
}

/// Without arms: blocks for ever.
[[noreturn]] LEASH_ANNOTATE("leash:select:blocks") inline void select(
    std::source_location here = std::source_location::current()) {
  detail::quiet hidden;
  detail::sleep_for_ever(*detail::this_machine(), {detail::op::select, false, &detail::point_of_no_arms, here});
}

} // namespace leash
