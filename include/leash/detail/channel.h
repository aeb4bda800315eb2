// channel: what a chan<T> is a handle of.
//
// A ring of values and two lists of waiters, guarded by one lock. At least one list is empty, unless a select waits in
// both; receivers wait only while there are no values, senders only while there is no room. A value passes straight
// from who has it to who waits for it: into the receiver's optional, or out of the sender's variable.
//
// What ThreadSanitizer is told is what a channel promises: of a value's slot (or, without one, of the waiter), that the
// send happens before its receive, and the receive before the send that uses the slot next; of the channel, that its
// close happens before a receive that finds it closed.
#pragma once

#include <leash/detail/blocked.h>

#include <cstddef>
#include <memory>
#include <optional>

namespace leash::detail {

struct channel_core : closable {
  explicit channel_core(std::size_t room, void (*end)(channel_core &)) noexcept : capacity(room), destroy(end) {}

  const std::size_t capacity;
  std::atomic<std::size_t> count{0};
  std::size_t head = 0;
  wait_list senders;
  std::source_location closed_at;
  std::atomic<std::uint32_t> references{1};
  void (*const destroy)(channel_core &);

  std::size_t slot_after(std::size_t slots) const noexcept {
    const std::size_t slot = head + slots;
    return slot < capacity ? slot : slot - capacity;
  }

  // First looks, without the lock: whether an operation might succeed now.
  bool may_receive() const noexcept {
    return count.load(std::memory_order_relaxed) || !senders.empty() || closed.load(std::memory_order_relaxed);
  }
  bool may_send() const noexcept {
    return count.load(std::memory_order_relaxed) < capacity || !receivers.empty() ||
           closed.load(std::memory_order_relaxed);
  }

  void close(std::source_location here) {
    tsan_release(this);
    quiet hidden;
    woken_list woken;
    lock.lock();
    if (closed.load(std::memory_order_relaxed)) {
      lock.unlock();
      throw_misuse("close of closed channel", here, "closed at", closed_at);
    }
    closed_at = here;
    closed.store(true, std::memory_order_relaxed);
    woken.take_all(receivers, false);
    woken.take_all(senders, false);
    lock.unlock();
    woken.wake(*this_machine());
  }

