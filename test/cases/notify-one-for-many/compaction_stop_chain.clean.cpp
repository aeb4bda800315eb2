// Background compaction with several threads; the stop is notified once and each thread that leaves passes the wake-up on to the next.
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace lsm {

struct compaction {
    int level;
    std::vector<int> left, right;
};

class compactor {
public:
    explicit compactor(int threads) {
        for (int i = 0; i < threads; ++i) pool_.emplace_back(&compactor::run, this);
    }
    compactor(const compactor&) = delete;
    compactor& operator=(const compactor&) = delete;

    ~compactor() {
        request_stop();
        for (auto& t : pool_) t.join();
    }

    void schedule(compaction c) {
        std::lock_guard lk(mtx_);
        todo_.push_back(std::move(c));
        cond_.notify_one();
    }

    std::size_t merged_keys() {
        std::lock_guard lk(mtx_);
        return merged_keys_;
    }

private:
    void request_stop() {
        std::lock_guard lk(mtx_);
        stopping_ = true;
        cond_.notify_one();
    }

    void run() {
        std::unique_lock lk(mtx_);
        for (;;) {
            while (todo_.empty() && !stopping_) cond_.wait(lk);
            if (todo_.empty()) break;
            compaction job = std::move(todo_.front());
            todo_.pop_front();
            lk.unlock();
            const std::size_t keys = merge(job);
            lk.lock();
            merged_keys_ += keys;
        }
        // Whoever leaves takes care of the next sleeper.
        cond_.notify_one();
    }

    static std::size_t merge(const compaction& job) {
        std::vector<int> out;
        out.reserve(job.left.size() + job.right.size());
        std::merge(job.left.begin(), job.left.end(), job.right.begin(), job.right.end(), std::back_inserter(out));
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out.size();
    }

    std::mutex mtx_;
    std::condition_variable cond_;
    std::deque<compaction> todo_;
    bool stopping_ = false;
    std::size_t merged_keys_ = 0;
    std::vector<std::thread> pool_;
};

}  // namespace lsm

int main() {
    lsm::compactor background(4);
    for (int level = 0; level < 12; ++level) {
        lsm::compaction c{level, {}, {}};
        for (int k = 0; k < 1000; ++k) {
            c.left.push_back(k * 2);
            c.right.push_back(k * 3);
        }
        background.schedule(std::move(c));
    }
    std::printf("%zu keys merged so far\n", background.merged_keys());
}
