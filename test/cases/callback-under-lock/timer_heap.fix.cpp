// Timer heap driven by an external clock; advance() takes the due timers out under the lock and fires them without it.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

using ticks = std::uint64_t;

struct timer_entry {
    ticks due;
    std::function<void(ticks)> action;
};

struct later_first {
    bool operator()(const timer_entry& a, const timer_entry& b) const { return a.due > b.due; }
};

class timer_heap {
public:
    void schedule(ticks due, std::function<void(ticks)> action) {
        std::scoped_lock hold(mu);
        heap.push(timer_entry{due, std::move(action)});
    }

    std::size_t pending() const {
        std::scoped_lock hold(mu);
        return heap.size();
    }

    std::size_t advance(ticks now) {
        std::vector<timer_entry> due;
        {
            std::scoped_lock hold(mu);
            while (!heap.empty() && heap.top().due <= now) {
                due.push_back(heap.top());
                heap.pop();
            }
        }
        for (timer_entry& entry : due)
            entry.action(now);
        return due.size();
    }

private:
    mutable std::mutex mu;
    std::priority_queue<timer_entry, std::vector<timer_entry>, later_first> heap;
};

// Renews a lease every `period` ticks until it is released.
class lease_keeper {
public:
    lease_keeper(timer_heap& timers, ticks period) : timers(timers), period(period) {}

    void begin(ticks now) { arm(now); }
    void release() { held.store(false); }
    unsigned renewals() const { return renewed.load(); }

private:
    void arm(ticks now) {
        timers.schedule(now + period, [this](ticks at) { renew(at); });
    }

    void renew(ticks now) {
        if (!held.load())
            return;
        renewed.fetch_add(1);
        arm(now);
    }

    timer_heap& timers;
    const ticks period;
    std::atomic<bool> held{true};
    std::atomic<unsigned> renewed{0};
};

int main() {
    timer_heap timers;
    lease_keeper lease(timers, 10);
    lease.begin(0);
    std::atomic<int> cleanups{0};
    std::thread maintenance([&] {
        for (ticks t = 5; t < 50; t += 15)
            timers.schedule(t, [&cleanups](ticks) { cleanups.fetch_add(1); });
    });
    std::size_t fired = 0;
    for (ticks now = 1; now <= 60; ++now)
        fired += timers.advance(now);
    maintenance.join();
    lease.release();
    fired += timers.advance(100);
    std::printf("fired %zu, renewals %u, cleanups %d, pending %zu\n", fired, lease.renewals(), cleanups.load(),
                timers.pending());
    return 0;
}
