// Lanes of a print spooler: they are moved into their vector while it is built, each move making a fresh mutex; threads start only afterwards and get references.
#include <pthread.h>

#include <cstddef>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class OsMutex {
public:
    OsMutex() { pthread_mutex_init(&raw_, nullptr); }
    ~OsMutex() { pthread_mutex_destroy(&raw_); }
    OsMutex(const OsMutex&) = delete;
    OsMutex& operator=(const OsMutex&) = delete;

    void lock() { pthread_mutex_lock(&raw_); }
    void unlock() { pthread_mutex_unlock(&raw_); }

private:
    pthread_mutex_t raw_;
};

class Lane {
public:
    struct Stats {
        std::size_t queued = 0;
        std::size_t pages = 0;
    };

    explicit Lane(std::string printer) : printer_(std::move(printer)) {}

    // Only for setting up: nobody else may know the other lane yet. The lock isn't moved.
    Lane(Lane&& other) noexcept : printer_(std::move(other.printer_)), jobs_(std::move(other.jobs_)), stats_(other.stats_) {}
    Lane& operator=(Lane&&) = delete;

    void submit(std::string job, std::size_t pages)
    {
        std::lock_guard<OsMutex> lock(mutex_);
        jobs_.push_back(std::move(job));
        ++stats_.queued;
        stats_.pages += pages;
    }

    Stats stats() const
    {
        std::lock_guard<OsMutex> lock(mutex_);
        auto stats = stats_;
        return stats;
    }

    const std::string& printer() const { return printer_; }

private:
    std::string printer_;
    mutable OsMutex mutex_;
    std::vector<std::string> jobs_;
    Stats stats_;
};

static std::vector<Lane> configureLanes(const std::vector<std::string>& printers)
{
    std::vector<Lane> lanes;
    for (auto printer : printers) {
        Lane lane(printer);
        lane.submit("test page for " + printer, 1);
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

static void printAll(Lane& lane, int user)
{
    for (int i = 0; i < 100; ++i)
        lane.submit("user" + std::to_string(user) + "-" + std::to_string(i), 2);
}

int main()
{
    std::vector<Lane> lanes = configureLanes({"mono", "colour"});
    std::vector<std::thread> users;
    for (int user = 0; user < 4; ++user)
        users.emplace_back(printAll, std::ref(lanes[static_cast<std::size_t>(user) % lanes.size()]), user);
    for (auto& user : users)
        user.join();
    for (auto& lane : lanes) {
        auto stats = lane.stats();
        std::cout << lane.printer() << ": " << stats.queued << " jobs, " << stats.pages << " pages\n";
    }
    return 0;
}
