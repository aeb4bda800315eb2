// Bakes the raster tiles of one zoom level with a few threads.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

using Pixels = std::vector<std::uint8_t>;
using TileKey = std::tuple<int, int, int>;  // zoom, x, y

class Outcome {
public:
    static Outcome good() { return Outcome(); }
    static Outcome bad(std::string why) { return Outcome(std::move(why)); }

    explicit operator bool() const { return why_.empty(); }
    const std::string& why() const { return why_; }

private:
    Outcome() = default;
    explicit Outcome(std::string why) : why_(std::move(why)) {}

    std::string why_;
};

class TileStore {
public:
    explicit TileStore(std::size_t limit) : limit_(limit) {}

    Outcome put(const TileKey& key, Pixels pixels) {
        if (pixels.empty())
            return Outcome::bad("empty tile");
        std::lock_guard<std::mutex> lk(mutex_);
        if (bytes_ + pixels.size() > limit_)
            return Outcome::bad("store full");
        bytes_ += pixels.size();
        tiles_.insert_or_assign(key, std::move(pixels));
        return Outcome::good();
    }

private:
    const std::size_t limit_;
    std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::map<TileKey, Pixels> tiles_;
};

struct BakeReport {
    std::size_t baked = 0;
    std::vector<std::string> problems;
};

class Baker {
public:
    explicit Baker(TileStore& store) : store_(store) {}

    BakeReport bake(int zoom, unsigned workers) {
        Run run;
        Outcome overview = store_.put(TileKey{zoom, -1, -1}, draw(TileKey{zoom, -1, -1}));
        if (!overview)
            run.report.problems.push_back("overview: " + overview.why());

        for (int x = 0; x < (1 << zoom); ++x)
            for (int y = 0; y < (1 << zoom); ++y)
                run.keys.emplace_back(zoom, x, y);

        std::vector<std::thread> threads;
        for (unsigned i = 0; i < workers; ++i)
            threads.emplace_back([this, &run] { work(run); });
        for (std::thread& t : threads)
            t.join();
        return std::move(run.report);
    }

private:
    struct Run {
        std::vector<TileKey> keys;
        std::atomic<std::size_t> next{0};
        std::mutex mutex;
        BakeReport report;
    };

    void work(Run& run) {
        for (;;) {
            const std::size_t i = run.next.fetch_add(1);
            if (i >= run.keys.size())
                return;
            const TileKey& key = run.keys[i];
            Outcome stored = store_.put(key, draw(key));
            std::lock_guard<std::mutex> lk(run.mutex);
            if (!stored) {
                run.report.problems.push_back(stored.why());
                continue;
            }
            ++run.report.baked;
        }
    }

    static Pixels draw(const TileKey& key) {
        const auto& [zoom, x, y] = key;
        const auto shade = static_cast<std::uint8_t>((zoom * 31 + x * 7 + y) & 0xff);
        return Pixels(64 * 64, shade);
    }

    TileStore& store_;
};
