// Brightness statistics of large scans, computed in strips.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <future>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using Histogram = std::array<std::uint64_t, 256>;

struct Scan {
    std::string label;
    std::size_t width = 0;
    std::vector<std::uint8_t> luma;
};

Histogram count(std::span<const std::uint8_t> strip) {
    Histogram h{};
    for (std::uint8_t v : strip)
        ++h[v];
    return h;
}

// Joins its threads when it goes.
class ThreadGroup {
public:
    ThreadGroup() = default;
    ~ThreadGroup() {
        for (std::thread& t : threads_)
            t.join();
    }
    ThreadGroup(const ThreadGroup&) = delete;
    ThreadGroup& operator=(const ThreadGroup&) = delete;

    template <class F>
    void run(F f) {
        threads_.emplace_back(std::move(f));
    }

private:
    std::vector<std::thread> threads_;
};

Histogram histogram(const Scan& scan, std::size_t strips) {
    Histogram total{};
    std::mutex mutex;
    const std::span<const std::uint8_t> all(scan.luma);
    const std::size_t size = all.size() / std::max<std::size_t>(strips, 1) + 1;
    {
        ThreadGroup group;
        for (std::size_t at = 0; at < all.size(); at += size) {
            group.run([&, at] {
                const Histogram part = count(all.subspan(at, std::min(size, all.size() - at)));
                std::lock_guard<std::mutex> lock(mutex);
                for (std::size_t i = 0; i < total.size(); ++i)
                    total[i] += part[i];
            });
        }
    }
    return total;
}

struct Extremes {
    std::uint8_t darkest = 255;
    std::uint8_t brightest = 0;
};

Extremes extremes(const Scan& scan) {
    auto darkest = std::async(std::launch::async, [&scan] {
        return *std::min_element(scan.luma.begin(), scan.luma.end());
    });
    Extremes e;
    e.brightest = *std::max_element(scan.luma.begin(), scan.luma.end());
    e.darkest = darkest.get();
    return e;
}

std::string describe(const Scan& scan) {
    if (scan.luma.empty())
        return scan.label + ": empty";
    const std::string_view label = scan.label;
    std::string head;
    std::jthread header([&head, label] { head = std::string(label) + ": "; });
    const Histogram h = histogram(scan, 4);
    header.join();

    const Extremes e = extremes(scan);
    const auto mode = std::max_element(h.begin(), h.end()) - h.begin();
    return head + std::to_string(e.darkest) + ".." + std::to_string(e.brightest) + ", mostly " +
           std::to_string(mode);
}
