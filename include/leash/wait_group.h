// wait_group: a counter that tasks and threads wait for until it is zero.
//
// Count first, then start: add() from zero, while somebody waits already, is misuse, and so is using the group again
// before the last wait has returned. go() counts and starts at once.
//
// Example:
//     #include <leash/wait_group.h>
//     #include <vector>
//     void square_all(std::vector<int> &numbers) {
//       leash::wait_group squaring;
//       for (int &number : numbers)
//         squaring.go([&number] { number *= number; });
//       squaring.wait();
//     }
#pragma once

#include <leash/detail/limits.h>
#include <leash/detail/spawn.h>

#include <atomic>
#include <cstdint>
#include <source_location>
#include <utility>

namespace leash {

/// Everything written before a done() is visible after a wait that finds the counter at zero. Not copyable, and not
/// movable; it may end as soon as every wait has returned.
class wait_group {
public:
  constexpr wait_group() noexcept = default;
  wait_group(const wait_group &) = delete;
  wait_group &operator=(const wait_group &) = delete;

  /// Counts `count` more, or less. Throws misuse, and counts nothing, if that takes the counter below zero, or if it
  /// leaves zero while those who have waited for the zero aren't yet told.
  LEASH_ANNOTATE("leash:add:this")
  void add(int count = 1, std::source_location here = std::source_location::current()) {
    if (count > 0)
      begin(count, here);
    else
      end(-std::int64_t(count), here);
  }

  /// Counts one less. Throws misuse if there is none.
  LEASH_ANNOTATE("leash:done")
  void done(std::source_location here = std::source_location::current()) { end(1, here); }

  /// Blocks until the counter is zero.
  LEASH_ANNOTATE("leash:await:blocks")
  void wait(std::source_location here = std::source_location::current()) { static_cast<void>(wait_within({}, here)); }

