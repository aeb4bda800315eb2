// Database connection pool; acquire() and drain() wait for the same condition with the pool's mutex.
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class connection {
public:
    explicit connection(int id) : id_(id) {}
    int execute(const std::string& sql) const { return id_ + static_cast<int>(sql.size()); }

private:
    int id_;
};

class connection_pool {
public:
    explicit connection_pool(int size) {
        for (int i = 0; i < size; ++i)
            idle_.push_back(std::make_unique<connection>(i));
    }

    // An empty pointer means that the pool is going down.
    std::unique_ptr<connection> acquire() {
        std::unique_lock<std::mutex> lk(pool_mutex_);
        available_.wait(lk, [this] { return draining_ || !idle_.empty(); });
        if (draining_)
            return nullptr;
        auto conn = std::move(idle_.back());
        idle_.pop_back();
        ++in_use_;
        return conn;
    }

    void release(std::unique_ptr<connection> conn) {
        {
            std::lock_guard<std::mutex> lk(pool_mutex_);
            idle_.push_back(std::move(conn));
            --in_use_;
        }
        available_.notify_all();
    }

    void drain(const std::string& reason) {
        {
            std::lock_guard<std::mutex> lk(pool_mutex_);
            draining_ = true;
        }
        available_.notify_all();

        {
            std::lock_guard<std::mutex> lk(admin_mutex_);
            drain_reason_ = reason;
        }
        std::unique_lock<std::mutex> lk(pool_mutex_);
        while (in_use_ > 0)
            available_.wait(lk);
    }

    std::string drain_reason() const {
        std::lock_guard<std::mutex> lk(admin_mutex_);
        return drain_reason_;
    }

private:
    std::mutex pool_mutex_;
    std::condition_variable available_;
    std::vector<std::unique_ptr<connection>> idle_;
    int in_use_ = 0;
    bool draining_ = false;

    mutable std::mutex admin_mutex_;
    std::string drain_reason_;
};

static void run_queries(connection_pool& pool, int count) {
    for (int i = 0; i < count; ++i) {
        auto conn = pool.acquire();
        if (!conn)
            return;
        conn->execute("select * from orders where id = " + std::to_string(i));
        pool.release(std::move(conn));
    }
}

int main() {
    connection_pool pool(3);
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i)
        clients.emplace_back(run_queries, std::ref(pool), 50);
    pool.drain("maintenance");
    for (auto& client : clients)
        client.join();
    std::printf("drained: %s\n", pool.drain_reason().c_str());
}
