// A trace buffer with an annotated lock; a helper gives the lock back while it writes, and its caller gives it back once more.
#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#if defined(__clang__)
#define THREAD_ANNOTATION(x) __attribute__((x))
#else
#define THREAD_ANNOTATION(x)
#endif

namespace base {

class THREAD_ANNOTATION(lockable) Lock {
public:
  void Acquire() THREAD_ANNOTATION(exclusive_lock_function()) { os_.lock(); }
  void Release() THREAD_ANNOTATION(unlock_function()) { os_.unlock(); }

private:
  std::mutex os_;
};

class THREAD_ANNOTATION(scoped_lockable) AutoLock {
public:
  explicit AutoLock(Lock &lock) THREAD_ANNOTATION(exclusive_lock_function(lock)) : lock_(lock) { lock_.Acquire(); }
  ~AutoLock() THREAD_ANNOTATION(unlock_function()) { lock_.Release(); }
  AutoLock(const AutoLock &) = delete;
  AutoLock &operator=(const AutoLock &) = delete;

private:
  Lock &lock_;
};

} // namespace base

class TraceBuffer {
public:
  void AddEvent(const std::string &event) {
    buffer_lock_.Acquire();
    events_.push_back(event);
    if (events_.size() < kFlushAt) {
      buffer_lock_.Release();
      return;
    }
    FlushAndRelease();
    buffer_lock_.Release(); // finding: 'buffer_lock_'
  }

  std::size_t Pending() {
    base::AutoLock hold(buffer_lock_);
    return events_.size();
  }

  std::size_t written() const { return written_; }

private:
  static constexpr std::size_t kFlushAt = 3;

  // Writes the events without the lock, which is given back for good.
  void FlushAndRelease() THREAD_ANNOTATION(unlock_function(buffer_lock_)) {
    std::vector<std::string> events;
    events.swap(events_);
    buffer_lock_.Release();
    for (const std::string &event : events)
      written_ += event.size();
  }

  base::Lock buffer_lock_;
  std::vector<std::string> events_ THREAD_ANNOTATION(guarded_by(buffer_lock_));
  std::atomic<std::size_t> written_{0};
};

int main() {
  TraceBuffer buffer;
  std::thread compositor([&buffer] {
    for (int frame = 0; frame < 4; ++frame)
      buffer.AddEvent("draw");
  });
  compositor.join();
  buffer.AddEvent("exit");
  return buffer.written() == 12 && buffer.Pending() == 2 ? 0 : 1;
}
