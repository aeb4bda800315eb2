// stack: memory for the stacks of tasks.
//
// Stacks can't move, so each has its size in addresses (64 KiB unless LEASH_STACK_SIZE says otherwise) and takes memory
// page by page as it is used: one page for most tasks. They are cut from few large mappings, since a kernel allows a
// process some 65,000 of those. Below each stack is a page that nobody may touch: since Linux 6.13 that costs no
// mapping of its own (MADV_GUARD_INSTALL); before, up to a quarter of vm.max_map_count stacks get one by mprotect, and
// the others are looked at when their task is switched away from: what was never touched reads as zero.
#pragma once

#include <leash/detail/sanitizer.h>
#include <leash/detail/spin-lock.h>
#include <leash/misuse.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace leash::detail {

class stack_arena {
public:
  std::size_t stack_size() noexcept {
    if (const std::size_t size = size_.load(std::memory_order_relaxed)) [[likely]]
      return size;
    const char *text = std::getenv("LEASH_STACK_SIZE");
    const std::size_t asked = text ? std::strtoull(text, nullptr, 10) : 0;
    set_stack_size(asked ? asked : default_size);
    return size_.load(std::memory_order_relaxed);
  }

  /// Rounds up to whole pages, at least four. False: there are stacks already, and all have one size.
  bool set_stack_size(std::size_t bytes) noexcept {
    if (mapped_.load(std::memory_order_relaxed))
      return false;
    const std::size_t rounded = (std::max<std::size_t>(bytes, 4 * page) + page - 1) / page * page;
    size_.store(rounded, std::memory_order_relaxed);
    return true;
  }

  /// The lowest address of a stack; its first page is the guard.
  std::byte *take() {
#if LEASH_TSAN
    return map(stack_size()); // fresh for each task: a stack that is used again would order one task after the other
#else
    std::lock_guard hold(lock_);
    if (!free_.empty()) {
      std::byte *stack = free_.back();
      free_.pop_back();
      free_count_.store(free_.size(), std::memory_order_relaxed);
      return stack;
    }
    if (unused_ == unused_end_)
      grow();
    std::byte *stack = unused_;
    unused_ += stack_size();
    guard(stack);
#if LEASH_ASAN
    __lsan_register_root_region(stack + page, stack_size() - page); // what a blocked task points to isn't leaked
#endif
    return stack;
#endif
  }

  void give(std::byte *stack) {
#if LEASH_TSAN
    munmap(stack, stack_size());
#else
    if (free_count_.load(std::memory_order_relaxed) >= kept) // the addresses stay ours, the memory doesn't
      madvise(stack + page, stack_size() - page, MADV_DONTNEED);
    std::lock_guard hold(lock_);
    free_.push_back(stack);
    free_count_.store(free_.size(), std::memory_order_relaxed);
#endif
  }

  /// The top of a stack. Tops differ in their lower bits, or the hot ends of all stacks would share few cache sets.
  std::byte *top(std::byte *stack) noexcept {
    const std::size_t index = reinterpret_cast<std::uintptr_t>(stack) / stack_size();
    return stack + stack_size() - index % colours * 64;
  }

  /// Whether `address` is in the guard page of a stack. For the handler of SIGSEGV, so it takes no lock.
  bool is_guard(const void *address) noexcept {
    const auto *byte = static_cast<const std::byte *>(address);
    const std::size_t count = std::min(chunk_count_.load(std::memory_order_acquire), std::size_t(max_chunks));
    for (std::size_t i = 0; i != count; ++i)
      if (byte >= chunks_[i].begin && byte < chunks_[i].end)
        return std::size_t(byte - chunks_[i].begin) % stack_size() < page;
    return false;
  }

  /// For stacks without a guard page: false if something was written to where it would be.
  bool is_sound(const std::byte *stack) noexcept {
    if (!unguarded_.load(std::memory_order_relaxed)) [[likely]]
      return true;
    std::uint64_t low[8];
    std::memcpy(low, stack + page - sizeof low, sizeof low);
    for (const std::uint64_t word : low)
      if (word)
        return false;
    return true;
  }

  static constexpr std::size_t page = 4096;

private:
  struct chunk {
    const std::byte *begin, *end;
  };
  static constexpr std::size_t default_size = (LEASH_ASAN ? 256 : 64) * 1024;
  static constexpr std::size_t colours = 16;
  static constexpr std::size_t kept = 16 * 1024; ///< free stacks that keep their memory, mostly a page each
  static constexpr std::size_t max_chunks = 64;

  std::byte *map(std::size_t bytes) {
    void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
      die("no memory for the stack of a task (" + std::to_string(bytes) + " bytes: " + std::strerror(errno) +
          "); allow more (ulimit -v), start fewer tasks, or make stacks smaller (LEASH_STACK_SIZE)");
    mapped_.store(true, std::memory_order_relaxed);
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    return static_cast<std::byte *>(memory);
  }

  // Each mapping is twice as large as the one before, so that 100,000 tasks need a dozen.
  void grow() {
    const std::size_t chunks = chunk_count_.load(std::memory_order_relaxed);
    const std::size_t bytes = (std::size_t(64) << std::min<std::size_t>(chunks, 8)) * stack_size();
    unused_ = map(bytes);
    unused_end_ = unused_ + bytes;
    if (chunks < max_chunks)
      chunks_[chunks] = {unused_, unused_end_};
    chunk_count_.store(chunks + 1, std::memory_order_release);
  }

  void guard(std::byte *stack) noexcept {
    constexpr int madv_guard_install = 102;
    if (lightweight_ && madvise(stack, page, madv_guard_install) == 0)
      return;
    lightweight_ = false;
    if (heavyweight_left_ < 0)
      heavyweight_left_ = max_map_count() / 8; // a guard splits a mapping, and so makes two
    if (heavyweight_left_ > 0 && mprotect(stack, page, PROT_NONE) == 0) {
      --heavyweight_left_;
      return;
    }
    heavyweight_left_ = 0;
    unguarded_.store(true, std::memory_order_relaxed);
  }

  static long max_map_count() noexcept {
    long count = 65'530;
    if (std::FILE *file = std::fopen("/proc/sys/vm/max_map_count", "r")) {
      if (std::fscanf(file, "%ld", &count) != 1)
        count = 65'530;
      std::fclose(file);
    }
    return count;
  }

  spin_lock lock_;
  std::vector<std::byte *> free_;
  std::atomic<std::size_t> free_count_{0};
  std::byte *unused_ = nullptr, *unused_end_ = nullptr;
  bool lightweight_ = true;
  long heavyweight_left_ = -1;
  std::atomic<bool> unguarded_{false}, mapped_{false};
  std::atomic<std::size_t> size_{0};
  std::atomic<std::size_t> chunk_count_{0};
  chunk chunks_[max_chunks] = {};
};

} // namespace leash::detail
