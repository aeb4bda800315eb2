// Block-partitioned parallel algorithms over random access ranges.
#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace par {

struct options {
    unsigned max_threads = std::thread::hardware_concurrency();
    std::size_t min_block = 64;
};

template <class Index>
struct block {
    Index first;
    Index last;
};

template <class Index>
block<Index> block_of(Index n, unsigned parts, unsigned i) {
    const Index size = n / parts;
    const Index extra = n % parts;
    const Index first = i * size + std::min<Index>(i, extra);
    return {first, first + size + (i < extra ? 1 : 0)};
}

template <class Index, class Body>
void parallel_for(Index n, Body&& body, const options& opt = {}) {
    const unsigned parts =
        std::max(1u, std::min<unsigned>(opt.max_threads, n / static_cast<Index>(opt.min_block)));

    std::mutex error_mutex;
    std::exception_ptr error;
    std::vector<std::thread> workers;
    workers.reserve(parts);

    for (unsigned part = 0; part < parts; ++part) {
        workers.emplace_back([&] { // finding: 'part' is captured by reference
            const auto range = block_of(n, parts, part);
            try {
                for (Index i = range.first; i != range.last; ++i)
                    body(i);
            } catch (...) {
                std::lock_guard<std::mutex> lock(error_mutex);
                if (!error)
                    error = std::current_exception();
            }
        });
    }
    for (std::thread& w : workers)
        w.join();
    if (error)
        std::rethrow_exception(error);
}

template <class It, class Out, class F>
Out parallel_transform(It first, It last, Out out, F f, const options& opt = {}) {
    using diff = typename std::iterator_traits<It>::difference_type;
    const diff n = std::distance(first, last);
    parallel_for(n, [&](diff i) { out[i] = std::invoke(f, first[i]); }, opt);
    return out + n;
}

template <class It, class T, class Op>
T parallel_reduce(It first, It last, T init, Op op, unsigned parts = 4) {
    using diff = typename std::iterator_traits<It>::difference_type;
    const diff n = std::distance(first, last);
    std::mutex result_mutex;
    std::vector<std::thread> workers;
    for (unsigned part = 0; part < parts; ++part) {
        workers.emplace_back([=, &init, &result_mutex] {
            const auto range = block_of(n, parts, part);
            T local{};
            for (diff i = range.first; i != range.last; ++i)
                local = op(std::move(local), first[i]);
            std::lock_guard<std::mutex> lock(result_mutex);
            init = op(std::move(init), std::move(local));
        });
    }
    for (auto& w : workers)
        w.join();
    return init;
}

}  // namespace par
