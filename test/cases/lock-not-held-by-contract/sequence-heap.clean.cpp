// Open sequence numbers in a heap: pop() takes the lock by itself unless it is told that its caller has it, and asserts
// then that it is held; the lock is reached by an accessor.
#include <cassert>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

class CheckedMutex {
public:
  void lock() {
    mutex_.lock();
    owner_ = std::this_thread::get_id();
  }
  void unlock() {
    owner_ = std::thread::id();
    mutex_.unlock();
  }
  void assertHeld() const __attribute__((assert_capability(this))) { assert(owner_ == std::this_thread::get_id()); }

private:
  std::mutex mutex_;
  std::thread::id owner_;
};

class SequenceHeap {
public:
  CheckedMutex *mutex() { return &mutex_; }

  void push(std::uint64_t sequence) {
    mutex_.assertHeld();
    open_.push_back(sequence);
  }

  void pop(bool isLocked = false) {
    if (!isLocked)
      mutex()->lock();
    mutex_.assertHeld();
    if (!open_.empty())
      open_.pop_front();
    if (!isLocked)
      mutex()->unlock();
  }

  void commit(std::uint64_t sequence) {
    if (sequence % 2 == 0)
      pop();
  }

private:
  CheckedMutex mutex_;
  std::deque<std::uint64_t> open_;
};

int main() {
  SequenceHeap heap;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 3; ++writer)
    writers.emplace_back([&heap, writer] {
      for (std::uint64_t sequence = 0; sequence < 100; ++sequence) {
        heap.mutex()->lock();
        heap.push(sequence * 3 + writer);
        heap.mutex()->unlock();
        heap.commit(sequence);
      }
    });
  for (std::thread &writer : writers)
    writer.join();
}
