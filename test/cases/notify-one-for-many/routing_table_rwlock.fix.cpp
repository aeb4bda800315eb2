// Packet router whose routing table is guarded by a writer-preferring reader/writer lock.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class TableLock {
public:
    void enterRead() {
        std::unique_lock<std::mutex> g(state_);
        readersOk_.wait(g, [this] { return !writing_ && writersWaiting_ == 0; });
        ++readers_;
    }

    void leaveRead() {
        std::lock_guard<std::mutex> g(state_);
        if (--readers_ == 0 && writersWaiting_ > 0) writersOk_.notify_one();
    }

    void enterWrite() {
        std::unique_lock<std::mutex> g(state_);
        ++writersWaiting_;
        writersOk_.wait(g, [this] { return !writing_ && readers_ == 0; });
        --writersWaiting_;
        writing_ = true;
    }

    void leaveWrite() {
        std::lock_guard<std::mutex> g(state_);
        writing_ = false;
        if (writersWaiting_ > 0)
            writersOk_.notify_one();
        else
            readersOk_.notify_all();
    }

private:
    std::mutex state_;
    std::condition_variable readersOk_;
    std::condition_variable writersOk_;
    int readers_ = 0;
    int writersWaiting_ = 0;
    bool writing_ = false;
};

class ReadScope {
public:
    explicit ReadScope(TableLock& l) : lock_(l) { lock_.enterRead(); }
    ~ReadScope() { lock_.leaveRead(); }
    ReadScope(const ReadScope&) = delete;
    ReadScope& operator=(const ReadScope&) = delete;

private:
    TableLock& lock_;
};

class WriteScope {
public:
    explicit WriteScope(TableLock& l) : lock_(l) { lock_.enterWrite(); }
    ~WriteScope() { lock_.leaveWrite(); }
    WriteScope(const WriteScope&) = delete;
    WriteScope& operator=(const WriteScope&) = delete;

private:
    TableLock& lock_;
};

class RoutingTable {
public:
    void announce(std::uint32_t prefix, int port) {
        WriteScope scope(lock_);
        routes_[prefix] = port;
    }

    int lookup(std::uint32_t address) {
        ReadScope scope(lock_);
        auto it = routes_.upper_bound(address);
        if (it == routes_.begin()) return -1;
        return (--it)->second;
    }

private:
    TableLock lock_;
    std::map<std::uint32_t, int> routes_;
};

int main() {
    RoutingTable table;
    std::atomic<int> forwarded{0};
    std::vector<std::thread> threads;
    for (int c = 0; c < 4; ++c)
        threads.emplace_back([&table, &forwarded, c] {
            for (std::uint32_t i = 0; i < 2000; ++i)
                if (table.lookup(i * 7919u + static_cast<std::uint32_t>(c)) >= 0) ++forwarded;
        });
    for (int p = 0; p < 2; ++p)
        threads.emplace_back([&table, p] {
            for (std::uint32_t i = 0; i < 200; ++i) table.announce(i << 12, p);
        });
    for (auto& t : threads) t.join();
    std::printf("%d packets forwarded\n", forwarded.load());
}
