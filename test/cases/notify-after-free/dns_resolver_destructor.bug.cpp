// DNS resolver on a shared executor; its destructor waits until no lookup is in flight, but the last lookup notifies the dying object's condition unlocked.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class executor {
public:
    explicit executor(int n) {
        while (n-- > 0) workers.emplace_back([this] { work(); });
    }
    executor(const executor&) = delete;
    executor& operator=(const executor&) = delete;
    ~executor() {
        {
            std::lock_guard lk(mtx);
            done = true;
        }
        cv.notify_all();
        for (auto& w : workers) w.join();
    }
    void post(std::function<void()> f) {
        {
            std::lock_guard lk(mtx);
            tasks.push_back(std::move(f));
        }
        cv.notify_one();
    }

private:
    void work() {
        std::unique_lock lk(mtx);
        for (;;) {
            cv.wait(lk, [this] { return done || !tasks.empty(); });
            if (tasks.empty()) return;
            auto task = std::move(tasks.front());
            tasks.pop_front();
            lk.unlock();
            task();
            lk.lock();
        }
    }

    std::mutex mtx;
    std::condition_variable cv;
    std::deque<std::function<void()>> tasks;
    bool done = false;
    std::vector<std::thread> workers;
};

class resolver {
public:
    explicit resolver(executor& ex) : exec(ex) {}
    resolver(const resolver&) = delete;
    resolver& operator=(const resolver&) = delete;

    ~resolver() {
        std::unique_lock lk(mtx);
        idle.wait(lk, [this] { return in_flight == 0; });
    }

    void resolve(const std::string& host) {
        {
            std::lock_guard lk(mtx);
            ++in_flight;
        }
        exec.post([this, host] {
            lookup(host);
            finish_one();
        });
    }

    std::size_t known() {
        std::lock_guard lk(mtx);
        return cache.size();
    }

private:
    void lookup(const std::string& host) {
        unsigned address = 0x0a000000u;
        for (char c : host) address = address * 33u + static_cast<unsigned char>(c);
        std::lock_guard lk(mtx);
        cache[host] = address;
    }

    void finish_one() {
        bool none_left = false;
        {
            std::lock_guard lk(mtx);
            none_left = --in_flight == 0;
        }
        if (none_left)
            idle.notify_all();  // finding: 'idle'
    }

    executor& exec;
    std::mutex mtx;
    std::condition_variable idle;
    std::map<std::string, unsigned> cache;
    int in_flight = 0;
};

int main() {
    executor shared(3);
    for (int round = 0; round < 20; ++round) {
        resolver r(shared);
        for (const char* host : {"example.org", "mail.example.org", "ftp.example.org"}) r.resolve(host);
        std::printf("%zu hosts known\n", r.known());
    }
}
