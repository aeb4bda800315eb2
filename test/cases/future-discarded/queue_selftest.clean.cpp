// Self-test of a bounded queue: each step deliberately runs on another thread and is awaited at once.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

template <class T>
class bounded_queue {
public:
    explicit bounded_queue(std::size_t capacity) : capacity_(capacity) {}

    bool try_push(T value) {
        {
            std::lock_guard lock(mutex_);
            if (items_.size() >= capacity_) return false;
            items_.push_back(std::move(value));
        }
        not_empty_.notify_one();
        return true;
    }

    std::optional<T> pop_for(std::chrono::milliseconds limit) {
        std::unique_lock lock(mutex_);
        if (!not_empty_.wait_for(lock, limit, [this] { return !items_.empty(); })) return std::nullopt;
        T value = std::move(items_.front());
        items_.pop_front();
        return value;
    }

private:
    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable not_empty_;
    std::deque<T> items_;
};

static void expect(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(what);
    std::printf("ok: %s\n", what);
}

static void test_push_from_other_thread() {
    bounded_queue<std::string> q(2);
    bool pushed = false;
    std::async(std::launch::async, [&] { pushed = q.try_push("from afar"); }).wait();
    expect(pushed, "a push on another thread succeeds");
    const auto got = q.pop_for(std::chrono::milliseconds(10));
    expect(got.has_value() && *got == "from afar", "a push on another thread is seen");
}

static void test_pop_wakes_up() {
    bounded_queue<int> q(1);
    auto consumer = std::async(std::launch::async, [&q] { return q.pop_for(std::chrono::seconds(5)); });
    expect(std::async(std::launch::async, [&q] { return q.try_push(7); }).get(), "push succeeds");
    expect(consumer.get() == 7, "a waiting consumer is woken");
}

static void test_exception_travels() {
    bool caught = false;
    try {
        std::async(std::launch::async, [] { throw std::logic_error("boom"); }).get();
    } catch (const std::logic_error&) {
        caught = true;
    }
    expect(caught, "an exception reaches the waiting thread");
}

static void test_full_queue() {
    bounded_queue<int> q(2);
    bool results[3] = {};
    for (int i = 0; i < 3; ++i) {
        // One at a time, each on a thread of its own.
        auto step = std::async(std::launch::async, [&q, i] { return q.try_push(i); });
        results[i] = step.get();
    }
    expect(results[0] && results[1] && !results[2], "a full queue refuses");
}

int main() {
    try {
        test_push_from_other_thread();
        test_pop_wakes_up();
        test_exception_travels();
        test_full_queue();
    } catch (const std::exception& e) {
        std::printf("FAILED: %s\n", e.what());
        return 1;
    }
    return 0;
}
