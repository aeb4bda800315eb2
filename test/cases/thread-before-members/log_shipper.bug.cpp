// Ships log lines to a collector in batches; the worker starts in the initialiser list before the queue that it reads is constructed.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class LogShipper {
public:
    explicit LogShipper(std::size_t batch_size)
        : batch_size_(batch_size),
          worker_(&LogShipper::run, this) {  // finding: 'pending_'
    }

    LogShipper(const LogShipper&) = delete;
    LogShipper& operator=(const LogShipper&) = delete;

    ~LogShipper() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        worker_.join();
    }

    void append(std::string line) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            pending_.push_back(std::move(line));
        }
        wake_.notify_one();
    }

    std::size_t bytes_shipped() const { return bytes_shipped_.load(); }

private:
    void run() {
        std::vector<std::string> batch;
        while (next_batch(batch)) {
            ship(batch);
            batch.clear();
        }
    }

    // Returns false once the shipper is stopping and nothing is left.
    bool next_batch(std::vector<std::string>& out) {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
        while (!pending_.empty() && out.size() < batch_size_) {
            out.push_back(std::move(pending_.front()));
            pending_.pop_front();
        }
        return !out.empty();
    }

    void ship(const std::vector<std::string>& batch) {
        std::size_t bytes = 0;
        for (const auto& line : batch) {
            bytes += line.size() + 1;
        }
        bytes_shipped_ += bytes;
    }

    const std::size_t batch_size_;
    std::atomic<std::size_t> bytes_shipped_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread worker_;
    std::deque<std::string> pending_;
};

int main() {
    LogShipper shipper(16);
    for (int i = 0; i < 100; ++i) {
        shipper.append("request " + std::to_string(i) + " served");
    }
    std::printf("%zu bytes so far\n", shipper.bytes_shipped());
    return 0;
}
