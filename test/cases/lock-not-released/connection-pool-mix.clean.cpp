// Database connection pool: home-made guard and spin lock, connections handed out
// as shared_ptr whose deleter returns them, bounded waiting, orderly close.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class SpinLock {
public:
    void lock() {
        while (flag_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
    }
    bool try_lock() { return !flag_.test_and_set(std::memory_order_acquire); }
    void unlock() { flag_.clear(std::memory_order_release); }

private:
    std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

template <class L>
class [[nodiscard]] Guard {
public:
    explicit Guard(L& l) : l_(&l) { l_->lock(); }
    Guard(Guard&& o) noexcept : l_(std::exchange(o.l_, nullptr)) {}
    Guard& operator=(Guard&&) = delete;
    ~Guard() { release(); }
    void release() {
        if (L* l = std::exchange(l_, nullptr)) l->unlock();
    }

private:
    L* l_;
};

struct Connection {
    int serial = 0;
    int uses = 0;
    bool broken = false;
};

class Usage {
public:
    void opened() {
        auto g = hold();
        ++open_;
    }
    void reused() {
        auto g = hold();
        ++reuse_;
        if (reuse_ % 16) return;
        g.release();  // early release; the destructor then does nothing
        std::this_thread::yield();
    }
    // Statistics only: skip the sample when somebody else is busy.
    void sample() {
        if (!lock_.try_lock()) return;
        peak_ = open_ > peak_ ? open_ : peak_;
        lock_.unlock();
    }

private:
    Guard<SpinLock> hold() { return Guard<SpinLock>(lock_); }
    SpinLock lock_;
    int open_ = 0, reuse_ = 0, peak_ = 0;
};

class ConnectionPool : public std::enable_shared_from_this<ConnectionPool> {
public:
    using Lease = std::shared_ptr<Connection>;

    explicit ConnectionPool(int max) : room_(max) {}

    // Null on timeout or when the pool is closed.
    Lease borrow(std::chrono::milliseconds patience) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        std::unique_lock<std::mutex> lk(mu_);
        while (idle_.empty() && room_ == 0) {
            if (closed_) return nullptr;
            if (returned_.wait_until(lk, deadline) == std::cv_status::timeout && idle_.empty() && room_ == 0)
                return nullptr;
        }
        if (closed_) return nullptr;
        std::unique_ptr<Connection> c;
        if (!idle_.empty()) {
            c = std::move(idle_.back());
            idle_.pop_back();
            usage_.reused();
        } else {
            --room_;
            c = std::make_unique<Connection>();
            c->serial = ++serials_;
            usage_.opened();
        }
        lk.unlock();
        auto self = shared_from_this();  // the lease keeps the pool alive
        return Lease(c.release(), [self](Connection* raw) { self->give_back(raw); });
    }

    void close() {
        std::vector<std::unique_ptr<Connection>> doomed;
        {
            std::lock_guard<std::mutex> lk(mu_);
            closed_ = true;
            doomed.swap(idle_);
        }
        returned_.notify_all();
        usage_.sample();
    }

private:
    void give_back(Connection* raw) {
        std::unique_ptr<Connection> c(raw);
        std::lock_guard<std::mutex> lk(mu_);
        if (closed_ || c->broken) ++room_;
        else idle_.push_back(std::move(c));
        returned_.notify_one();  // one connection, one borrower
    }

    std::mutex mu_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
    int room_;
    int serials_ = 0;
    bool closed_ = false;
    Usage usage_;
};

int main() {
    auto pool = std::make_shared<ConnectionPool>(2);
    std::atomic<int> served{0};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 4; ++i)
        clients.emplace_back([pool, &served] {
            for (int k = 0; k < 50; ++k) {
                auto c = pool->borrow(std::chrono::milliseconds(200));
                if (!c) continue;
                c->broken = ++c->uses % 20 == 0;
                ++served;
            }
        });
    clients.clear();  // joins
    pool->close();
    return served > 0 && !pool->borrow(std::chrono::milliseconds(1)) ? 0 : 1;
}
