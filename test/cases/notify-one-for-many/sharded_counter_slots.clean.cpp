// Sharded event counter: each shard has a thread, a mutex and a condition of its own, so that one notification per shard is enough, for events and for the stop.
#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

constexpr std::size_t kShards = 4;

struct Shard {
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<std::string> inbox;
    bool stop = false;
    std::unordered_map<std::string, long> counts;  // the shard's thread; others after the join
    std::thread thread;
};

void consume(Shard& shard) {
    std::vector<std::string> events;
    bool stopping = false;
    while (!stopping) {
        {
            std::unique_lock lock(shard.mutex);
            shard.wake.wait(lock, [&shard] { return shard.stop || !shard.inbox.empty(); });
            events.swap(shard.inbox);
            stopping = shard.stop;
        }
        for (auto& e : events) ++shard.counts[e];
        events.clear();
    }
}

class EventCounter {
public:
    EventCounter() {
        for (auto& shard : shards_) shard.thread = std::thread(consume, std::ref(shard));
    }
    EventCounter(const EventCounter&) = delete;
    EventCounter& operator=(const EventCounter&) = delete;
    ~EventCounter() { stop(); }

    void count(std::string event) {
        Shard& shard = shards_[std::hash<std::string>{}(event) % kShards];
        {
            std::lock_guard lock(shard.mutex);
            shard.inbox.push_back(std::move(event));
        }
        shard.wake.notify_one();
    }

    void stop() {
        for (auto& shard : shards_) {
            {
                std::lock_guard lock(shard.mutex);
                shard.stop = true;
            }
            shard.wake.notify_one();
        }
        for (auto& shard : shards_)
            if (shard.thread.joinable()) shard.thread.join();
    }

    // After stop().
    long total() const {
        long sum = 0;
        for (const auto& shard : shards_)
            for (const auto& [event, n] : shard.counts) sum += n;
        return sum;
    }

private:
    std::array<Shard, kShards> shards_;
};

}  // namespace

int main() {
    EventCounter counter;
    std::vector<std::thread> sources;
    for (int s = 0; s < 3; ++s)
        sources.emplace_back([&counter] {
            for (int i = 0; i < 300; ++i) counter.count("event-" + std::to_string(i % 17));
        });
    for (auto& t : sources) t.join();
    counter.stop();
    std::printf("%ld events\n", counter.total());
    return counter.total() == 900 ? 0 : 1;
}
