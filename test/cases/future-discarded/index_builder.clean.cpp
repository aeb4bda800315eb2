// Search index with background merges: the running merges live in members, from which they are swapped out to be awaited.
#include <cstdio>
#include <future>
#include <mutex>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

using Run = std::vector<int>;

class IndexBuilder {
public:
    ~IndexBuilder() { drain(); }

    void addRun(Run run) {
        std::lock_guard<std::mutex> lock(mutex);
        runs.push_back(std::move(run));
        if (runs.size() >= 3) scheduleMerge();
    }

    // Waits for all merges that were started before the call, without keeping writers out.
    long drain() {
        std::vector<std::future<long>> batch;
        {
            std::lock_guard<std::mutex> lock(mutex);
            batch.swap(merges);
        }
        long sum = 0;
        for (auto& m : batch) sum += m.get();
        return sum;
    }

private:
    void scheduleMerge() {
        std::vector<Run> input = std::exchange(runs, {});
        merges.push_back(std::async(std::launch::async, [input = std::move(input)] {
            long total = 0;
            for (const Run& r : input) total = std::accumulate(r.begin(), r.end(), total);
            return total;
        }));
    }

    std::mutex mutex;
    std::vector<Run> runs;
    std::vector<std::future<long>> merges;
};

// A single slot: starting a new snapshot first takes the old one out and waits for it outside of the lock.
class Snapshotter {
public:
    void snapshot(int generation) {
        std::future<int> previous;
        {
            std::lock_guard<std::mutex> lock(mutex);
            previous = std::exchange(current, {});
            current = std::async(std::launch::async, [generation] { return generation * generation; });
        }
        if (previous.valid()) std::printf("snapshot done: %d\n", previous.get());
    }

    int finish() {
        std::future<int> last;
        {
            std::lock_guard<std::mutex> lock(mutex);
            std::swap(last, current);
        }
        return last.valid() ? last.get() : -1;
    }

private:
    std::mutex mutex;
    std::future<int> current;
};

int main() {
    IndexBuilder builder;
    Snapshotter snapshots;
    std::thread feeder([&builder] {
        for (int i = 0; i < 9; ++i) builder.addRun(Run{i, i + 1, i + 2});
    });
    for (int g = 1; g <= 3; ++g) snapshots.snapshot(g);
    feeder.join();
    std::printf("merged %ld, last snapshot %d\n", builder.drain(), snapshots.finish());
    return 0;
}
