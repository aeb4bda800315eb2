// Load generator for a key-value store: clients line up at a start gate so that they begin together.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace kvload {

using Clock = std::chrono::steady_clock;

class Store {
public:
    void put(const std::string& key, std::uint64_t value) {
        std::unique_lock<std::shared_mutex> lock(mutex_);
        values_[key] = value;
    }

    std::uint64_t get(const std::string& key) const {
        std::shared_lock<std::shared_mutex> lock(mutex_);
        auto it = values_.find(key);
        return it == values_.end() ? 0 : it->second;
    }

private:
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::uint64_t> values_;
};

struct StartGate {
    std::mutex mutex;
    std::condition_variable opened;
    bool open = false;
    Clock::time_point openedAt{};
};

struct ClientReport {
    std::size_t operations = 0;
    std::uint64_t checksum = 0;
    Clock::duration busy{};
};

// Returns the time at which the run began, the same for every client.
Clock::time_point passGate(StartGate* gate) {
    std::unique_lock<std::mutex> lock(gate->mutex);
    while (!gate->open) gate->opened.wait(lock);
    return gate->openedAt;
}

void openGate(StartGate* gate) {
    std::lock_guard<std::mutex> lock(gate->mutex);
    gate->openedAt = Clock::now();
    gate->open = true;
    gate->opened.notify_all();
}

void runClient(StartGate* gate, Store* store, unsigned seed, ClientReport* report) {
    // The keys are made before the start: only the store is to be measured.
    std::mt19937 rng(seed);
    std::vector<std::string> keys;
    for (int i = 0; i < 500; ++i) keys.push_back("user:" + std::to_string(rng() % 1000));

    const auto begin = passGate(gate);
    for (const auto& key : keys) {
        if (rng() % 10 == 0)
            store->put(key, rng());
        else
            report->checksum ^= store->get(key);
        ++report->operations;
    }
    report->busy = Clock::now() - begin;
}

}  // namespace kvload

int main() {
    constexpr unsigned kClients = 6;
    kvload::Store store;
    kvload::StartGate gate;
    std::vector<kvload::ClientReport> reports(kClients);

    std::vector<std::thread> clients;
    clients.reserve(kClients);
    for (unsigned c = 0; c < kClients; ++c)
        clients.emplace_back(kvload::runClient, &gate, &store, c + 1, &reports[c]);

    for (int i = 0; i < 1000; ++i) store.put("user:" + std::to_string(i), static_cast<std::uint64_t>(i));
    kvload::openGate(&gate);
    for (auto& client : clients) client.join();

    for (const auto& r : reports) {
        const auto us = std::chrono::duration_cast<std::chrono::microseconds>(r.busy).count();
        std::printf("%zu operations in %lld us (%llx)\n", r.operations, static_cast<long long>(us),
                    static_cast<unsigned long long>(r.checksum));
    }
}
