// DNS resolver cache that prunes on an executor; the posted task runs on the executor's thread, where the lock isn't held.
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <iterator>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

class Executor {
public:
    Executor() : m_worker([this] { run(); }) {}
    ~Executor() {
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            m_quit = true;
        }
        m_cond.notify_one();
        m_worker.join();
    }
    void post(std::function<void()> task) {
        {
            std::lock_guard<std::mutex> guard(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_cond.notify_one();
    }

private:
    void run() {
        std::unique_lock<std::mutex> lock(m_mutex);
        for (;;) {
            m_cond.wait(lock, [this] { return m_quit || !m_tasks.empty(); });
            if (m_tasks.empty()) return;
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            lock.lock();
        }
    }
    std::mutex m_mutex;
    std::condition_variable m_cond;
    std::deque<std::function<void()>> m_tasks;
    bool m_quit = false;
    std::thread m_worker;
};

class OwnedMutex {
public:
    void lock() { m_impl.lock(); m_owner = std::this_thread::get_id(); }
    void unlock() { m_owner = std::thread::id(); m_impl.unlock(); }
    bool isHeld() const { return m_owner.load() == std::this_thread::get_id(); }

private:
    std::mutex m_impl;
    std::atomic<std::thread::id> m_owner{};
};

class Resolver {
public:
    void store(const std::string& host, std::string address, unsigned ttl) {
        std::lock_guard<OwnedMutex> guard(m_lock);
        m_records[host] = Record{std::move(address), m_now + ttl};
        if (m_records.size() > kSoftLimit && !m_pruning) {
            m_pruning = true;
            m_executor.post([this] {
                pruneExpired(); // finding: 'pruneExpired'
            });
        }
    }

    std::string lookup(const std::string& host) {
        std::lock_guard<OwnedMutex> guard(m_lock);
        auto it = m_records.find(host);
        return it != m_records.end() && it->second.expires > m_now ? it->second.address : std::string();
    }

    void tick(unsigned seconds) {
        std::lock_guard<OwnedMutex> guard(m_lock);
        m_now += seconds;
        if (m_records.size() > 4 * kSoftLimit) pruneExpired();
    }

private:
    struct Record {
        std::string address;
        unsigned expires = 0;
    };
    static constexpr std::size_t kSoftLimit = 64;

    void pruneExpired() {
        assert(m_lock.isHeld());
        for (auto it = m_records.begin(); it != m_records.end();)
            it = it->second.expires <= m_now ? m_records.erase(it) : std::next(it);
        m_pruning = false;
    }

    OwnedMutex m_lock;
    std::unordered_map<std::string, Record> m_records;
    unsigned m_now = 0;
    bool m_pruning = false;
    Executor m_executor;
};

int main() {
    Resolver resolver;
    int hits = 0;
    for (unsigned i = 0; i < 1000; ++i) {
        resolver.store("host" + std::to_string(i), "10.0.0.1", i % 20);
        if (!resolver.lookup("host" + std::to_string(i / 2)).empty()) ++hits;
        resolver.tick(1);
    }
    std::printf("%d hits\n", hits);
}
