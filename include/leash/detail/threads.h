// threads: the threads that have met the runtime, and whether anything can still happen.
//
// `active` counts all that may wake somebody: threads that run, workers that aren't idle, sections outside the
// runtime, registered outside wakers. Who wakes a sleeper counts it in before it stops counting itself. So the count is
// 0 only if nobody is left who could wake anybody, and whoever brings it there looks for a deadlock (see blocked.h).
#pragma once

#include <leash/detail/futex.h>
#include <leash/detail/immortal.h>
#include <leash/detail/runner.h>
#include <leash/detail/sanitizer.h>
#include <leash/detail/spin-lock.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>
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

  std::atomic<std::uint64_t> last_id{0};
  std::atomic<std::uint32_t> own_helpers{0}; ///< threads of ours that aren't in the list

  /// One more is active.
  void begins() noexcept { activity_.fetch_add(beginning + 1); }
  /// One less is. True: it was the last.
  bool stops() noexcept { return count_in(activity_.fetch_sub(1)) == 1; }
  /// The same, and looks for a deadlock.
  void ends() noexcept {
    if (stops())
      look_for_deadlock();
  }

  int active() const noexcept { return count_in(activity_.load()); }
  /// As long as it is the same, nobody has become active.
  std::uint64_t moment() const noexcept { return activity_.load() / beginning; }

private:
  static constexpr std::uint64_t beginning = std::uint64_t(1) << 32;
  static int count_in(std::uint64_t activity) noexcept { return int(std::uint32_t(activity)); }

  std::atomic<std::uint64_t> activity_{0}; ///< how many are active, and above it, how often somebody became so
  spin_lock lock_;
  std::vector<thread_runner *> threads_;
};

inline constinit immortal<thread_registry> thread_registry_instance;
inline thread_registry &threads() noexcept { return thread_registry_instance.value; }

/// All threads of this process, as the system counts them. (The folder /proc/self/task would leave some out while
/// others end.)
inline std::size_t count_of_threads() noexcept {
  char text[4096] = {};
  const int file = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return 0;
  [[maybe_unused]] const auto size = ::read(file, text, sizeof text - 1);
  ::close(file);
  static constexpr char label[] = "\nThreads:";
  const char *line = std::strstr(text, label);
  return line ? std::strtoul(line + sizeof label - 1, nullptr, 10) : 0;
}

/// Whether there are threads that have never met the runtime. What they will do, nobody knows.
inline bool are_there_strangers() {
  const auto known = [] { return threads().size() + threads().own_helpers.load(); };
  for (std::size_t before = known();;) {
    const std::size_t all = count_of_threads();
    if (const std::size_t after = known(); after == before)
      return all > after + (LEASH_TSAN && all > 1); // ThreadSanitizer's own comes with the second at the latest
    else
      before = after; // somebody came or went meanwhile
  }
}

} // namespace leash::detail
