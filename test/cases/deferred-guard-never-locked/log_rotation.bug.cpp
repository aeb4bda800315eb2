// In-memory log with rotation. The rotation tries the lock and goes on without asking whether it got it.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class SegmentedLog {
public:
    explicit SegmentedLog(std::size_t segment_limit) : segment_limit_(segment_limit) {}

    void append(std::string line) {
        std::lock_guard<std::mutex> lock(mutex_);
        current_bytes_ += line.size();
        current_.push_back(std::move(line));
    }

    // Called from a timer; must never hold up the writers.
    bool rotate_if_large() {
        std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);  // finding: 'lock'
        if (current_bytes_ < segment_limit_)
            return false;
        start_segment();
        return true;
    }

    void seal() {
        std::lock_guard<std::mutex> lock(mutex_);
        if (!current_.empty())
            start_segment();
    }

    std::size_t segments() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return closed_.size();
    }

    std::size_t lines() const {
        std::lock_guard<std::mutex> lock(mutex_);
        std::size_t count = current_.size();
        for (const auto& segment : closed_)
            count += segment.size();
        return count;
    }

private:
    void start_segment() {
        closed_.push_back(std::exchange(current_, {}));
        current_bytes_ = 0;
    }

    const std::size_t segment_limit_;
    mutable std::mutex mutex_;
    std::vector<std::string> current_;
    std::size_t current_bytes_ = 0;
    std::vector<std::vector<std::string>> closed_;
};

static void write_lines(SegmentedLog& log, int writer) {
    for (int i = 0; i < 300; ++i)
        log.append("writer " + std::to_string(writer) + " line " + std::to_string(i));
}

int main() {
    SegmentedLog log(1024);
    std::atomic<bool> done{false};
    std::thread timer([&] {
        while (!done.load()) {
            log.rotate_if_large();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    std::thread first(write_lines, std::ref(log), 1);
    std::thread second(write_lines, std::ref(log), 2);
    first.join();
    second.join();
    done.store(true);
    timer.join();
    log.seal();
    std::printf("%zu lines in %zu segments\n", log.lines(), log.segments());
}
