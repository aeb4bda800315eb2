// Job scheduler whose helpers get the lock from their caller: as a unique_lock reference, by adoption, or relocked on demand.
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

class scheduler {
    using lock_t = std::unique_lock<std::mutex>;
    struct job {
        int priority;
        std::function<bool()> body;
        bool operator<(const job& o) const { return priority < o.priority; }
    };

public:
    scheduler() : thread_(&scheduler::loop, this) {}

    ~scheduler() {
        lock_t lk(mu_);
        closed_ = true;
        wake_locked();
        lk.unlock();
        thread_.join();
    }

    void add(int priority, std::function<bool()> body) {
        mu_.lock();
        std::lock_guard<std::mutex> lk(mu_, std::adopt_lock);
        enqueue_locked({priority, std::move(body)});
    }

    void wait_all() {
        lock_t lk(mu_);
        done_.wait(lk, [this] { return outstanding_ == 0; });
    }

    int failures() {
        mu_.lock();
        return take_failures_adopting();
    }

private:
    void wake_locked() { work_.notify_all(); }

    void enqueue_locked(job j) {
        jobs_.push(std::move(j));
        ++outstanding_;
        wake_locked();
    }

    // Takes over the mutex that the caller has locked.
    int take_failures_adopting() {
        lock_t lk(mu_, std::adopt_lock);
        const int n = failures_;
        failures_ = 0;
        return n;
    }

    bool next(lock_t& lk, job& out) {
        work_.wait(lk, [this] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty()) return false;
        out = jobs_.top();
        jobs_.pop();
        return true;
    }

    // May be called with lk locked or not; returns with it locked.
    void finish(lock_t& lk, bool ok) {
        if (!lk.owns_lock()) lk.lock();
        settle_locked(ok);
    }

    void settle_locked(bool ok) {
        if (!ok) ++failures_;
        if (--outstanding_ == 0) done_.notify_all();
    }

    void loop() {
        lock_t lk(mu_);
        job j{};
        while (next(lk, j)) {
            if (!j.body) {
                finish(lk, false);
                continue;
            }
            lk.unlock();
            const bool ok = j.body();
            j.body = nullptr;
            finish(lk, ok);
        }
    }

    std::mutex mu_;
    std::condition_variable work_;
    std::condition_variable done_;
    std::priority_queue<job> jobs_;
    int outstanding_ = 0;
    int failures_ = 0;
    bool closed_ = false;
    std::thread thread_;
};

int main() {
    scheduler s;
    for (int i = 0; i < 50; ++i)
        s.add(i % 5, [i] { return i % 9 != 0; });
    s.add(9, nullptr);
    s.wait_all();
    std::printf("%d failed\n", s.failures());
}
