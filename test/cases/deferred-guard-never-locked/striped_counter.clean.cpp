// Striped counters: guards made deferred in an array, a vector and a member of a whole-table lock, all locked in a loop.
#include <array>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class striped_counter {
    struct stripe {
        mutable std::mutex mutex;
        std::map<std::string, long> counts;
    };

    static constexpr std::size_t kStripes = 8;
    using stripes_type = std::array<stripe, kStripes>;

    // Holds every stripe, always in the order of the array.
    class whole_table_lock {
    public:
        explicit whole_table_lock(const stripes_type& stripes) {
            for (std::size_t i = 0; i < kStripes; ++i)
                held_[i] = std::unique_lock<std::mutex>(stripes[i].mutex, std::defer_lock);
            for (auto& guard : held_)
                guard.lock();
        }

    private:
        std::array<std::unique_lock<std::mutex>, kStripes> held_;
    };

public:
    void add(const std::string& key, long amount) {
        stripe& s = stripe_of(key);
        std::lock_guard<std::mutex> guard(s.mutex);
        s.counts[key] += amount;
    }

    long total() const {
        whole_table_lock all(stripes_);
        long sum = 0;
        for (const stripe& s : stripes_)
            for (const auto& entry : s.counts)
                sum += entry.second;
        return sum;
    }

    std::map<std::string, long> drain() {
        std::map<std::string, long> result;
        std::vector<std::unique_lock<std::mutex>> guards;
        guards.reserve(kStripes);
        for (stripe& s : stripes_)
            guards.emplace_back(s.mutex, std::defer_lock);
        for (std::size_t i = 0; i < guards.size(); ++i)
            guards[i].lock();
        for (stripe& s : stripes_) {
            result.merge(s.counts);
            s.counts.clear();
        }
        return result;
    }

    long sum_of(const std::string& a, const std::string& b) const {
        const stripe& sa = stripe_of(a);
        const stripe& sb = stripe_of(b);
        std::unique_lock<std::mutex> pair[2] = {{sa.mutex, std::defer_lock}, {sb.mutex, std::defer_lock}};
        if (&sa == &sb)
            pair[0].lock();
        else
            std::lock(pair[0], pair[1]);
        return value_in(sa, a) + value_in(sb, b);
    }

private:
    static std::size_t index_of(const std::string& key) { return std::hash<std::string>{}(key) % kStripes; }
    stripe& stripe_of(const std::string& key) { return stripes_[index_of(key)]; }
    const stripe& stripe_of(const std::string& key) const { return stripes_[index_of(key)]; }

    static long value_in(const stripe& s, const std::string& key) {
        const auto it = s.counts.find(key);
        return it == s.counts.end() ? 0 : it->second;
    }

    stripes_type stripes_;
};

int main() {
    striped_counter counter;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&counter] {
            for (int i = 0; i < 200; ++i)
                counter.add("page" + std::to_string(i % 25), 1);
        });
    }
    const long early = counter.total() + counter.sum_of("page1", "page2");
    for (auto& thread : threads)
        thread.join();
    std::printf("early %ld, final %ld, keys %zu\n", early, counter.total(), counter.drain().size());
}
