// sanitizer: what ThreadSanitizer and AddressSanitizer are told about tasks. Nothing, where neither is there.
//
// The runtime's own locks and queues are hidden from ThreadSanitizer (`quiet`), and each primitive says itself what it
// orders (`tsan_release` before, `tsan_acquire` after). Otherwise every task would be ordered after every other that
// ran before it on the same worker, and most races of the program would be ordered away.
#pragma once

#include <leash/config.h>

#include <cstddef>

#if LEASH_TSAN
extern "C" {
void __tsan_acquire(void *address);
void __tsan_release(void *address);
void *__tsan_get_current_fiber();
void *__tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void *fiber);
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
void AnnotateIgnoreSyncBegin(const char *file, int line);
void AnnotateIgnoreSyncEnd(const char *file, int line);
void AnnotateBenignRaceSized(const char *file, int line, const volatile void *at, unsigned long size, const char *why);
}
#endif

#if LEASH_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#endif

/// For functions in which a task comes or goes: ThreadSanitizer's own state belongs to one of the two.
#if LEASH_TSAN
#define LEASH_NO_TSAN __attribute__((no_sanitize("thread"), noinline))
#else
#define LEASH_NO_TSAN
#endif

namespace leash::detail {

/// What happened before a release of `object` is visible after an acquire of it. Not inside a `quiet`.
inline void tsan_acquire([[maybe_unused]] const void *object) {
#if LEASH_TSAN
  __tsan_acquire(const_cast<void *>(object));
#endif
}

inline void tsan_release([[maybe_unused]] const void *object) {
#if LEASH_TSAN
  __tsan_release(const_cast<void *>(object));
#endif
}

/// While one lives, ThreadSanitizer sees nothing of what this task does. They don't nest.
class quiet {
public:
  quiet() { begin(); }
  ~quiet() { end(); }
  quiet(const quiet &) = delete;
  quiet &operator=(const quiet &) = delete;

  /// Runs what ThreadSanitizer has to see: the user's code, and what says what is ordered.
  template <class F> static decltype(auto) expose(F &&f) {
    struct reopen {
      reopen() { end(); }
      ~reopen() { begin(); }
    } visible;
    return static_cast<F &&>(f)();
  }

  static void begin() {
#if LEASH_TSAN
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
#endif
  }
  static void end() {
#if LEASH_TSAN
    AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
#endif
  }
};

} // namespace leash::detail
