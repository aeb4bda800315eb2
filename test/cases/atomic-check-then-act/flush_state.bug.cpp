// Memtable of a key-value store; any writer may flush it when it is full, but the state goes from Idle to Flushing in a test and a
// separate store, so two writers can flush at once.
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Memtable {
public:
    explicit Memtable(std::size_t capacity) : capacity(capacity) {}

    void put(std::string key, std::string value) {
        bool full = false;
        {
            std::lock_guard<std::mutex> guard(tableMutex);
            table[std::move(key)] = std::move(value);
            full = table.size() >= capacity;
        }
        if (full) maybeFlush();
    }

    int flushCount() const { return flushes.load(); }
    int skipCount() const { return skipped.load(); }

private:
    enum class State { Idle, Flushing };

    bool beginFlush() {
        if (state != State::Idle) return false;
        state = State::Flushing;  // finding: 'state'
        return true;
    }

    void maybeFlush() {
        if (!beginFlush()) {
            skipped.fetch_add(1);
            return;
        }
        writeOut();
        state = State::Idle;
    }

    void writeOut() {
        std::map<std::string, std::string> frozen;
        {
            std::lock_guard<std::mutex> guard(tableMutex);
            frozen.swap(table);
        }
        std::size_t bytes = 0;
        for (const auto& [k, v] : frozen) bytes += k.size() + v.size();
        const int number = flushes.fetch_add(1) + 1;
        std::printf("sst-%03d: %zu entries, %zu bytes\n", number, frozen.size(), bytes);
    }

    const std::size_t capacity;
    std::mutex tableMutex;
    std::map<std::string, std::string> table;
    std::atomic<State> state{State::Idle};
    std::atomic<int> flushes{0};
    std::atomic<int> skipped{0};
};

int main() {
    Memtable memtable(8);
    auto writer = [&memtable](int id) {
        for (int i = 0; i < 20; ++i) memtable.put("k" + std::to_string(id) + "-" + std::to_string(i), "value");
    };
    std::vector<std::thread> writers;
    for (int id = 0; id < 3; ++id) writers.emplace_back(writer, id);
    for (auto& w : writers) w.join();
    std::printf("%d flushes, %d skipped\n", memtable.flushCount(), memtable.skipCount());
    return 0;
}
