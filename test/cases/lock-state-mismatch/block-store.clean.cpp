// Store of blocks.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <sys/types.h>
#include <unistd.h>

namespace store {

constexpr std::size_t kBlock = 512;

using Block = std::array<unsigned char, kBlock>;

// Read cache in front of a block file. Disk reads happen without the lock.
class BlockStore {
public:
    explicit BlockStore(int fd) : fd_(fd) {}

    bool read(std::uint64_t number, Block& out);
    void invalidate(std::uint64_t number);
    unsigned long misses() const;

private:
    struct Entry {
        std::uint64_t number = 0;
        bool valid = false;
        Block data{};
    };

    Entry& entryFor(std::uint64_t number) noexcept { return entries_[number % entries_.size()]; }
    bool fillLocked(std::uint64_t number, Block& block) noexcept;

    const int fd_;
    mutable std::mutex cacheMutex_;
    std::array<Entry, 128> entries_{};
    unsigned long misses_ = 0;
    unsigned long generation_ = 0;
};

// Called with the cache locked, which it is again on return; in between it is not.
bool BlockStore::fillLocked(std::uint64_t number, Block& block) noexcept {
    const unsigned long before = generation_;
    ++misses_;
    cacheMutex_.unlock();
    std::size_t done = 0;
    while (done < kBlock) {
        const ssize_t n = ::pread(fd_, block.data() + done, kBlock - done,
                                  static_cast<off_t>(number * kBlock + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            cacheMutex_.lock();
            return false;
        }
        done += static_cast<std::size_t>(n);
    }
    cacheMutex_.lock();
    if (generation_ != before)
        return true;
    Entry& entry = entryFor(number);
    entry.number = number;
    entry.data = block;
    entry.valid = true;
    return true;
}

bool BlockStore::read(std::uint64_t number, Block& out) {
    bool ok = true;
    cacheMutex_.lock();
    const Entry& entry = entryFor(number);
    if (entry.valid && entry.number == number)
        out = entry.data;
    else
        ok = fillLocked(number, out);
    cacheMutex_.unlock();
    return ok;
}

void BlockStore::invalidate(std::uint64_t number) {
    std::lock_guard<std::mutex> guard(cacheMutex_);
    ++generation_;
    Entry& entry = entryFor(number);
    if (entry.number == number)
        entry.valid = false;
}

unsigned long BlockStore::misses() const {
    std::lock_guard<std::mutex> guard(cacheMutex_);
    return misses_;
}

bool compare(BlockStore& a, BlockStore& b, std::uint64_t blocks) {
    Block left;
    Block right;
    for (std::uint64_t i = 0; i < blocks; ++i) {
        if (!a.read(i, left) || !b.read(i, right))
            return false;
        if (std::memcmp(left.data(), right.data(), kBlock) != 0)
            return false;
    }
    return true;
}

}  // namespace store
