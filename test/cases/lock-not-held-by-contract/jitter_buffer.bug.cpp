// Jitter buffer of an audio receiver with annotated locks; the window is trimmed after the guard's scope has ended.
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#if defined(__clang__)
#define TS_ATTR(x) __attribute__((x))
#else
#define TS_ATTR(x)
#endif
#define CAPABILITY(x) TS_ATTR(capability(x))
#define SCOPED_CAPABILITY TS_ATTR(scoped_lockable)
#define GUARDED_BY(x) TS_ATTR(guarded_by(x))
#define REQUIRES(...) TS_ATTR(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) TS_ATTR(acquire_capability(__VA_ARGS__))
#define RELEASE(...) TS_ATTR(release_capability(__VA_ARGS__))

class CAPABILITY("mutex") Mutex {
public:
    void lock() ACQUIRE() { impl_.lock(); }
    void unlock() RELEASE() { impl_.unlock(); }

private:
    std::mutex impl_;
};

class SCOPED_CAPABILITY MutexLock {
public:
    explicit MutexLock(Mutex& m) ACQUIRE(m) : m_(m) { m_.lock(); }
    ~MutexLock() RELEASE() { m_.unlock(); }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

private:
    Mutex& m_;
};

using Frame = std::vector<std::int16_t>;

class JitterBuffer {
public:
    // Network thread.
    void insert(std::uint32_t seq, Frame frame) {
        std::size_t late = 0;
        {
            MutexLock l(mutex_);
            if (seq < next_)
                late = ++late_;
            else
                frames_.emplace(seq, std::move(frame));
        }
        dropOverflow(); // finding: 'dropOverflow'
        if (late == 1)
            std::puts("first late packet");
    }

    // Audio thread.
    std::optional<Frame> pull() {
        MutexLock l(mutex_);
        auto it = frames_.find(next_++);
        if (it == frames_.end())
            return std::nullopt;
        Frame f = std::move(it->second);
        frames_.erase(it);
        return f;
    }

    void setWindow(std::size_t frames) {
        MutexLock l(mutex_);
        window_ = frames;
        dropOverflow();
    }

private:
    void dropOverflow() REQUIRES(mutex_) {
        while (frames_.size() > window_) {
            next_ = frames_.begin()->first + 1;
            frames_.erase(frames_.begin());
        }
    }

    Mutex mutex_;
    std::map<std::uint32_t, Frame> frames_ GUARDED_BY(mutex_);
    std::size_t window_ GUARDED_BY(mutex_) = 8;
    std::size_t late_ GUARDED_BY(mutex_) = 0;
    std::uint32_t next_ GUARDED_BY(mutex_) = 0;
};

int main() {
    JitterBuffer buffer;
    std::thread network([&] {
        for (std::uint32_t seq = 0; seq < 500; ++seq)
            buffer.insert(seq ^ 1U, Frame(160, 0));
    });
    int played = 0;
    for (int i = 0; i < 400; ++i) {
        if (i == 100) buffer.setWindow(16);
        if (buffer.pull()) ++played;
    }
    network.join();
    std::printf("played %d\n", played);
}
