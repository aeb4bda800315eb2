// Pool of reusable encoder buffers; the free list is guarded by the pool's mutex.
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

template <typename T>
class ObjectPool {
public:
    ObjectPool() = default;
    ObjectPool(const ObjectPool&) = delete;
    ObjectPool& operator=(const ObjectPool&) = delete;

    std::unique_ptr<T> acquire()
    {
        std::unique_lock<std::mutex> held(mutex_);
        if (free_.empty()) {
            ++created_;
            held.unlock();
            return std::make_unique<T>();
        }
        return popFree(held);
    }

    void release(std::unique_ptr<T> object)
    {
        object->reset();
        std::lock_guard<std::mutex> held(mutex_);
        free_.push_back(std::move(object));
    }

private:
    // The caller holds the pool's lock.
    std::unique_ptr<T> popFree(const std::unique_lock<std::mutex>&)
    {
        std::unique_ptr<T> object = std::move(free_.back());
        free_.pop_back();
        ++reused_;
        return object;
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> free_;
    std::size_t created_ = 0;
    std::size_t reused_ = 0;
};

class EncoderBuffer {
public:
    void append(unsigned char byte) { bytes_.push_back(byte); }
    std::size_t size() const { return bytes_.size(); }
    void reset() { bytes_.clear(); }

private:
    std::vector<unsigned char> bytes_;
};

static std::size_t encodeSegments(ObjectPool<EncoderBuffer>& pool, int segments)
{
    std::size_t written = 0;
    for (int s = 0; s < segments; ++s) {
        auto buffer = pool.acquire();
        for (int i = 0; i < 64; ++i)
            buffer->append(static_cast<unsigned char>(s ^ i));
        written += buffer->size();
        pool.release(std::move(buffer));
    }
    return written;
}

int main()
{
    ObjectPool<EncoderBuffer> pool;
    std::size_t audio = 0;
    std::size_t video = 0;
    std::thread audioThread([&] { audio = encodeSegments(pool, 300); });
    std::thread videoThread([&] { video = encodeSegments(pool, 300); });
    audioThread.join();
    videoThread.join();
    std::printf("%zu + %zu bytes\n", audio, video);
    return 0;
}
