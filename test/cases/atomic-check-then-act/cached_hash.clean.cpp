// Immutable path objects that cache their hash in a relaxed atomic; two threads may compute it twice, with the same result.
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

class Path {
public:
    explicit Path(std::string text) : text_(std::move(text)) {}
    Path(const Path&) = delete;
    Path& operator=(const Path&) = delete;

    std::size_t hash() const noexcept {
        std::size_t h = hash_.load(std::memory_order_relaxed);
        if (h == 0) {
            h = compute();
            hash_.store(h, std::memory_order_relaxed);
        }
        return h;
    }

    // Number of components.
    int depth() const noexcept {
        if (depth_.load(std::memory_order_relaxed) == kUnknown)
            depth_.store(countComponents(), std::memory_order_relaxed);
        return depth_.load(std::memory_order_relaxed);
    }

    std::string_view text() const noexcept { return text_; }

    friend bool operator==(const Path& a, const Path& b) noexcept {
        return a.hash() == b.hash() && a.text_ == b.text_;
    }

private:
    static constexpr int kUnknown = -1;

    std::size_t compute() const noexcept {
        std::size_t h = 1469598103934665603ull;
        for (unsigned char c : text_) {
            h ^= c;
            h *= 1099511628211ull;
        }
        return h == 0 ? 1 : h;
    }

    int countComponents() const noexcept {
        int n = 0;
        bool inside = false;
        for (char c : text_) {
            if (c == '/') {
                inside = false;
            } else if (!inside) {
                inside = true;
                ++n;
            }
        }
        return n;
    }

    const std::string text_;
    mutable std::atomic<std::size_t> hash_{0};
    mutable std::atomic<int> depth_{kUnknown};
};

int main() {
    std::vector<std::shared_ptr<const Path>> paths;
    for (const char* text : {"/usr/lib/gcc", "/usr/include", "/home/ada/src/main.cpp", "/usr/include"})
        paths.push_back(std::make_shared<const Path>(text));

    std::vector<int> duplicates(3);
    std::vector<std::thread> scanners;
    for (std::size_t s = 0; s < duplicates.size(); ++s)
        scanners.emplace_back([&paths, &duplicates, s] {
            for (std::size_t i = 0; i < paths.size(); ++i)
                for (std::size_t k = i + 1; k < paths.size(); ++k)
                    if (paths[i]->depth() == paths[k]->depth() && *paths[i] == *paths[k]) ++duplicates[s];
        });
    for (auto& t : scanners) t.join();
    std::printf("%d duplicate(s), as %d and %d found too\n", duplicates[0], duplicates[1], duplicates[2]);
    return 0;
}
