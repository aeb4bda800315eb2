// rw_mutex: a lock that many hold at a time to read, or one to write. Who waits for it parks, as for a mutex.
//
// A writer that waits keeps new readers out; the readers that have come meanwhile are all let in after it, before the
// next writer. So neither starves. Two consequences: who reads and locks for reading once more may wait for a writer
// that waits for it; and there is no way from reading to writing, so who calls lock() while reading waits for itself.
//
// It isn't recursive, and belongs to nobody, like a mutex. Standard guards work with it, std::shared_lock for readers;
// leash::guard and leash::shared_guard do what they do, and are understood by Clang's -Wthread-safety.
//
// Example:
//     #include <leash/rw_mutex.h>
//     #include <map>
//     #include <string>
//     class phone_book {
//     public:
//       void enter(const std::string &name, int number) {
//         const leash::guard hold(mutex_);
//         numbers_[name] = number;
//       }
//       int find(const std::string &name) {
//         const leash::shared_guard hold(mutex_);
//         const auto found = numbers_.find(name);
//         return found == numbers_.end() ? 0 : found->second;
//       }
//     private:
//       leash::rw_mutex mutex_;
//       std::map<std::string, int> numbers_; // guarded by mutex_
//     };
#pragma once

#include <leash/detail/rw-lock.h>
#include <leash/mutex.h>

#include <shared_mutex>

namespace leash {

/// Everything written before an unlock() is visible after any lock that comes later; everything done before an
/// unlock_shared() has happened before a lock() that comes later. Readers don't order each other. Not copyable, and not
/// movable.
class LEASH_CAPABILITY("rw_mutex") rw_mutex {
public:
  constexpr rw_mutex() noexcept = default;
  rw_mutex(const rw_mutex &) = delete;
  rw_mutex &operator=(const rw_mutex &) = delete;

  // ── To write ───────────────────────────────────────────────────────────────────────────────────────────────────

  /// Blocks until the caller is the only one who has the mutex.
  void lock(std::source_location here = std::source_location::current())
      LEASH_ACQUIRE() LEASH_NO_THREAD_SAFETY_ANALYSIS {
    inside_.write({}, here);
  }

  /// False: somebody has it, to write or to read.
  [[nodiscard]] bool try_lock(std::source_location here = std::source_location::current()) LEASH_TRY_ACQUIRE(true) {
    return inside_.try_write(here);
  }

  /// Like lock(), but gives up after a while, or when `end` is done. False: it has. What needs no waiting succeeds.
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:if-true:blocks:timed") bool try_lock_for(
      std::chrono::duration<Rep, Period> timeout, std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE(true) {
    return inside_.write(detail::limits_of(timeout), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:if-true:blocks:timed") bool try_lock_until(
      clock::time_point deadline, std::source_location here = std::source_location::current()) LEASH_TRY_ACQUIRE(true) {
    return inside_.write(detail::limits_of(deadline), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:if-true:blocks:timed") bool lock(
      const context &end, std::source_location here = std::source_location::current()) LEASH_TRY_ACQUIRE(true) {
    return inside_.write(detail::limits_of(end), here);
  }

  /// Gives the mutex back. If nobody has it to write, the process ends, with the places of this call and of the last
  /// one that changed the mutex.
  void unlock(std::source_location here = std::source_location::current())
      LEASH_RELEASE() LEASH_NO_THREAD_SAFETY_ANALYSIS {
    inside_.stop_writing(here);
  }

  // ── To read ────────────────────────────────────────────────────────────────────────────────────────────────────

  /// Blocks until nobody has the mutex to write, nor waits to.
  void lock_shared(std::source_location here = std::source_location::current())
      LEASH_ACQUIRE_SHARED() LEASH_NO_THREAD_SAFETY_ANALYSIS {
    inside_.read({}, here);
  }

  /// False: somebody has it to write, or waits to.
  [[nodiscard]] bool try_lock_shared(std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE_SHARED(true) {
    return inside_.try_read(here);
  }

  /// Like lock_shared(), but gives up after a while, or when `end` is done. False: it has.
  template <class Rep, class Period>
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:shared:if-true:blocks:timed") bool try_lock_shared_for(
      std::chrono::duration<Rep, Period> timeout, std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE_SHARED(true) {
    return inside_.read(detail::limits_of(timeout), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:shared:if-true:blocks:timed") bool try_lock_shared_until(
      clock::time_point deadline, std::source_location here = std::source_location::current())
      LEASH_TRY_ACQUIRE_SHARED(true) {
    return inside_.read(detail::limits_of(deadline), here);
  }
  [[nodiscard]] LEASH_ANNOTATE("leash:acquire:shared:if-true:blocks:timed") bool lock_shared(
      const context &end, std::source_location here = std::source_location::current()) LEASH_TRY_ACQUIRE_SHARED(true) {
    return inside_.read(detail::limits_of(end), here);
  }

  /// Gives the mutex back. If nobody has it to read, the process ends, as by unlock().
  void unlock_shared(std::source_location here = std::source_location::current())
      LEASH_RELEASE_SHARED() LEASH_NO_THREAD_SAFETY_ANALYSIS {
    inside_.stop_reading(here);
  }

private:
  detail::rw_lock inside_;
};

/// Holds a leash::rw_mutex for reading until its scope ends. For one task or thread.
class LEASH_SCOPED_CAPABILITY [[nodiscard]] shared_guard {
public:
  /// Blocks until the mutex can be read.
  explicit shared_guard(rw_mutex &mutex, std::source_location here = std::source_location::current())
      LEASH_ACQUIRE_SHARED(mutex)
      : mutex_(mutex), here_(here) {
    mutex.lock_shared(here);
  }
  /// The caller holds the mutex for reading already.
  shared_guard(rw_mutex &mutex, std::adopt_lock_t, std::source_location here = std::source_location::current())
      LEASH_REQUIRES_SHARED(mutex)
      : mutex_(mutex), here_(here) {}
  shared_guard(const shared_guard &) = delete;
  shared_guard &operator=(const shared_guard &) = delete;
  ~shared_guard() LEASH_RELEASE_GENERIC() {
    if (owns_)
      mutex_.unlock_shared(here_);
  }

  void lock(std::source_location here = std::source_location::current()) LEASH_ACQUIRE_SHARED() {
    mutex_.lock_shared(here);
    owns_ = true;
  }
  void unlock(std::source_location here = std::source_location::current()) LEASH_RELEASE_GENERIC() {
    owns_ = false;
    mutex_.unlock_shared(here);
  }
  [[nodiscard]] bool owns_lock() const noexcept { return owns_; }

private:
  rw_mutex &mutex_;
  std::source_location here_;
  bool owns_ = true;
};

} // namespace leash
