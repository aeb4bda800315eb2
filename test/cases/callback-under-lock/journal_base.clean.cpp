// Write-ahead journal as a template method: the base class locks and calls the private virtual steps of its own subclasses, which by contract run with the lock held and only touch the subclass's data.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Journal {
public:
    explicit Journal(std::size_t segmentLimit) : segment_limit_(segmentLimit) {}
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    virtual ~Journal() = default;

    std::uint64_t Append(const std::string& record) {
        std::lock_guard<std::mutex> lock(mutex_);
        if (in_segment_ + record.size() > segment_limit_)
            Rotate();
        const std::uint64_t lsn = ++last_lsn_;
        in_segment_ += record.size();
        DoAppend(lsn, record);
        return lsn;
    }

    std::size_t Segments() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return segments_;
    }

    std::size_t Retained() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return DoCount();
    }

private:
    // The steps below are called with mutex_ held.
    virtual void DoAppend(std::uint64_t lsn, const std::string& record) = 0;
    virtual void OnRotate(std::uint64_t firstLsn) = 0;
    virtual std::size_t DoCount() const = 0;

    void Rotate() {
        ++segments_;
        in_segment_ = 0;
        OnRotate(last_lsn_ + 1);
    }

    mutable std::mutex mutex_;
    const std::size_t segment_limit_;
    std::size_t in_segment_ = 0;
    std::size_t segments_ = 1;
    std::uint64_t last_lsn_ = 0;
};

class MemoryJournal final : public Journal {
public:
    using Journal::Journal;

private:
    void DoAppend(std::uint64_t lsn, const std::string& record) override { records_.emplace_back(lsn, record); }
    void OnRotate(std::uint64_t firstLsn) override { segment_starts_.push_back(firstLsn); }
    std::size_t DoCount() const override { return records_.size(); }

    std::vector<std::pair<std::uint64_t, std::string>> records_;
    std::vector<std::uint64_t> segment_starts_;
};

// Keeps the records of the current and the previous segment.
class TailJournal final : public Journal {
public:
    using Journal::Journal;

private:
    void DoAppend(std::uint64_t lsn, const std::string&) override { tail_.push_back(lsn); }

    void OnRotate(std::uint64_t firstLsn) override {
        while (!tail_.empty() && tail_.front() < previous_start_)
            tail_.pop_front();
        previous_start_ = firstLsn;
    }

    std::size_t DoCount() const override { return tail_.size(); }

    std::deque<std::uint64_t> tail_;
    std::uint64_t previous_start_ = 1;
};

int main() {
    std::vector<std::unique_ptr<Journal>> journals;
    journals.push_back(std::make_unique<MemoryJournal>(64));
    journals.push_back(std::make_unique<TailJournal>(64));
    auto writer = [&journals](const std::string& who) {
        for (int i = 0; i < 25; ++i)
            for (const auto& journal : journals)
                journal->Append(who + " " + std::to_string(i));
    };
    std::thread first(writer, "insert");
    std::thread second(writer, "update");
    first.join();
    second.join();
    for (const auto& journal : journals)
        std::printf("%zu segments, %zu records\n", journal->Segments(), journal->Retained());
    return 0;
}
