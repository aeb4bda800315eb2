// time: sleeping, timers and tickers.
//
// A timer fires once, a ticker again and again; both send the time into a channel with room for one, so that who is
// slow loses ticks and nobody is held up. Stopping doesn't close the channel. No tick from before a stop or a reset is
// received after it.
//
// Example:
//     #include <leash/select.h>
//     #include <leash/time.h>
//     void flush_every_second(leash::recv_chan<leash::unit> quit, void (*flush)()) {
//       leash::ticker every(std::chrono::seconds(1));
//       while (leash::select(leash::on_recv(every.ticks()), leash::on_recv(quit)) == 0)
//         flush();
//     }
#pragma once

#include <leash/chan.h>
#include <leash/test_clock.h>

#include <mutex>

namespace leash {

namespace detail {

/// Sleeps until a limit is reached, and says which.
inline woken_by sleep_within(const limits &until, std::source_location where) {
  quiet hidden;
  machine &here = *this_machine();
  parking one(here, true);
  waiter place(one);
  spin_lock alone;
  alone.lock();
  return park(here, alone, nullptr, place, until, {op::sleep, true, nullptr, where});
}

/// What timers and tickers share: a node that sends the time into a channel with room for one.
class tick_source {
public:
  tick_source(nanoseconds period) : ticks_(make_chan<clock::time_point>(1)) {
    node_.owner = this;
    node_.period = period;
    node_.fire = [](timer_node &node) {
      auto *self = static_cast<tick_source *>(node.owner);
      quiet::expose([self, &node] { // not `self`: what turn_ says there, when it is given back, would replace this
        tsan_acquire(&node);
        static_cast<void>(self->ticks_.try_send(clock::now())); // a tick that finds the last one still there is lost
        tsan_release(&node);
      });
      return deferred{};
    };
  }
  ~tick_source() { stop(); }
  tick_source(const tick_source &) = delete;
  tick_source &operator=(const tick_source &) = delete;

  void start(nanoseconds in) {
    tsan_release(&node_);
    quiet hidden;
    node_.when = in == never ? never : deadline_in(std::chrono::nanoseconds(in));
    the_scheduler().set_timer(*this_machine(), node_);
  }

  /// True: it would have fired. Takes back a tick that nobody has received.
  bool stop() {
    bool was_set = false;
    {
      quiet hidden;
      if (timer_heap *heap = node_.heap.load(std::memory_order_relaxed))
        was_set = heap->remove(node_);
    }
    tsan_acquire(&node_);
    return ticks_.try_recv().has_value() || was_set;
  }

  bool restart(nanoseconds in, nanoseconds period) {
    std::lock_guard hold(turn_);
    const bool was_set = stop();
    node_.period = period;
    start(in);
    return was_set;
  }

  const chan<clock::time_point> &ticks() const noexcept { return ticks_; }

private:
  spin_lock turn_; ///< of those who reset it at the same time
  chan<clock::time_point> ticks_;
  timer_node node_;
};

} // namespace detail

/// Parks the calling task (or thread) for a while; not at all, if the time isn't above zero.
template <class Rep, class Period>
void sleep_for(std::chrono::duration<Rep, Period> time, std::source_location here = std::source_location::current()) {
  if (const detail::nanoseconds span = detail::in_nanoseconds(time); span > 0)
    detail::sleep_within({.deadline = detail::deadline_in(std::chrono::nanoseconds(span))}, here);
}

/// Parks the caller until then; not at all, if the time has passed.
inline void sleep_until(clock::time_point time, std::source_location here = std::source_location::current()) {
  if (time > clock::now())
    detail::sleep_within({.deadline = detail::in_nanoseconds(time)}, here);
}

/// Like sleep_for, but ends when `end` is done. False: it did.
template <class Rep, class Period>
[[nodiscard]] bool sleep_for(std::chrono::duration<Rep, Period> time, const context &end,
                             std::source_location here = std::source_location::current()) {
  const detail::limits until{detail::deadline_in(time), detail::cancellation_of(end)};
  return detail::sleep_within(until, here) != detail::woken_by::cancel;
}

/// Fires once, when its time has come.
class timer {
public:
  template <class Rep, class Period> explicit timer(std::chrono::duration<Rep, Period> in) : source_(0) {
    source_.start(detail::in_nanoseconds(in));
  }

  /// Receives the time at which it fired.
  [[nodiscard]] recv_chan<clock::time_point> fired() const noexcept { return source_.ticks(); }

  /// It doesn't fire any more, and a tick that nobody has received is gone. False: it had fired (and the tick was
  /// received), or was stopped.
  bool stop() { return source_.stop(); }

  /// Fires after `in` instead. Returns what stop() does.
  template <class Rep, class Period> bool reset(std::chrono::duration<Rep, Period> in) {
    return source_.restart(detail::in_nanoseconds(in), 0);
  }

private:
  detail::tick_source source_;
};

/// Fires every `period`, until it is stopped or destroyed.
class ticker {
public:
  /// A period that isn't above zero throws misuse.
  template <class Rep, class Period>
  explicit ticker(std::chrono::duration<Rep, Period> period,
                  std::source_location here = std::source_location::current())
      : source_(positive(detail::in_nanoseconds(period), here)) {
    source_.start(detail::in_nanoseconds(period));
  }

  /// Receives the times at which it fired; ticks that nobody waits for are lost, but for one.
  [[nodiscard]] recv_chan<clock::time_point> ticks() const noexcept { return source_.ticks(); }

  /// No more ticks. The channel isn't closed: who waits for a tick goes on waiting.
  void stop() { source_.stop(); }

  /// Goes on with another period, which starts now.
  template <class Rep, class Period>
  void reset(std::chrono::duration<Rep, Period> period, std::source_location here = std::source_location::current()) {
    const detail::nanoseconds span = positive(detail::in_nanoseconds(period), here);
    source_.restart(span, span);
  }

private:
  static detail::nanoseconds positive(detail::nanoseconds period, std::source_location here) {
    if (period <= 0)
      detail::throw_misuse("a ticker's period must be above zero", here);
    return period;
  }

  detail::tick_source source_;
};

} // namespace leash
