// Moving disk quota between two tenants. Both buckets must be locked at once.

#include <cstdint>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace quota {

enum class move_result { ok, same_bucket, not_enough, over_limit };

class bucket {
public:
    bucket(std::string tenant, std::uint64_t size, std::uint64_t limit)
        : tenant_{std::move(tenant)}, size_{size}, limit_{limit} {}

    std::uint64_t size() const
    {
        std::scoped_lock l{mtx_};
        return size_;
    }

    const std::string& tenant() const noexcept { return tenant_; }

    friend move_result move_quota(bucket& from, bucket& to, std::uint64_t bytes);
    friend void swap_limits(bucket& a, bucket& b);

private:
    void note(std::string line)
    {
        history_.push_back(std::move(line));
        if (history_.size() > max_history)
            history_.pop_front();
    }

    static constexpr std::size_t max_history = 32;

    std::string tenant_;
    mutable std::mutex mtx_;
    std::uint64_t size_;
    std::uint64_t limit_;
    std::deque<std::string> history_;
};

move_result move_quota(bucket& from, bucket& to, std::uint64_t bytes)
{
    if (&from == &to)
        return move_result::same_bucket;

    std::lock(from.mtx_, to.mtx_); // finding: locked here
    std::lock_guard<std::mutex> hold_from{from.mtx_, std::adopt_lock};

    if (from.size_ < bytes)
        return move_result::not_enough;
    if (to.limit_ - to.size_ < bytes)
        return move_result::over_limit;

    from.size_ -= bytes;
    to.size_ += bytes;
    from.note("-" + std::to_string(bytes) + " to " + to.tenant_);
    to.note("+" + std::to_string(bytes) + " from " + from.tenant_);
    to.mtx_.unlock();
    return move_result::ok;
}

void swap_limits(bucket& a, bucket& b)
{
    if (&a == &b)
        return;
    std::unique_lock<std::mutex> la{a.mtx_, std::defer_lock};
    std::unique_lock<std::mutex> lb{b.mtx_, std::defer_lock};
    std::lock(la, lb);
    std::swap(a.limit_, b.limit_);
}

} // namespace quota

int main()
{
    std::vector<std::unique_ptr<quota::bucket>> buckets;
    buckets.push_back(std::make_unique<quota::bucket>("blue", 500, 1000));
    buckets.push_back(std::make_unique<quota::bucket>("green", 800, 1000));

    std::thread forth([&] {
        for (int i = 0; i < 100; ++i)
            if (quota::move_quota(*buckets[0], *buckets[1], 7) != quota::move_result::ok)
                std::this_thread::yield();
    });
    std::thread back([&] {
        for (int i = 0; i < 100; ++i)
            if (quota::move_quota(*buckets[1], *buckets[0], 5) != quota::move_result::ok)
                std::this_thread::yield();
    });
    forth.join();
    back.join();
    quota::swap_limits(*buckets[0], *buckets[1]);

    for (const auto& b : buckets)
        std::cout << b->tenant() << ' ' << b->size() << '\n';
}
