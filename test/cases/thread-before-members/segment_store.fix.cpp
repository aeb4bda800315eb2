// A key-value store of sorted segments with compaction by std::async.
#include <cstddef>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lsm {

using Segment = std::map<std::string, std::string>;
using SegmentPtr = std::shared_ptr<const Segment>;

static Segment merge(const std::vector<SegmentPtr>& segments) {
    Segment merged;
    for (const SegmentPtr& segment : segments) {
        for (const auto& [key, value] : *segment) {
            merged.insert_or_assign(key, value);
        }
    }
    return merged;
}

// Written by one owner thread; compaction runs beside it.
class Store {
public:
    explicit Store(std::size_t memtableLimit) : memtableLimit_(memtableLimit) {}

    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    ~Store() {
        if (compaction_.valid()) {
            compaction_.wait();
        }
    }

    void put(std::string key, std::string value) {
        memtable_.insert_or_assign(std::move(key), std::move(value));
        if (memtable_.size() >= memtableLimit_) {
            flush();
        }
    }

    std::optional<std::string> get(const std::string& key) const {
        if (auto it = memtable_.find(key); it != memtable_.end()) {
            return it->second;
        }
        const std::vector<SegmentPtr> snapshot = copySegments();
        for (auto seg = snapshot.rbegin(); seg != snapshot.rend(); ++seg) {
            if (auto it = (*seg)->find(key); it != (*seg)->end()) {
                return it->second;
            }
        }
        return std::nullopt;
    }

private:
    void flush() {
        auto segment = std::make_shared<const Segment>(std::exchange(memtable_, {}));
        std::size_t count = 0;
        {
            std::lock_guard lock(mutex_);
            segments_.push_back(std::move(segment));
            count = segments_.size();
        }
        if (count >= 4) {
            scheduleCompaction();
        }
    }

    void scheduleCompaction() {
        if (compaction_.valid()) {
            compaction_.get();
        }
        compaction_ = std::async(std::launch::async, [this] { compact(); });
    }

    void compact() {
        const std::vector<SegmentPtr> inputs = copySegments();
        replaceOldest(inputs.size(), std::make_shared<const Segment>(merge(inputs)));
    }

    std::vector<SegmentPtr> copySegments() const {
        std::lock_guard lock(mutex_);
        return segments_;
    }

    void replaceOldest(std::size_t count, SegmentPtr merged) {
        std::lock_guard lock(mutex_);
        segments_.erase(segments_.begin(), segments_.begin() + static_cast<std::ptrdiff_t>(count));
        segments_.insert(segments_.begin(), std::move(merged));
    }

    const std::size_t memtableLimit_;
    Segment memtable_;
    mutable std::mutex mutex_;
    std::future<void> compaction_;
    std::vector<SegmentPtr> segments_;
};

}  // namespace lsm

int main() {
    lsm::Store store(32);
    for (int i = 0; i < 1000; ++i) {
        store.put("key" + std::to_string(i % 300), std::to_string(i));
    }
    std::cout << store.get("key42").value_or("?") << '\n';
}
