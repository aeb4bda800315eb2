// Cache of stock quotes that serves stale entries while they are refreshed in the background.
#include <chrono>
#include <cstdio>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;
using Fetcher = std::function<double(const std::string&)>;

class QuoteCache {
public:
    QuoteCache(Fetcher fetch, Clock::duration maxAge) : fetch_(std::move(fetch)), maxAge_(maxAge) {}

    QuoteCache(const QuoteCache&) = delete;
    QuoteCache& operator=(const QuoteCache&) = delete;

    void put(const std::string& symbol, double value) {
        std::lock_guard<std::mutex> guard(mutex_);
        entries_[symbol] = Entry{value, Clock::now(), false};
    }

    // Returns the last known quote; never waits for the exchange.
    std::optional<double> price(const std::string& symbol) {
        std::lock_guard<std::mutex> guard(mutex_);
        auto it = entries_.find(symbol);
        if (it == entries_.end()) return std::nullopt;
        Entry& entry = it->second;
        if (!entry.refreshing && Clock::now() - entry.loadedAt >= maxAge_) {
            entry.refreshing = true;
            startRefresh(symbol);
        }
        return entry.value;
    }

private:
    struct Entry {
        double value = 0.0;
        Clock::time_point loadedAt;
        bool refreshing = false;
    };

    // Called with mutex_ held.
    void startRefresh(const std::string& symbol) {
        refreshes_.push_back(std::async(std::launch::async, &QuoteCache::refresh, this, symbol));
    }

    void refresh(std::string symbol) {
        const double fresh = fetch_(symbol);
        put(symbol, fresh);
    }

    Fetcher fetch_;
    Clock::duration maxAge_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::vector<std::future<void>> refreshes_;  // guarded by mutex_; last, so that it ends before the entries
};

int main() {
    QuoteCache cache([](const std::string& s) { return 100.0 + static_cast<double>(s.size()); },
                     std::chrono::milliseconds(0));
    cache.put("ACME", 99.5);
    cache.put("GLOBEX", 12.25);
    for (int round = 0; round < 3; ++round) {
        for (const char* symbol : {"ACME", "GLOBEX", "INITECH"}) {
            if (auto p = cache.price(symbol))
                std::printf("%s %.2f\n", symbol, *p);
            else
                std::printf("%s unknown\n", symbol);
        }
    }
    return 0;
}
