// Job scheduler in a function-local static; its constructor registers maintenance jobs through scheduler(), whose static is
// still being initialised.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Scheduler {
public:
    using Job = std::function<void()>;

    Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    void every(int ticks, std::string name, Job job) {
        std::lock_guard<std::mutex> lock(mutex_);
        jobs_.push_back(Entry{ticks, std::move(name), std::move(job)});
    }

    void tick(int now) {
        std::vector<Job> due;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            for (const Entry& e : jobs_)
                if (now % e.ticks == 0) due.push_back(e.job);
        }
        for (const Job& job : due) job();
    }

    std::size_t size() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return jobs_.size();
    }

private:
    struct Entry {
        int ticks;
        std::string name;
        Job job;
    };

    mutable std::mutex mutex_;
    std::vector<Entry> jobs_;
};

Scheduler& scheduler() {
    static Scheduler instance;
    return instance;
}

class TempFiles {
public:
    static void sweep() { std::printf("sweeping temporary files\n"); }
};

static void registerMaintenance() {
    scheduler().every(4, "sweep", &TempFiles::sweep);  // finding: 'instance'
}

Scheduler::Scheduler() {
    jobs_.reserve(16);
    registerMaintenance();
}

int main() {
    std::thread plugin([] { scheduler().every(3, "plugin", [] { std::printf("plugin job\n"); }); });
    scheduler().every(2, "stats", [] { std::printf("stats job\n"); });
    plugin.join();
    for (int now = 1; now <= 4; ++now) scheduler().tick(now);
    std::printf("%zu jobs\n", scheduler().size());
    return 0;
}
