// task_local: a variable of which each task has its own; and each plain thread, outside of tasks.
//
// What `thread_local` is for threads. (In a task a thread_local variable is the wrong one as soon as the task has
// blocked, since it may go on in another thread.)
//
// Example:
//     #include <leash/task_local.h>
//     #include <string>
//     leash::task_local<std::string> request_id;
//     void begin_request(std::string id) { *request_id = std::move(id); }
//     std::string in_log(const std::string &text) { return *request_id + ": " + text; }
#pragma once

#include <leash/detail/park.h>

#include <concepts>

namespace leash {

namespace detail {

/// A key that no other task_local has.
inline const void *fresh_key() noexcept {
  static constinit std::atomic<std::uintptr_t> last{0};
  return reinterpret_cast<const void *>(last.fetch_add(1, std::memory_order_relaxed) + 1);
}

} // namespace detail

/// Belongs to namespace scope, or is static; it can be used before its initialisation and after its end. The values of
/// another one live on until their tasks end. Not copyable, and not movable.
template <class T> class task_local {
public:
  /// Values begin as T().
  constexpr task_local() noexcept
    requires std::default_initializable<T>
      : make_(nullptr) {}
  /// Values begin as what `make` returns: a function, or a lambda without captures.
  constexpr explicit task_local(T (*make)()) noexcept : make_(make) {}

  task_local(const task_local &) = delete;
  task_local &operator=(const task_local &) = delete;

  /// The caller's own value, made at the first use; throws what that throws. It lives until the task, or the thread,
  /// ends: those made last end first, and each may use others in its destructor. Inside blocking() it is still the
  /// task's. Who waits for the task may go on before its values have ended. The time that get() takes grows with the
  /// number of variables that the task uses.
  [[nodiscard]] T &get() {
    if (value *found = find())
      return found->held;
    auto *made = new value(make_);
    add(*made);
    return made->held;
  }
  [[nodiscard]] T &operator*() { return get(); }
  [[nodiscard]] T *operator->() { return &get(); }

private:
  struct value : detail::local_value {
    explicit value(T (*make)())
      requires std::default_initializable<T>
        : local_value{nullptr, nullptr, end}, held(make ? make() : T()) {}
    explicit value(T (*make)())
      requires(!std::default_initializable<T>)
        : local_value{nullptr, nullptr, end}, held(make()) {}
    static void end(local_value *self) { delete static_cast<value *>(self); }

    T held;
  };

  value *find() {
    detail::quiet hidden;
    for (detail::local_value *each = detail::this_machine()->owner().locals; each; each = each->next)
      if (each->key == key())
        return static_cast<value *>(each);
    return nullptr;
  }

  void add(value &made) {
    detail::quiet hidden;
    detail::runner &mine = detail::this_machine()->owner();
    made.key = key();
    made.next = mine.locals;
    mine.locals = &made;
  }

  // Not the address: a variable may end before the values that it has made, and another take its place.
  const void *key() noexcept {
    const void *mine = key_.load(std::memory_order_relaxed);
    if (!mine) [[unlikely]]
      if (const void *fresh = detail::fresh_key(); key_.compare_exchange_strong(mine, fresh, std::memory_order_relaxed))
        mine = fresh;
    return mine;
  }

  T (*make_)();
  std::atomic<const void *> key_{nullptr};
};

} // namespace leash
