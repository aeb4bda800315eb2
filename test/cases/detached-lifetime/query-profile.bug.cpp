#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace engine {

// Operator timings of one executor thread.
class Profile {
public:
    void add(const char* op, std::chrono::nanoseconds cost) {
        std::lock_guard lock(mutex_);
        Entry& entry = entries_[op];
        ++entry.calls;
        entry.total += cost;
    }

    void dump(std::FILE* out) const {
        std::lock_guard lock(mutex_);
        for (const auto& [op, entry] : entries_) {
            std::fprintf(out, "%-12s %8zu %12lld ns\n", op.c_str(), entry.calls,
                         static_cast<long long>(entry.total.count()));
        }
    }

    void finish() { finished_.store(true); }
    bool finished() const { return finished_.load(); }

private:
    struct Entry {
        std::size_t calls = 0;
        std::chrono::nanoseconds total{0};
    };
    mutable std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::atomic<bool> finished_{false};
};

thread_local Profile t_profile;

template <class F>
void timed(const char* op, F&& body) {
    const auto begin = std::chrono::steady_clock::now();
    body();
    t_profile.add(op, std::chrono::steady_clock::now() - begin);
}

void reportPeriodically() {
    std::thread([profile = &t_profile] {
        while (!profile->finished()) {
            std::this_thread::sleep_for(std::chrono::seconds(5));
            profile->dump(stderr);
        }
    }).detach();  // finding: t_profile
}

using Rows = std::vector<int>;

void executeShare(const Rows& rows, int divisor, std::atomic<long>& sum) {
    reportPeriodically();
    Rows kept;
    timed("filter", [&] {
        for (int row : rows)
            if (row % divisor == 0) kept.push_back(row);
    });
    timed("aggregate", [&] {
        long part = 0;
        for (int row : kept) part += row;
        sum += part;
    });
    t_profile.finish();
}

long execute(const std::vector<Rows>& shares, int divisor) {
    std::atomic<long> sum{0};
    {
        std::vector<std::jthread> executors;
        for (const Rows& rows : shares) {
            executors.emplace_back(executeShare, std::cref(rows), divisor, std::ref(sum));
        }
    }
    return sum.load();
}

}  // namespace engine
