// Checkpoints of a training run, written in shards. publish() waits with the manifest mutex; the shards are counted under the shard mutex.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct checkpoint {
    std::mutex shard_mutex;
    int shards_left = 0;
    bool aborted = false;
    std::uint64_t bytes = 0;
    std::condition_variable settled;

    std::mutex manifest_mutex;
    std::vector<std::string> manifest;
};

static void add_to_manifest(checkpoint& ckpt, std::string entry) {
    std::lock_guard<std::mutex> guard(ckpt.manifest_mutex);
    ckpt.manifest.push_back(std::move(entry));
}

static void expect_shards(checkpoint& ckpt, int count) {
    std::lock_guard<std::mutex> guard(ckpt.shard_mutex);
    ckpt.shards_left += count;
}

static void shard_written(checkpoint& ckpt, std::uint64_t bytes) {
    {
        std::lock_guard<std::mutex> guard(ckpt.shard_mutex);
        ckpt.bytes += bytes;
        --ckpt.shards_left;
    }
    ckpt.settled.notify_all();
}

static void abandon(checkpoint& ckpt) {
    {
        std::lock_guard<std::mutex> guard(ckpt.shard_mutex);
        ckpt.aborted = true;
    }
    ckpt.settled.notify_all();
}

// The size of the checkpoint, or nothing if a shard could not be written.
static std::optional<std::uint64_t> publish(checkpoint& ckpt, int step) {
    {
        std::unique_lock<std::mutex> lock(ckpt.manifest_mutex);
        ckpt.settled.wait(lock, [&ckpt] {  // finding: 'ckpt.settled'
            std::lock_guard<std::mutex> guard(ckpt.shard_mutex);
            return ckpt.shards_left == 0 || ckpt.aborted;
        });
        ckpt.manifest.push_back("step " + std::to_string(step));
    }
    std::lock_guard<std::mutex> guard(ckpt.shard_mutex);
    if (ckpt.aborted)
        return std::nullopt;
    return ckpt.bytes;
}

static std::vector<std::string> manifest_of(checkpoint& ckpt) {
    std::lock_guard<std::mutex> guard(ckpt.manifest_mutex);
    return ckpt.manifest;
}

static void write_shard(checkpoint& ckpt, int rank, std::size_t parameters) {
    std::vector<float> weights(parameters);
    std::iota(weights.begin(), weights.end(), static_cast<float>(rank));
    if (weights.empty()) {
        abandon(ckpt);
        return;
    }
    add_to_manifest(ckpt, "shard-" + std::to_string(rank) + ".bin");
    shard_written(ckpt, weights.size() * sizeof(float));
}

int main() {
    constexpr int ranks = 4;
    checkpoint ckpt;
    expect_shards(ckpt, ranks);
    std::vector<std::thread> writers;
    for (int rank = 0; rank < ranks; ++rank)
        writers.emplace_back(write_shard, std::ref(ckpt), rank, std::size_t{1} << (8 + rank));
    const std::optional<std::uint64_t> size = publish(ckpt, 1200);
    for (std::thread& writer : writers)
        writer.join();
    if (size)
        std::printf("%zu entries, %llu bytes\n", manifest_of(ckpt).size(), static_cast<unsigned long long>(*size));
    else
        std::puts("checkpoint abandoned");
}
