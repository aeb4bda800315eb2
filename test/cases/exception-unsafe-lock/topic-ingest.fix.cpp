// Ingest of messages by topic, under each topic's lock.
#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace broker {

using Frame = std::vector<unsigned char>;

struct ShortFrame : std::runtime_error {
    ShortFrame() : std::runtime_error("frame too short") {}
};

template <class F>
class ScopeExit {
public:
    explicit ScopeExit(F f) : f_(std::move(f)) {}
    ~ScopeExit() { f_(); }
    ScopeExit(const ScopeExit&) = delete;
    ScopeExit& operator=(const ScopeExit&) = delete;

private:
    F f_;
};

class TopicStore {
public:
    TopicStore();
    ~TopicStore();
    void ingest(const Frame& frame);
    std::uint64_t newest(std::uint16_t topic) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

struct TopicStore::Impl {
    std::mutex topicMutex;
    std::array<std::uint64_t, 256> newest{};
    std::uint64_t bytes = 0;
};

template <class T>
static T readAs(const Frame& frame, std::size_t& pos) {
    if (frame.size() - pos < sizeof(T))
        throw ShortFrame();
    T value;
    std::memcpy(&value, frame.data() + pos, sizeof(T));
    pos += sizeof(T);
    return value;
}

TopicStore::TopicStore() : impl_(std::make_unique<Impl>()) {}
TopicStore::~TopicStore() = default;

void TopicStore::ingest(const Frame& frame) {
    Impl& d = *impl_;
    std::size_t pos = 0;
    d.topicMutex.lock();
    ScopeExit unlock([&d] { d.topicMutex.unlock(); });
    d.bytes += frame.size();
    const auto topic = readAs<std::uint16_t>(frame, pos);
    std::uint64_t& newest = d.newest[topic % d.newest.size()];
    newest = std::max(newest, readAs<std::uint64_t>(frame, pos));
}

std::uint64_t TopicStore::newest(std::uint16_t topic) const {
    Impl& d = *impl_;
    d.topicMutex.lock();
    ScopeExit unlock([&d] { d.topicMutex.unlock(); });
    return d.newest[topic % d.newest.size()];
}

class Consumer {
public:
    explicit Consumer(TopicStore& store) : store_(store), thread_([this] { run(); }) {}

    ~Consumer() {
        {
            std::lock_guard<std::mutex> guard(queueMutex_);
            stopping_ = true;
        }
        arrived_.notify_one();
        thread_.join();
    }

    void push(Frame frame) {
        {
            std::lock_guard<std::mutex> guard(queueMutex_);
            queue_.push_back(std::move(frame));
        }
        arrived_.notify_one();
    }

    unsigned malformed() const { return malformed_.load(); }

private:
    void run() {
        std::unique_lock<std::mutex> lock(queueMutex_);
        for (;;) {
            arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            const Frame frame = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            try {
                store_.ingest(frame);
            } catch (const ShortFrame&) {
                ++malformed_;
            }
            lock.lock();
        }
    }

    TopicStore& store_;
    std::mutex queueMutex_;
    std::condition_variable arrived_;
    std::deque<Frame> queue_;
    bool stopping_ = false;
    std::atomic<unsigned> malformed_{0};
    std::thread thread_;
};

}  // namespace broker