  /// Like wait(), but gives up after a while, or when `end` is done. False: it has, and the counter isn't zero.
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:await:if-true:blocks:timed") bool wait_for(
      std::chrono::duration<Rep, Period> timeout, std::source_location here = std::source_location::current()) {
    return wait_within(detail::limits_of(timeout), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:await:if-true:blocks:timed") bool wait_until(
      clock::time_point deadline, std::source_location here = std::source_location::current()) {
    return wait_within(detail::limits_of(deadline), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:await:if-true:blocks:timed") bool wait(
      const context &end, std::source_location here = std::source_location::current()) {
    return wait_within(detail::limits_of(end), here);
  }

private:
  /// Stands for one that is counted.
  class counted_one {
  public:
    counted_one(wait_group &in, const std::source_location &here) : in_(&in), here_(here) { in.begin(1, here); }
    counted_one(counted_one &&other) noexcept : in_(std::exchange(other.in_, nullptr)), here_(other.here_) {}
    ~counted_one() {
      if (in_)
        in_->end(1, here_);
    }

  private:
    wait_group *in_;
    std::source_location here_;
  };

public:
  /// Runs callable(arguments...) as a task, like leash::go, and counts it: from here on, until it has ended, and what
  /// it was given has, too.
  template <class... A>
  LEASH_ANNOTATE("leash:spawn:argument 0:this")
  void go(detail::located_callable_with<counted_one, std::type_identity_t<A>...> callable, A &&...arguments) {
    callable.spawn(counted_one(*this, callable.where()), {.born = callable.where()}, std::forward<A>(arguments)...);
  }

private:
  // The counter and whether somebody waits are one word. A change that neither leaves zero nor wakes anybody takes no
  // lock: many tasks end at once, and each cache line they share is then moved from processor to processor.
  static constexpr std::int64_t waited_for = 1, one_counted = 2;

  void begin(std::int64_t count, const std::source_location &here) {
    detail::quiet hidden;
    const std::int64_t more = count * one_counted;
    std::int64_t word = word_.load(std::memory_order_relaxed);
    while (word >= one_counted)
      if (word_.compare_exchange_weak(word, word + more, std::memory_order_acq_rel, std::memory_order_relaxed))
        return;
    begin_from_zero(more, here);
  }

  void begin_from_zero(std::int64_t more, const std::source_location &here) {
    guard_.lock();
    if (leaving_ != 0 && word_.load(std::memory_order_relaxed) < one_counted) {
      guard_.unlock();
      detail::throw_misuse("wait_group used again before its last wait has returned", here, "which waits at", waited_);
    }
    if (word_.fetch_add(more, std::memory_order_acq_rel) < one_counted)
      detail::quiet::expose([&] { note_first(); });
    guard_.unlock();
  }

  void end(std::int64_t count, const std::source_location &here) {
    detail::tsan_release(this);
    detail::quiet hidden;
    const std::int64_t less = count * one_counted;
    std::int64_t word = word_.load(std::memory_order_relaxed);
    while (word >= less && word != (less | waited_for)) {
      last_.store(here, std::memory_order_relaxed); // first: whoever finds zero may end the group
      if (word_.compare_exchange_weak(word, word - less, std::memory_order_acq_rel, std::memory_order_relaxed))
        return;
    }
    end_with_lock(less, here);
  }

  [[gnu::noinline]] void end_with_lock(std::int64_t less, const std::source_location &here) {
    detail::woken_list woken;
    guard_.lock();
    std::int64_t word = word_.load(std::memory_order_relaxed), left;
    do {
      if (word < less) {
        guard_.unlock();
        const std::source_location last = last_.load(std::memory_order_relaxed);
        if (!last.line())
          detail::throw_misuse("negative wait_group counter", here);
        detail::throw_misuse("negative wait_group counter", here, "last counted down at", last);
      }
      left = word - less == waited_for ? 0 : word - less;
    } while (!word_.compare_exchange_weak(word, left, std::memory_order_acq_rel, std::memory_order_relaxed));
    last_.store(here, std::memory_order_relaxed);
    if (left == 0)
      while (detail::waiter *one = waiting_.claim_front()) {
        ++leaving_;
        woken.add(*one);
      }
    guard_.unlock();
    woken.wake(*detail::this_machine());
  }

  bool wait_within(const detail::limits &until, const std::source_location &here) {
    {
      detail::quiet hidden;
      guard_.lock(); // zero may be found while the one that made it zero still holds the lock
      if (!announce_wait())
        guard_.unlock();
      else if (!wait_for_zero(until, here))
        return false;
    }
    detail::tsan_acquire(this);
    return true;
  }

  // With `guard_` held. False: the counter is zero.
  bool announce_wait() noexcept {
    std::int64_t word = word_.load(std::memory_order_acquire);
    while (word >= one_counted)
      if (word_.compare_exchange_weak(word, word | waited_for, std::memory_order_acq_rel, std::memory_order_acquire))
        return true;
    return false;
  }

  // `guard_` is held, and is given back.
  bool wait_for_zero(const detail::limits &until, const std::source_location &here) {
    detail::machine &machine = *detail::this_machine();
    if (is_over(until)) {
      guard_.unlock();
      detail::the_scheduler().spend(machine); // somebody may ask for ever
      return false;
    }
    waited_ = here;
    detail::parking one(machine, until.any());
    detail::waiter place(one);
    const detail::blocking_point point{detail::op::wait_group, false, this, here};
    if (!until.any() && waiting_.empty())
      detail::quiet::expose([&] { note_wait(); });
    waiting_.push_back(place);
    if (!until.any())
      park(machine, guard_, one, point);
    else if (park(machine, guard_, &waiting_, place, until, point) != detail::woken_by::primitive)
      return false;
    guard_.lock();
    --leaving_;
    guard_.unlock();
    return true;
  }

  // ThreadSanitizer reports a race of these two where an add() from zero and the wait() that is to wait for it aren't
  // ordered: then the wait could as well have come first, and returned at once. (So does Go's race detector.)
#if LEASH_TSAN
  void note_first() noexcept { static_cast<void>(*const_cast<volatile char *>(&first_add_races_with_wait_)); }
  void note_wait() noexcept { *const_cast<volatile char *>(&first_add_races_with_wait_) = 0; }
  char first_add_races_with_wait_ = 0;
#else
  static void note_first() noexcept {}
  static void note_wait() noexcept {}
#endif

  std::atomic<std::int64_t> word_{0};
  std::atomic<std::source_location> last_{}; ///< the last call that counted down
  detail::spin_lock guard_;                  ///< of all below, and of the word at zero
  std::uint32_t leaving_ = 0;                ///< waits that were told of the zero and haven't returned
  detail::wait_list waiting_;
  std::source_location waited_; ///< the last wait that blocked
};

} // namespace leash
