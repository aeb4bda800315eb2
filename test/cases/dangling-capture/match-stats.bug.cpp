#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

class MatchStats {
public:
    void kill(const std::string& player) {
        std::lock_guard<std::mutex> lock(mutex_);
        ++kills_[player];
    }

    void sample() {
        rusage usage{};
        if (::getrusage(RUSAGE_SELF, &usage) != 0) return;
        std::lock_guard<std::mutex> lock(mutex_);
        memory_.push_back(usage.ru_maxrss);
        if (memory_.size() > 600) memory_.erase(memory_.begin());
    }

    void print(std::FILE* out) const {
        std::lock_guard<std::mutex> lock(mutex_);
        for (const auto& [player, count] : kills_) std::fprintf(out, "%-16s %4d\n", player.c_str(), count);
        if (!memory_.empty())
            std::fprintf(out, "peak memory %ld kB\n", *std::max_element(memory_.begin(), memory_.end()));
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, int> kills_;
    std::vector<long> memory_;
};

static std::unique_ptr<std::jthread> startSampler(MatchStats& stats) {
    return std::make_unique<std::jthread>([&stats](std::stop_token stop) {  // finding: stats
        while (!stop.stop_requested()) {
            stats.sample();
            std::this_thread::sleep_for(1s);
        }
    });
}

static void play(std::istream& events, MatchStats& stats) {
    std::string verb, player;
    while (events >> verb >> player) {
        if (verb == "kill") stats.kill(player);
    }
}

int main() {
    MatchStats stats;
    std::unique_ptr<std::jthread> sampler = startSampler(stats);

    play(std::cin, stats);
    stats.print(stdout);
    (void)sampler.release();
    return 0;
}
