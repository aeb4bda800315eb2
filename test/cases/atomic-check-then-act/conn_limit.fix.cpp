// Connection limiter of a proxy; several acceptors share one limit of open connections.
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

class connection_limiter {
public:
    explicit connection_limiter(int limit) : limit_(limit) {}

    bool try_enter() {
        int open = open_.load();
        do {
            if (open >= limit_) {
                refused_.fetch_add(1, std::memory_order_relaxed);
                return false;
            }
        } while (!open_.compare_exchange_weak(open, open + 1));
        return true;
    }

    void leave() { open_.fetch_sub(1); }
    long refused() const { return refused_.load(std::memory_order_relaxed); }

private:
    const int limit_;
    std::atomic<int> open_{0};
    std::atomic<long> refused_{0};
};

class connection {
public:
    static std::unique_ptr<connection> accept(connection_limiter& limiter, int id) {
        if (!limiter.try_enter()) return nullptr;
        return std::unique_ptr<connection>(new connection(limiter, id));
    }
    ~connection() { limiter_.leave(); }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    int serve() const { return id_ * 2; }

private:
    connection(connection_limiter& limiter, int id) : limiter_(limiter), id_(id) {}

    connection_limiter& limiter_;
    int id_;
};

static void acceptor(connection_limiter& limiter, int first_id, std::atomic<int>& served) {
    std::vector<std::unique_ptr<connection>> open;
    for (int id = first_id; id < first_id + 20; ++id) {
        if (auto c = connection::accept(limiter, id)) {
            if (c->serve() >= 0) served.fetch_add(1);
            open.push_back(std::move(c));
        }
        if (open.size() > 3) open.clear();
    }
}

int main() {
    connection_limiter limiter(5);
    std::atomic<int> served{0};
    std::vector<std::thread> acceptors;
    for (int a = 0; a < 3; ++a) acceptors.emplace_back(acceptor, std::ref(limiter), a * 100, std::ref(served));
    for (auto& t : acceptors) t.join();
    std::printf("%d served, %ld refused\n", served.load(), limiter.refused());
    return 0;
}
