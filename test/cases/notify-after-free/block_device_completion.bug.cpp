// Block device with an interrupt thread; the completion lies on the submitter's stack and is notified after its mutex was given back.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

class Completion {
public:
    void signal(int status) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            status_ = status;
            done_ = true;
        }
        cond_.notify_one();  // finding: 'cond_'
    }

    int wait() {
        std::unique_lock<std::mutex> lock(mutex_);
        while (!done_) cond_.wait(lock);
        return status_;
    }

private:
    std::mutex mutex_;
    std::condition_variable cond_;
    bool done_ = false;
    int status_ = 0;
};

struct BlockRequest {
    std::uint64_t sector;
    std::vector<unsigned char>* buffer;
    Completion* completion;
};

class BlockDevice {
public:
    explicit BlockDevice(std::uint64_t sectors) : sectors_(sectors), irq_([this] { serviceLoop(); }) {}
    BlockDevice(const BlockDevice&) = delete;
    BlockDevice& operator=(const BlockDevice&) = delete;

    ~BlockDevice() {
        {
            std::lock_guard<std::mutex> lock(queueMutex_);
            removed_ = true;
        }
        queued_.notify_one();
        irq_.join();
    }

    // Returns 0 or a negative error.
    int read(std::uint64_t sector, std::vector<unsigned char>& buffer) {
        Completion completion;
        enqueue({sector, &buffer, &completion});
        return completion.wait();
    }

private:
    void enqueue(BlockRequest request) {
        {
            std::lock_guard<std::mutex> lock(queueMutex_);
            queue_.push_back(request);
        }
        queued_.notify_one();
    }

    void serviceLoop() {
        for (;;) {
            std::unique_lock<std::mutex> lock(queueMutex_);
            queued_.wait(lock, [this] { return removed_ || !queue_.empty(); });
            if (queue_.empty()) return;
            BlockRequest request = queue_.front();
            queue_.pop_front();
            lock.unlock();
            request.completion->signal(transfer(request));
        }
    }

    int transfer(const BlockRequest& request) const {
        if (request.sector >= sectors_) return -5;
        request.buffer->assign(512, static_cast<unsigned char>(request.sector));
        return 0;
    }

    const std::uint64_t sectors_;
    std::mutex queueMutex_;
    std::condition_variable queued_;
    std::deque<BlockRequest> queue_;
    bool removed_ = false;
    std::thread irq_;
};

int main() {
    BlockDevice disk(64);
    int failures = 0;
    std::vector<unsigned char> buffer;
    for (std::uint64_t sector = 0; sector < 70; ++sector)
        if (disk.read(sector, buffer) != 0) ++failures;
    std::printf("%d reads failed\n", failures);
    return failures == 6 ? 0 : 1;
}
