// A firewall's rule engine; its thread starts early but waits for a latch that the constructor opens when the rules are in place.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <latch>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct packet {
    std::uint32_t address;
    std::uint16_t port;
};

struct rule {
    std::uint32_t mask;
    std::uint32_t network;
    std::uint16_t port;
    bool accept;

    bool matches(const packet& p) const {
        return (p.address & mask) == network && (port == 0 || port == p.port);
    }
};

class rule_engine {
public:
    explicit rule_engine(std::vector<rule> rules, bool accept_by_default) noexcept
        : worker([this] { run(); }) {
        table = std::move(rules);
        fallback = accept_by_default;
        configured.count_down();
    }

    rule_engine(const rule_engine&) = delete;
    rule_engine& operator=(const rule_engine&) = delete;

    ~rule_engine() { stop(); }

    void submit(const packet& p) {
        {
            std::lock_guard guard(inbox_lock);
            inbox.push_back(p);
        }
        inbox_changed.notify_one();
    }

    std::pair<std::size_t, std::size_t> finish() {
        stop();
        return {accepted, dropped};
    }

private:
    void stop() {
        {
            std::lock_guard guard(inbox_lock);
            stopped = true;
        }
        inbox_changed.notify_one();
        if (worker.joinable()) {
            worker.join();
        }
    }

    void run() {
        configured.wait();
        std::vector<packet> batch;
        while (take(batch)) {
            for (const packet& p : batch) {
                ++(verdict(p) ? accepted : dropped);
            }
            batch.clear();
        }
    }

    bool take(std::vector<packet>& batch) {
        std::unique_lock guard(inbox_lock);
        inbox_changed.wait(guard, [this] { return stopped || !inbox.empty(); });
        batch.swap(inbox);
        return !batch.empty();
    }

    bool verdict(const packet& p) const {
        for (const rule& r : table) {
            if (r.matches(p)) {
                return r.accept;
            }
        }
        return fallback;
    }

    std::latch configured{1};
    std::mutex inbox_lock;
    std::condition_variable inbox_changed;
    bool stopped = false;
    std::vector<packet> inbox;
    std::thread worker;
    std::vector<rule> table;
    bool fallback = false;
    std::size_t accepted = 0;  // the worker's; read after it is joined
    std::size_t dropped = 0;
};

int main() {
    rule_engine engine({{0xffff0000u, 0x0a010000u, 0, true}, {0xff000000u, 0x0a000000u, 22, false}}, true);
    for (std::uint32_t i = 0; i < 64; ++i) {
        engine.submit({0x0a000000u | (i << 14), static_cast<std::uint16_t>(i % 2 ? 22 : 443)});
    }
    const auto [accepted, dropped] = engine.finish();
    std::cout << accepted << " accepted, " << dropped << " dropped\n";
}
