// Build workers with a status slot each: a slot is written by its own worker only, the watchdog just reads it.
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

enum class Status { Idle, Compiling, Linking, Done };

class BuildWorker {
public:
    BuildWorker(std::string name, int units) : name_(std::move(name)), units_(units) {}
    BuildWorker(const BuildWorker&) = delete;
    BuildWorker& operator=(const BuildWorker&) = delete;
    ~BuildWorker() {
        if (thread_.joinable()) thread_.join();
    }

    void launch() { thread_ = std::thread(&BuildWorker::run, this); }

    Status status() const { return status_.load(std::memory_order_acquire); }
    int progress() const { return progress_.load(std::memory_order_relaxed); }
    const std::string& name() const { return name_; }

private:
    // All that follows runs on thread_.
    void run() {
        for (int u = 0; u < units_; ++u) {
            if (status_ == Status::Idle) status_ = Status::Compiling;
            compile(u);
        }
        if (status_.load() != Status::Done) {
            status_.store(Status::Linking);
            link();
            status_.store(Status::Done, std::memory_order_release);
        }
    }

    void compile(int unit) {
        checksum_ = checksum_ * 31u + static_cast<unsigned>(unit);
        const int done = progress_.load(std::memory_order_relaxed);
        if (done < units_) progress_.store(done + 1, std::memory_order_relaxed);
    }

    void link() { checksum_ ^= 0xffffu; }

    const std::string name_;
    const int units_;
    std::atomic<Status> status_{Status::Idle};
    std::atomic<int> progress_{0};
    unsigned checksum_ = 7;
    std::thread thread_;
};

// Runs on the main thread; the workers never see it.
class Watchdog {
public:
    bool poll(const std::vector<std::unique_ptr<BuildWorker>>& workers) {
        bool allDone = true;
        int compiling = 0;
        for (const auto& w : workers) {
            const Status s = w->status();
            if (s == Status::Compiling) ++compiling;
            if (s != Status::Done) allDone = false;
        }
        if (compiling > busiest_) busiest_ = compiling;
        return allDone;
    }
    int busiest() const { return busiest_; }

private:
    std::atomic<int> busiest_{0};
};

int main() {
    std::vector<std::unique_ptr<BuildWorker>> workers;
    for (int i = 0; i < 3; ++i) workers.push_back(std::make_unique<BuildWorker>("worker-" + std::to_string(i), 40 + i));
    for (auto& w : workers) w->launch();
    Watchdog watchdog;
    while (!watchdog.poll(workers)) std::this_thread::yield();
    for (const auto& w : workers) std::printf("%s: %d units\n", w->name().c_str(), w->progress());
    std::printf("at most %d compiling at once\n", watchdog.busiest());
    return 0;
}
