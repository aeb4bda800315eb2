#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace mem {

class BackoffLock {
public:
    void lock() {
        for (int i = 0; i < kSpins; ++i) {
            if (try_lock()) return;
        }
        for (int i = 0; i < kYields; ++i) {
            std::this_thread::yield();
            if (try_lock()) return;
        }
        std::chrono::microseconds pause{10};
        do {
            std::this_thread::sleep_for(pause);
            pause = std::min(pause * 2, std::chrono::microseconds(1000));
        } while (!try_lock());
    }

    bool try_lock() {
        return !held_.load(std::memory_order_relaxed) && !held_.exchange(true, std::memory_order_acquire);
    }

    void unlock() { held_.store(false, std::memory_order_release); }

private:
    static constexpr int kSpins = 64;
    static constexpr int kYields = 8;
    std::atomic<bool> held_{false};
};

class Arena {
public:
    void* allocate(std::size_t bytes) {
        bytes = (bytes + kAlign - 1) & ~(kAlign - 1);
        std::lock_guard<BackoffLock> guard(lock_);
        if (blocks_.empty() || used_ + bytes > kBlock) {
            blocks_.push_back(std::make_unique<std::byte[]>(std::max(kBlock, bytes)));
            used_ = 0;
        }
        void* result = blocks_.back().get() + used_;
        used_ += bytes;
        total_ += bytes;
        return result;
    }

    std::size_t total() const {
        std::lock_guard<BackoffLock> guard(lock_);
        return total_;
    }

private:
    static constexpr std::size_t kAlign = alignof(std::max_align_t);
    static constexpr std::size_t kBlock = 64 * 1024;

    mutable BackoffLock lock_;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::size_t used_ = 0;
    std::size_t total_ = 0;
};

struct Node {
    Node* next = nullptr;
    int value = 0;
};

Node* buildList(Arena& arena, int length) {
    Node* head = nullptr;
    for (int i = 0; i < length; ++i) {
        head = new (arena.allocate(sizeof(Node))) Node{head, i};
    }
    return head;
}

}  // namespace mem

int main() {
    mem::Arena arena;
    std::atomic<long> sum{0};
    {
        std::vector<std::jthread> builders;
        for (int i = 0; i < 4; ++i) {
            builders.emplace_back([&arena, &sum] {
                long local = 0;
                for (mem::Node* n = mem::buildList(arena, 10000); n; n = n->next) local += n->value;
                sum += local;
            });
        }
    }
    std::printf("%zu bytes, sum %ld\n", arena.total(), sum.load());
    return 0;
}
