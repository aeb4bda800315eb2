// Connection pool that resets a returned connection with the lock released.
#include <cassert>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Connection {
    int id = 0;
    int statements = 0;
    bool broken = false;

    void execute() {
        ++statements;
        if (statements % 40 == 0) broken = true;
    }
    void rollback() { statements -= statements % 2; }
    void reopen() {
        broken = false;
        statements = 0;
    }
};

class ConnectionPool {
    using Lock = std::unique_lock<std::mutex>;

public:
    explicit ConnectionPool(int capacity) : capacity_(capacity) {}

    std::unique_ptr<Connection> acquire() {
        Lock lock(mutex_);
        available_.wait(lock, [this] { return !idle_.empty() || open_ < capacity_; });
        if (idle_.empty()) {
            const int id = ++open_;
            lock.unlock();
            auto fresh = std::make_unique<Connection>();
            fresh->id = id;
            return fresh;
        }
        auto conn = std::move(idle_.back());
        idle_.pop_back();
        return conn;
    }

    void release(std::unique_ptr<Connection> conn) {
        Lock lock(mutex_);
        ++released_;
        if (!conn->broken) {
            park(std::move(conn), lock);
            return;
        }
        ++repaired_;
        lock.unlock();
        conn->rollback();
        conn->reopen();
        lock.lock();
        park(std::move(conn), lock);
    }

    void preopen() {
        Lock lock(mutex_);
        while (open_ < capacity_) {
            auto conn = std::make_unique<Connection>();
            conn->id = ++open_;
            park(std::move(conn), lock);
        }
    }

    void report() {
        Lock lock(mutex_);
        const int released = released_, repaired = repaired_;
        lock.unlock();
        std::printf("%d released, %d repaired\n", released, repaired);
    }

private:
    void park(std::unique_ptr<Connection> conn, [[maybe_unused]] const Lock& lock) {
        assert(lock.owns_lock());
        idle_.push_back(std::move(conn));
        available_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable available_;
    std::vector<std::unique_ptr<Connection>> idle_;
    const int capacity_;
    int open_ = 0;
    int released_ = 0;
    int repaired_ = 0;
};

int main() {
    ConnectionPool pool(2);
    pool.preopen();
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i)
        clients.emplace_back([&pool] {
            for (int n = 0; n < 100; ++n) {
                auto conn = pool.acquire();
                conn->execute();
                pool.release(std::move(conn));
            }
        });
    for (auto& c : clients) c.join();
    pool.report();
}
