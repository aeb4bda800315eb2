// Feed reader with sharded channels: everything with a lock inside is passed on by shared_ptr, pointer or reference.
#include <pthread.h>

#include <cstddef>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class plain_mutex {
public:
    plain_mutex() { pthread_mutex_init(&handle_, nullptr); }
    void lock() { pthread_mutex_lock(&handle_); }
    void unlock() { pthread_mutex_unlock(&handle_); }

private:
    pthread_mutex_t handle_;
};

class holder {
public:
    explicit holder(plain_mutex& mutex) : mutex_(mutex) { mutex_.lock(); }
    ~holder() { mutex_.unlock(); }
    holder(const holder&) = delete;
    holder& operator=(const holder&) = delete;

private:
    plain_mutex& mutex_;
};

struct channel {
    explicit channel(std::string n) : name(std::move(n)) {}

    const std::string name;
    plain_mutex mutex;
    std::vector<std::string> items;
};

using channel_ptr = std::shared_ptr<channel>;

static void store(channel_ptr target, const std::string& item)
{
    holder hold(target->mutex);
    target->items.push_back(item);
}

static std::size_t size_of(channel& source)
{
    auto& mutex = source.mutex;
    holder hold(mutex);
    return source.items.size();
}

class reader {
public:
    explicit reader(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            channels_.push_back(std::make_shared<channel>("channel-" + std::to_string(i)));
    }

    channel_ptr pick(std::size_t index) const { return channels_[index % channels_.size()]; }

    std::thread start(std::size_t index, int fetches) const
    {
        auto target = channels_[index % channels_.size()];
        return std::thread([target, fetches] {
            for (int i = 0; i < fetches; ++i)
                store(target, target->name + "/" + std::to_string(i));
        });
    }

    std::size_t total() const
    {
        std::size_t sum = 0;
        for (auto shard : channels_)
            sum += size_of(*shard);
        return sum;
    }

private:
    std::vector<channel_ptr> channels_;
};

int main()
{
    const reader feeds(2);
    std::vector<std::thread> fetchers;
    for (std::size_t i = 0; i < 4; ++i)
        fetchers.push_back(feeds.start(i, 200));

    auto first = feeds.pick(0).get();
    std::size_t seen = size_of(*first);
    for (auto& fetcher : fetchers)
        fetcher.join();
    std::cout << seen << " early, " << feeds.total() << " in the end\n";
    return feeds.total() == 800 ? 0 : 1;
}
