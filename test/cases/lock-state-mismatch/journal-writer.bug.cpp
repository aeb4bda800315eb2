// Journal that seals a segment when it is full, unless there is no other.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <string_view>
#include <thread>

namespace db {

// Write-ahead journal in a fixed set of segments.
class Journal {
public:
    static constexpr std::size_t kSegmentBytes = 4096;

    explicit Journal(unsigned segments) : freeSegments_(segments) {}

    bool append(std::string_view record);
    void checkpoint();
    unsigned sequence() const;
    bool broken() const;

private:
    void sealLocked();

    mutable std::mutex mutex_;
    std::array<char, kSegmentBytes> segment_{};
    std::size_t used_ = 0;
    unsigned freeSegments_;
    unsigned sequence_ = 0;
    bool broken_ = false;
};

bool Journal::append(std::string_view record) {
    if (record.size() > kSegmentBytes)
        return false;
    mutex_.lock();
    if (used_ + record.size() > kSegmentBytes)
        sealLocked();
    const bool ok = !broken_;
    if (ok) {
        std::memcpy(segment_.data() + used_, record.data(), record.size());
        used_ += record.size();
    }
    mutex_.unlock();
    return ok;
}

// Closes the current segment and opens the next one.
void Journal::sealLocked() {
    if (freeSegments_ == 0) {
        broken_ = true;
        mutex_.unlock();  // finding: mutex_
        return;
    }
    --freeSegments_;
    ++sequence_;
    used_ = 0;
}

void Journal::checkpoint() {
    std::lock_guard<std::mutex> guard(mutex_);
    ++freeSegments_;
    broken_ = false;
}

unsigned Journal::sequence() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return sequence_;
}

bool Journal::broken() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return broken_;
}

class Writer {
public:
    explicit Writer(Journal& journal) : journal_(journal), thread_([this] { run(); }) {}

    ~Writer() {
        stop_.store(true);
        thread_.join();
    }

    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    unsigned refused() const { return refused_.load(); }

private:
    void run() {
        while (!stop_.load()) {
            if (!journal_.append("tick")) {
                ++refused_;
                std::this_thread::yield();
            }
        }
    }

    Journal& journal_;
    std::atomic<bool> stop_{false};
    std::atomic<unsigned> refused_{0};
    std::thread thread_;
};

}  // namespace db