  [[noreturn]] void sent_on_closed(std::source_location here) const {
    throw_misuse("send on closed channel", here, "closed at", closed_at);
  }
};

/// What an operation on a channel did.
enum class done : std::uint8_t { passed, closed, nothing };

template <class T> struct channel : channel_core {
  explicit channel(
      std::size_t room, void (*end)(channel_core &) = [](channel_core &one) { delete static_cast<channel *>(&one); })
      : channel_core(room, end), buffer(room ? std::allocator<T>().allocate(room) : nullptr) {}

  ~channel() {
    for (std::size_t left = count.load(std::memory_order_relaxed); left; --left, head = slot_after(1))
      std::destroy_at(buffer + head);
    if (buffer)
      std::allocator<T>().deallocate(buffer, capacity);
  }
  channel(const channel &) = delete;
  channel &operator=(const channel &) = delete;

  T *const buffer;

  /// Receives into `into`, if that needs no waiting. The lock is held; it is given back unless there is nothing.
  done receive_now(machine &here, std::optional<T> &into) noexcept {
    if (const std::size_t filled = count.load(std::memory_order_relaxed)) {
      T *const slot = buffer + head;
      quiet::expose([&] {
        tsan_acquire(slot);
        into.emplace(std::move(*slot));
        std::destroy_at(slot);
        tsan_release(slot);
      });
      head = slot_after(1);
      waiter *const sender = senders.claim_front();
      if (sender)
        fill(slot, *static_cast<T *>(sender->slot), sender);
      else
        count.store(filled - 1, std::memory_order_relaxed);
      lock.unlock();
      if (sender) {
        sender->ok = true;
        wake_up(here, *sender);
      }
      return done::passed;
    }
    if (waiter *sender = senders.claim_front()) {
      lock.unlock();
      quiet::expose([&] {
        tsan_acquire(sender);
        into.emplace(std::move(*static_cast<T *>(sender->slot)));
        tsan_release(sender);
      });
      sender->ok = true;
      wake_up(here, *sender);
      return done::passed;
    }
    if (closed.load(std::memory_order_relaxed)) {
      lock.unlock();
      quiet::expose([&] { tsan_acquire(static_cast<channel_core *>(this)); });
      return done::closed;
    }
    return done::nothing;
  }

  /// Sends `value`, if that needs no waiting; it is moved from only then. The lock is held; it is given back unless
  /// there is nothing.
  done send_now(machine &here, T &value) noexcept {
    if (closed.load(std::memory_order_relaxed)) {
      lock.unlock();
      return done::closed;
    }
    if (waiter *receiver = receivers.claim_front()) {
      lock.unlock();
      quiet::expose([&] {
        tsan_acquire(receiver);
        static_cast<std::optional<T> *>(receiver->slot)->emplace(std::move(value));
        tsan_release(receiver);
      });
      receiver->ok = true;
      wake_up(here, *receiver);
      return done::passed;
    }
    const std::size_t filled = count.load(std::memory_order_relaxed);
    if (filled < capacity) {
      fill(buffer + slot_after(filled), value, nullptr);
      count.store(filled + 1, std::memory_order_relaxed);
      lock.unlock();
      return done::passed;
    }
    return done::nothing;
  }

  // ── Whole operations; `this` may be null ────────────────────────────────────────────────────────────────────────

  static done receive(channel *self, std::optional<T> &into, std::source_location where) {
    quiet hidden;
    machine &here = *this_machine();
    if (!self)
      sleep_for_ever(here, {op::receive, false, nullptr, where});
    self->lock.lock();
    if (const done what = self->receive_now(here, into); what != done::nothing) {
      the_scheduler().spend(here);
      return what;
    }
    parking one(here);
    waiter place(one);
    place.slot = &into;
    quiet::expose([&] { tsan_release(&place); });
    self->receivers.push_back(place);
    park(here, self->lock, one, {op::receive, false, self, where});
    return self->received(place);
  }

  static void send(channel *self, T &value, std::source_location where) {
    quiet hidden;
    machine &here = *this_machine();
    if (!self)
      sleep_for_ever(here, {op::send, false, nullptr, where});
    self->lock.lock();
    const done what = self->send_now(here, value);
    if (what == done::passed)
      return the_scheduler().spend(here);
    if (what == done::closed)
      self->sent_on_closed(where);
    parking one(here);
    waiter place(one);
    place.slot = &value;
    quiet::expose([&] { tsan_release(&place); });
    self->senders.push_back(place);
    park(here, self->lock, one, {op::send, false, self, where});
    self->sent(place, where);
  }

  static done try_receive(channel *self, std::optional<T> &into) {
    if (!self || !self->may_receive())
      return done::nothing;
    quiet hidden;
    machine &here = *this_machine();
    self->lock.lock();
    const done what = self->receive_now(here, into);
    if (what == done::nothing)
      self->lock.unlock();
    else
      the_scheduler().spend(here);
    return what;
  }

  static bool try_send(channel *self, T &value, std::source_location where) {
    if (!self || !self->may_send())
      return false;
    quiet hidden;
    machine &here = *this_machine();
    self->lock.lock();
    const done what = self->send_now(here, value);
    if (what == done::nothing)
      self->lock.unlock();
    else if (what == done::closed)
      self->sent_on_closed(where);
    else
      the_scheduler().spend(here);
    return what == done::passed;
  }

  /// The same, within limits. `by` says what ended it if nothing was done.
  static done receive_within(channel *self, std::optional<T> &into, const limits &until, std::source_location where,
                             woken_by &by) {
    if (const done what = try_receive(self, into); what != done::nothing)
      return what;
    quiet hidden;
    machine &here = *this_machine();
    return wait_within(self, &into, here, until, {op::receive, true, self, where}, by,
                       [&] { return self->receive_now(here, into); });
  }

  static bool send_within(channel *self, T &value, const limits &until, std::source_location where) {
    if (try_send(self, value, where))
      return true;
    quiet hidden;
    machine &here = *this_machine();
    woken_by by;
    const done what = wait_within(self, &value, here, until, {op::send, true, self, where}, by,
                                  [&] { return self->send_now(here, value); });
    if (what == done::closed)
      self->sent_on_closed(where);
    return what == done::passed;
  }

  /// After a wait in `receivers`: what the waiter got.
  done received(waiter &place) noexcept {
    quiet::expose([&] { tsan_acquire(place.ok ? static_cast<void *>(&place) : static_cast<channel_core *>(this)); });
    return place.ok ? done::passed : done::closed;
  }

  /// After a wait in `senders`.
  void sent(waiter &place, std::source_location where) {
    if (!place.ok)
      sent_on_closed(where);
    quiet::expose([&] { tsan_acquire(&place); });
  }

private:
  // A value into a free slot, from its sender (`from`: it waited, and is told when the slot had become free).
  void fill(T *slot, T &value, waiter *from) noexcept {
    quiet::expose([&] {
      if (from)
        tsan_acquire(from);
      tsan_acquire(slot);
      std::construct_at(slot, std::move(value));
      tsan_release(slot);
      if (from)
        tsan_release(from);
    });
  }

  template <class Now>
  static done wait_within(channel *self, void *slot, machine &here, const limits &until, const blocking_point &point,
                          woken_by &by, Now now) {
    parking one(here, true);
    waiter place(one);
    place.slot = slot;
    if (!self) {
      spin_lock alone;
      alone.lock();
      by = park(here, alone, nullptr, place, until, point);
      return done::nothing;
    }
    self->lock.lock();
    if (const done what = now(); what != done::nothing)
      return what;
    quiet::expose([&] { tsan_release(&place); });
    wait_list &list = point.what == op::send ? self->senders : self->receivers;
    list.push_back(place);
    by = park(here, self->lock, &list, place, until, point);
    return by == woken_by::primitive ? self->received(place) : done::nothing;
  }
};

} // namespace leash::detail
