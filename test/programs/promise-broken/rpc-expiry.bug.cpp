// RPC channel with call deadlines: answered calls stay listed to recognise duplicates, and the sweeper times them out as well.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <future>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>

using Clock = std::chrono::steady_clock;

struct RpcError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class RpcChannel {
    struct PendingCall {
        std::promise<std::string> result;
        Clock::time_point deadline;
        bool answered = false;
    };

public:
    RpcChannel() : sweeper_(&RpcChannel::sweepLoop, this) {}

    ~RpcChannel()
    {
        {
            std::lock_guard lock(mutex_);
            closing_ = true;
        }
        wake_.notify_all();
        sweeper_.join();
        for (auto& [id, call] : calls_) {
            if (!call.answered)
                call.result.set_exception(std::make_exception_ptr(RpcError("channel closed")));
        }
    }

    std::pair<std::uint32_t, std::future<std::string>> call(std::chrono::milliseconds timeout)
    {
        std::lock_guard lock(mutex_);
        const std::uint32_t id = nextId_++;
        PendingCall& call = calls_[id];
        call.deadline = Clock::now() + timeout;
        return {id, call.result.get_future()};
    }

    void onReply(std::uint32_t id, const std::string& payload)
    {
        std::lock_guard lock(mutex_);
        const auto found = calls_.find(id);
        if (found == calls_.end())
            return;
        if (found->second.answered) {
            ++duplicates_;
            return;
        }
        found->second.answered = true;
        found->second.result.set_value(payload);
    }

    int duplicates() const
    {
        std::lock_guard lock(mutex_);
        return duplicates_;
    }

private:
    void expireOverdue(Clock::time_point now)
    {
        for (auto it = calls_.begin(); it != calls_.end();) {
            if (it->second.deadline > now) {
                ++it;
                continue;
            }
            it->second.result.set_exception(std::make_exception_ptr(RpcError("timed out"))); // finding: 'result'
            it = calls_.erase(it);
        }
    }

    void sweepLoop()
    {
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, std::chrono::milliseconds(5), [this] { return closing_; }))
            expireOverdue(Clock::now());
    }

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::unordered_map<std::uint32_t, PendingCall> calls_;
    std::uint32_t nextId_ = 1;
    int duplicates_ = 0;
    bool closing_ = false;
    std::thread sweeper_;
};

int main()
{
    RpcChannel channel;
    auto [pingId, ping] = channel.call(std::chrono::milliseconds(30));
    auto [lostId, lost] = channel.call(std::chrono::milliseconds(20));
    channel.onReply(pingId, "pong");
    channel.onReply(pingId, "pong");
    std::cout << "call " << pingId << ": " << ping.get() << '\n';
    try {
        std::cout << "call " << lostId << ": " << lost.get() << '\n';
    } catch (const RpcError& e) {
        std::cout << "call " << lostId << ": " << e.what() << '\n';
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    std::cout << channel.duplicates() << " duplicate replies\n";
}
