// threads: the threads that have met the runtime, and whether anything can still happen.
//
// `activity` counts all that may wake somebody: threads that run, workers that aren't idle, sections outside the
// runtime, registered outside wakers. Who wakes a sleeper counts it in before it stops counting itself. So the count is
// 0 only if nobody is left who could wake anybody, and whoever brings it there looks for a deadlock (see blocked.h).
#pragma once

#include <leash/detail/futex.h>
#include <leash/detail/immortal.h>
#include <leash/detail/runner.h>
#include <leash/detail/sanitizer.h>
#include <leash/detail/spin-lock.h>

#include <algorithm>
#include <dirent.h>
#include <mutex>
#include <vector>

namespace leash::detail {

/// A thread of the process that has met the runtime: the user's, or one of ours.
struct thread_runner : runner {
  permit wake;
  std::uint32_t random = 0;

  /// A number below `limit`: xorshift32 (G. Marsaglia, 2003).
  std::uint32_t draw(std::uint32_t limit) noexcept {
    if (!random)
      random = std::uint32_t(reinterpret_cast<std::uintptr_t>(this) >> 4) | 1;
    random ^= random << 13;
    random ^= random >> 17;
    random ^= random << 5;
    return std::uint32_t((std::uint64_t(random) * limit) >> 32);
  }
};

/// Reports a deadlock if there is one; in blocked.h.
void look_for_deadlock() noexcept;

class thread_registry {
public:
  void add(thread_runner &thread) {
    std::lock_guard hold(lock_);
    threads_.push_back(&thread);
  }
  void remove(thread_runner &thread) {
    std::lock_guard hold(lock_);
    std::erase(threads_, &thread);
  }
  /// Calls `visit` with each; none of them can end meanwhile.
  template <class F> void each(F &&visit) {
    std::lock_guard hold(lock_);
    for (thread_runner *thread : threads_)
      visit(*thread);
  }
  std::size_t size() {
    std::lock_guard hold(lock_);
    return threads_.size();
  }

  std::atomic<long> activity{0};
  std::atomic<std::uint64_t> last_id{0};
  std::atomic<std::uint32_t> own_helpers{0}; ///< threads of ours that aren't in the list

  void begins() noexcept { activity.fetch_add(1); }
  void ends() noexcept {
    if (activity.fetch_sub(1) == 1)
      look_for_deadlock();
  }

private:
  spin_lock lock_;
  std::vector<thread_runner *> threads_;
};

inline constinit immortal<thread_registry> thread_registry_instance;
inline thread_registry &threads() noexcept { return thread_registry_instance.value; }

/// All threads of this process, as the system counts them.
inline std::size_t count_of_threads() noexcept {
  std::size_t count = 0;
  if (DIR *folder = opendir("/proc/self/task")) {
    while (const dirent *entry = readdir(folder))
      count += entry->d_name[0] != '.';
    closedir(folder);
  }
  return count;
}

#if LEASH_TSAN
// The sanitizer's own thread is there before the program's first.
inline const std::size_t threads_at_start = count_of_threads() - 1;
#else
inline constexpr std::size_t threads_at_start = 0;
#endif

/// Whether there are threads that have never met the runtime. What they will do, nobody knows.
inline bool are_there_strangers() {
  return count_of_threads() > threads().size() + threads().own_helpers.load() + threads_at_start;
}

} // namespace leash::detail
