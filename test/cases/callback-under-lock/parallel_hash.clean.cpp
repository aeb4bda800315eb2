// Hashes the blocks of a file image on several threads and reports the progress through a caller's callback, which is serialized by a mutex that lives on the stack of the running call.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

using progress_fn = std::function<void(std::size_t done, std::size_t total)>;

namespace {

std::uint64_t fnv1a(const std::uint8_t* data, std::size_t size) {
    std::uint64_t h = 1469598103934665603ull;
    for (std::size_t i = 0; i < size; ++i) {
        h ^= data[i];
        h *= 1099511628211ull;
    }
    return h;
}

}  // namespace

class block_hasher {
public:
    block_hasher(std::size_t block_size, unsigned threads) : block_size_(block_size), threads_(threads) {}

    // May be called from several threads, also from inside of a progress callback.
    std::vector<std::uint64_t> run(const std::vector<std::uint8_t>& image, const progress_fn& progress) const {
        const std::size_t total = (image.size() + block_size_ - 1) / block_size_;
        std::vector<std::uint64_t> hashes(total);
        std::atomic<std::size_t> next{0};
        std::mutex report_mutex;
        std::size_t done = 0;

        auto worker = [&] {
            for (std::size_t i = next.fetch_add(1); i < total; i = next.fetch_add(1)) {
                const std::size_t begin = i * block_size_;
                hashes[i] = fnv1a(image.data() + begin, std::min(block_size_, image.size() - begin));
                std::lock_guard<std::mutex> lock(report_mutex);
                ++done;
                if (progress)
                    progress(done, total);
            }
        };

        std::vector<std::jthread> pool;
        for (unsigned t = 1; t < threads_; ++t)
            pool.emplace_back(worker);
        worker();
        pool.clear();
        return hashes;
    }

    std::size_t block_size() const { return block_size_; }

private:
    const std::size_t block_size_;
    const unsigned threads_;
};

int main() {
    std::vector<std::uint8_t> image(100000);
    std::iota(image.begin(), image.end(), std::uint8_t{0});
    const block_hasher hasher(4096, 3);

    std::vector<std::size_t> steps;
    const auto hashes = hasher.run(image, [&steps, &hasher](std::size_t done, std::size_t total) {
        if (done * 4 / total != steps.size())
            steps.push_back(done * hasher.block_size());
    });

    const auto combined = std::accumulate(hashes.begin(), hashes.end(), std::uint64_t{0},
                                          [](std::uint64_t a, std::uint64_t b) { return a * 31 + b; });
    std::printf("%zu blocks, %zu steps, %016llx\n", hashes.size(), steps.size(),
                static_cast<unsigned long long>(combined));
    return 0;
}
