// Database session pool with primary and replica sessions; clients of both kinds wait on one condition and a returned session wakes only one of them.
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

enum class Role : std::size_t { Primary = 0, Replica = 1 };

struct Session {
    Role role;
    int number;
    long statements = 0;
    void execute(const std::string& sql) { statements += static_cast<long>(sql.size() % 7) + 1; }
};

class SessionPool {
public:
    SessionPool(int primaries, int replicas) {
        for (int i = 0; i < primaries; ++i) park(std::make_unique<Session>(Session{Role::Primary, i}));
        for (int i = 0; i < replicas; ++i) park(std::make_unique<Session>(Session{Role::Replica, i}));
    }

    std::unique_ptr<Session> acquire(Role role) {
        std::unique_lock<std::mutex> lock(mutex_);
        auto& list = idleOf(role);
        returned_.wait(lock, [&list] { return !list.empty(); });
        auto session = std::move(list.back());
        list.pop_back();
        return session;
    }

    void release(std::unique_ptr<Session> session) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            park(std::move(session));
        }
        returned_.notify_one();  // finding: 'returned_'
    }

private:
    std::vector<std::unique_ptr<Session>>& idleOf(Role role) { return idle_[static_cast<std::size_t>(role)]; }

    // Called with the mutex held, or from the constructor.
    void park(std::unique_ptr<Session> session) {
        auto& list = idleOf(session->role);
        list.push_back(std::move(session));
    }

    std::mutex mutex_;
    std::condition_variable returned_;
    std::array<std::vector<std::unique_ptr<Session>>, 2> idle_;
};

class Lease {
public:
    Lease(SessionPool& pool, Role role) : pool_(pool), session_(pool.acquire(role)) {}
    ~Lease() { pool_.release(std::move(session_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Session* operator->() { return session_.get(); }

private:
    SessionPool& pool_;
    std::unique_ptr<Session> session_;
};

int main() {
    SessionPool pool(1, 2);
    std::atomic<int> orders{0}, reports{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 3; ++i)
        clients.emplace_back([&] {
            for (int n = 0; n < 200; ++n) {
                Lease lease(pool, Role::Primary);
                lease->execute("insert into orders values (" + std::to_string(n) + ")");
                ++orders;
            }
        });
    for (int i = 0; i < 4; ++i)
        clients.emplace_back([&] {
            for (int n = 0; n < 200; ++n) {
                Lease lease(pool, Role::Replica);
                lease->execute("select sum(total) from orders");
                ++reports;
            }
        });
    for (auto& c : clients) c.join();
    std::printf("%d orders, %d reports\n", orders.load(), reports.load());
}
