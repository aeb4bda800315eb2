// rw-lock: what an rw_mutex is inside.
//
// Writers are in a lock_queue. Readers are let in all together: after a writer, or when no writer wants the lock any
// more; no reader comes in while a writer waits or has been woken to try.
#pragma once

#include <leash/detail/lock-queue.h>

namespace leash::detail {

class rw_lock {
public:
  bool write(const limits &until, const std::source_location &here) {
    {
      quiet hidden;
      guard_.lock();
      if (may_write())
        start_writing(here);
      else if (!wait_to_write(until, here))
        return false;
    }
    acquired_to_write();
    return true;
  }

  bool try_write(const std::source_location &here) {
    {
      quiet hidden;
      guard_.lock();
      if (!may_write())
        return refuse();
      start_writing(here);
    }
    acquired_to_write();
    return true;
  }

  void stop_writing(const std::source_location &here) {
    tsan_release(&is_written_);
    quiet hidden;
    guard_.lock();
    if (!is_written_) [[unlikely]]
      die_of("unlock of rw_mutex that isn't locked for writing", here);
    is_written_ = false;
    last_ = here;
    if (queue_.is_wanted() || !readers_waiting_.empty() || ++uses_ % uses_per_look == 0) [[unlikely]]
      return pass_on(turn_of::readers);
    guard_.unlock();
  }

  bool read(const limits &until, const std::source_location &here) {
    {
      quiet hidden;
      guard_.lock();
      if (may_read())
        start_reading(here);
      else if (!wait_to_read(until, here))
        return false;
    }
    tsan_acquire(&is_written_);
    return true;
  }

  bool try_read(const std::source_location &here) {
    {
      quiet hidden;
      guard_.lock();
      if (!may_read())
        return refuse();
      start_reading(here);
    }
    tsan_acquire(&is_written_);
    return true;
  }

  void stop_reading(const std::source_location &here) {
    tsan_release(&readers_);
    quiet hidden;
    guard_.lock();
    if (readers_ == 0) [[unlikely]]
      die_of("unlock_shared of rw_mutex that isn't locked for reading", here);
    --readers_;
    last_ = here;
    if ((readers_ == 0 && queue_.is_wanted()) || ++uses_ % uses_per_look == 0) [[unlikely]]
      return pass_on(turn_of::writers);
    guard_.unlock();
  }

private:
  enum class turn_of { readers, writers };

  // A writer comes after those who wrote and those who read, a reader after those who wrote.
  void acquired_to_write() const noexcept {
    tsan_acquire(&is_written_);
    tsan_acquire(&readers_);
  }

  // All below are called with `guard_` held; those that end an operation give it back.

  bool may_write() const noexcept { return !is_written_ && readers_ == 0; }
  bool may_read() const noexcept { return !is_written_ && !queue_.is_wanted(); }

  void start_writing(const std::source_location &here) noexcept {
    is_written_ = true;
    last_ = here;
    guard_.unlock();
  }
  void start_reading(const std::source_location &here) noexcept {
    ++readers_;
    last_ = here;
    guard_.unlock();
  }
  bool refuse() {
    guard_.unlock();
    the_scheduler().spend(*this_machine()); // somebody may try for ever
    return false;
  }

  [[gnu::noinline]] bool wait_to_write(const limits &until, const std::source_location &here) {
    using turn = lock_queue::turn;
    lock_queue::attempt mine;
    for (;;) {
      const turn whose = queue_.wait(*this_machine(), guard_, mine, until, {op::lock, false, this, here});
      guard_.lock();
      if (whose == turn::given_up) {
        pass_on(turn_of::writers); // or of readers, if it was this writer alone who kept them out
        return false;
      }
      if (whose == turn::to_try && !may_write())
        continue;
      queue_.succeeded(mine);
      start_writing(here);
      return true;
    }
  }

  [[gnu::noinline]] bool wait_to_read(const limits &until, const std::source_location &here) {
    if (is_over(until))
      return refuse();
    machine &machine = *this_machine();
    parking one(machine, until.any());
    waiter place(one);
    readers_waiting_.push_back(place);
    const blocking_point point{op::lock_shared, false, this, here};
    if (until.any())
      return park(machine, guard_, &readers_waiting_, place, until, point) == woken_by::primitive;
    park(machine, guard_, one, point);
    return true;
  }

  // Lets in whoever can be, those first whose turn it is, and maybe other tasks run.
  [[gnu::noinline]] void pass_on(turn_of whose) {
    woken_list readers;
    if (whose == turn_of::readers)
      let_readers_in(readers);
    waiter *writer = may_write() ? queue_.next() : nullptr;
    is_written_ = is_written_ || (writer && writer->ok);
    if (may_read())
      let_readers_in(readers);
    guard_.unlock();
    machine &here = *this_machine();
    readers.wake(here);
    if (writer)
      wake_up(here, *writer);
    the_scheduler().spend(here);
  }

  void let_readers_in(woken_list &woken) noexcept {
    while (waiter *reader = readers_waiting_.claim_front()) {
      ++readers_;
      woken.add(*reader);
    }
  }

  [[noreturn]] void die_of(const char *what, const std::source_location &here) {
    guard_.unlock();
    die_unlocking(what, here, "last used at", last_);
  }

  static constexpr unsigned uses_per_look = 16; // as in a mutex

  spin_lock guard_; ///< of all below
  bool is_written_ = false;
  std::uint8_t uses_ = 0;
  std::uint32_t readers_ = 0;
  lock_queue queue_; ///< of writers
  wait_list readers_waiting_;
  std::source_location last_; ///< where it was locked or given back last
};

} // namespace leash::detail
