// Fork/join helpers: threads are always joined by a joiner or a range helper.
#include <array>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <mutex>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

namespace forkjoin {

template <class Threads>
class joiner {
public:
    explicit joiner(Threads& t) noexcept : threads_(t) {}
    joiner(const joiner&) = delete;
    joiner& operator=(const joiner&) = delete;
    ~joiner() {
        for (auto& t : threads_)
            if (t.joinable())
                t.join();
    }

    static void finish(Threads& t) {
        for (auto& x : t)
            x.join();
    }

private:
    Threads& threads_;
};

template <class Range>
void join_all(Range&& r) {
    for (auto&& t : r)
        t.join();
}

template <class Joiner, class It, class T, class Op>
T reduce_with(It first, It last, T init, Op op, unsigned parts) {
    const auto n = std::distance(first, last);
    std::mutex m;
    std::exception_ptr failure;
    {
        std::vector<std::thread> ts;
        Joiner join_on_exit(ts);
        ts.reserve(parts);
        for (unsigned p = 0; p < parts; ++p) {
            ts.emplace_back([&, p] {
                try {
                    T local = std::accumulate(std::next(first, n * p / parts),
                                              std::next(first, n * (p + 1) / parts), T{}, op);
                    std::lock_guard<std::mutex> g(m);
                    init = op(std::move(init), std::move(local));
                } catch (...) {
                    std::lock_guard<std::mutex> g(m);
                    failure = std::current_exception();
                }
            });
        }
    }
    if (failure)
        std::rethrow_exception(failure);
    return init;
}

template <class F, class G, class Wait>
void both(F&& left, G&& right, Wait&& wait_for) {
    std::thread other([&] { std::invoke(right); });
    try {
        std::invoke(left);
    } catch (...) {
        wait_for(other);
        throw;
    }
    wait_for(other);
}

template <class Join, class Container, class Body>
void for_each_thread(Container& items, Body body) {
    std::vector<std::thread> ts;
    ts.reserve(std::size(items));
    for (auto& item : items)
        ts.push_back(std::thread([&item, body]() mutable { body(item); }));
    Join::finish(ts);
}

template <class... Fs>
void run_all(Fs&&... fs) {
    std::array<std::thread, sizeof...(Fs)> ts{std::thread(std::ref(fs))...};
    join_all(ts);
}

template <class Sink>
class background_writer {
public:
    template <class... Args>
    explicit background_writer(Args&&... args)
        : sink_(std::forward<Args>(args)...), threads_(1), join_(threads_) {
        threads_.front() = std::thread([this] { pump(); });
    }

    ~background_writer() {
        std::lock_guard<std::mutex> g(m_);
        stop_ = true;
    }

private:
    using threads = std::vector<typename Sink::thread_type>;

    void pump() {
        for (bool more = true; more;) {
            more = sink_.flush();
            std::lock_guard<std::mutex> g(m_);
            more = more && !stop_;
        }
    }

    Sink sink_;
    std::mutex m_;
    bool stop_ = false;
    threads threads_;
    joiner<threads> join_;
};

}  // namespace forkjoin
