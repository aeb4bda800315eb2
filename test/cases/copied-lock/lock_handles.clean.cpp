// Locks that are handles: each copy stands for one and the same mutex; and a lock that does nothing, for those who run alone.
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class SharedLock {
public:
    SharedLock() : mutex_(std::make_shared<std::mutex>()) {}
    void lock() { mutex_->lock(); }
    void unlock() { mutex_->unlock(); }

private:
    std::shared_ptr<std::mutex> mutex_;
};

struct NullLock {
    void lock() {}
    void unlock() {}
};

template <typename Lock> class Log {
public:
    Lock lock() const { return lock_; }
    void add(std::string line) { lines_.push_back(std::move(line)); }
    std::size_t size() const { return lines_.size(); }

private:
    Lock lock_;
    std::vector<std::string> lines_;
};

template <typename Lock> void fill(Log<Lock>& log, int count)
{
    for (int i = 0; i < count; ++i) {
        auto lock = log.lock();
        std::lock_guard<Lock> hold(lock);
        log.add(std::to_string(i));
    }
}

int main()
{
    Log<SharedLock> shared;
    Log<NullLock> own;
    std::thread other([&shared] { fill(shared, 100); });
    fill(shared, 100);
    fill(own, 10);
    other.join();
    std::printf("%zu %zu\n", shared.size(), own.size());
    return 0;
}
