// Parallel merge sort for the sort step of a query engine; the left half is given to std::async, but the future is assigned to
// std::ignore, so the left half ends before the right half begins.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <future>
#include <iterator>
#include <tuple>
#include <vector>

struct Row {
    std::uint64_t key;
    std::uint32_t page;
    std::uint32_t slot;
};

struct ByKey {
    bool operator()(const Row& a, const Row& b) const {
        return std::tie(a.key, a.page, a.slot) < std::tie(b.key, b.page, b.slot);
    }
};

template <typename It, typename Less>
void parallelSort(It first, It last, Less less, int depth) {
    constexpr std::ptrdiff_t kSerialBelow = 1024;
    const auto n = std::distance(first, last);
    if (depth == 0 || n <= kSerialBelow) {
        std::sort(first, last, less);
        return;
    }
    const It middle = first + n / 2;
    std::ignore = std::async(std::launch::async, [=] { parallelSort(first, middle, less, depth - 1); });  // finding: 'async'
    parallelSort(middle, last, less, depth - 1);
    std::vector<typename std::iterator_traits<It>::value_type> merged;
    merged.reserve(static_cast<std::size_t>(n));
    std::merge(first, middle, middle, last, std::back_inserter(merged), less);
    std::copy(merged.begin(), merged.end(), first);
}

class RowBuffer {
public:
    explicit RowBuffer(std::size_t n) {
        rows_.reserve(n);
        std::uint64_t x = 88172645463325252ull;
        for (std::size_t i = 0; i < n; ++i) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            rows_.push_back(Row{x % 5000, static_cast<std::uint32_t>(i / 64), static_cast<std::uint32_t>(i % 64)});
        }
    }

    void sort(int depth) { parallelSort(rows_.begin(), rows_.end(), ByKey{}, depth); }
    bool sorted() const { return std::is_sorted(rows_.begin(), rows_.end(), ByKey{}); }
    std::size_t size() const { return rows_.size(); }

private:
    std::vector<Row> rows_;
};

int main() {
    RowBuffer buffer(20000);
    buffer.sort(2);
    std::printf("%zu rows, sorted: %s\n", buffer.size(), buffer.sorted() ? "yes" : "no");
    return buffer.sorted() ? 0 : 1;
}
