// User-space DMA driver with a completion thread and an orderly shutdown.
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class __attribute__((capability("mutex"))) Mutex {
public:
    void lock() __attribute__((acquire_capability())) { mtx_.lock(); }
    void unlock() __attribute__((release_capability())) { mtx_.unlock(); }

private:
    std::mutex mtx_;
};

class __attribute__((scoped_lockable)) Guard {
public:
    explicit Guard(Mutex& m) __attribute__((acquire_capability(m))) : m_(m) { m_.lock(); }
    ~Guard() __attribute__((release_capability())) { m_.unlock(); }
    Guard(const Guard&) = delete;

private:
    Mutex& m_;
};

struct Request {
    std::vector<unsigned char> data;
    int status = -EINPROGRESS;
};
using RequestPtr = std::shared_ptr<Request>;

class Driver {
public:
    ~Driver() {
        if (irq_.joinable()) shutdown();
    }

    void start() { irq_ = std::thread(&Driver::irqLoop, this); }

    int submit(RequestPtr rq) {
        {
            Guard g(lock_);
            if (stopping_)
                return -ESHUTDOWN;
            pending_.push_back(std::move(rq));
        }
        doorbell_.notify_one();
        return 0;
    }

    void reset() {
        Guard g(lock_);
        failPending(-EAGAIN);
    }

    void shutdown() {
        {
            Guard g(lock_);
            stopping_ = true;
        }
        doorbell_.notify_all();
        {
            Guard g(lock_);
            failPending(-ECANCELED);
        }
        irq_.join();
    }

    std::vector<RequestPtr> reap() {
        Guard g(lock_);
        return std::exchange(done_, {});
    }

private:
    void failPending(int status) __attribute__((requires_capability(lock_))) {
        for (auto& rq : pending_) {
            rq->status = status;
            done_.push_back(std::move(rq));
        }
        pending_.clear();
    }

    void irqLoop() {
        Guard g(lock_);
        for (;;) {
            while (!stopping_ && pending_.empty())
                doorbell_.wait(lock_);
            if (pending_.empty())
                return;
            RequestPtr rq = std::move(pending_.front());
            pending_.pop_front();
            rq->status = static_cast<int>(rq->data.size());
            done_.push_back(std::move(rq));
        }
    }

    Mutex lock_;
    std::condition_variable_any doorbell_;
    std::deque<RequestPtr> pending_ __attribute__((guarded_by(lock_)));
    std::vector<RequestPtr> done_ __attribute__((guarded_by(lock_)));
    bool stopping_ __attribute__((guarded_by(lock_))) = false;
    std::thread irq_;
};

int main() {
    Driver drv;
    drv.start();
    int refused = 0;
    for (std::size_t i = 0; i < 64; ++i) {
        auto rq = std::make_shared<Request>();
        rq->data.resize(i);
        refused += drv.submit(std::move(rq)) != 0;
        if (i == 32) drv.reset();
    }
    drv.shutdown();
    std::printf("%zu reaped, %d refused\n", drv.reap().size(), refused);
}
