// Firmware updater: success, disconnect and watchdog may all want to finish an update; an atomic flag lets the first of them through.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

struct update_failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct completion {
    std::atomic<bool> settled{false};
    std::promise<int> version;
    std::once_flag announced;
    std::promise<void> begun;

    void announce() { std::call_once(announced, [this] { begun.set_value(); }); }
};

class watchdog {
public:
    watchdog(std::chrono::milliseconds limit, std::function<void()> bark)
        : bark_(std::move(bark)), thread_([this, limit] { run(limit); })
    {
    }
    ~watchdog()
    {
        {
            std::lock_guard<std::mutex> lk(mtx_);
            released_ = true;
        }
        cv_.notify_one();
        thread_.join();
    }

private:
    void run(std::chrono::milliseconds limit)
    {
        {
            std::unique_lock<std::mutex> lk(mtx_);
            if (cv_.wait_for(lk, limit, [this] { return released_; }))
                return;
        }
        bark_();
    }

    std::mutex mtx_;
    std::condition_variable cv_;
    bool released_ = false;
    std::function<void()> bark_;
    std::thread thread_;
};

// Flashes block by block and always reports a disconnect at the end, also after success.
void flash(int blocks, std::chrono::milliseconds per_block, const std::function<void()>& on_block,
           const std::function<void(int)>& on_success, const std::function<void()>& on_disconnect)
{
    for (int block = 0; block < blocks; ++block) {
        std::this_thread::sleep_for(per_block);
        on_block();
    }
    if (blocks > 0)
        on_success(100 + blocks);
    on_disconnect();
}

int update(int blocks, std::chrono::milliseconds per_block)
{
    auto state = std::make_shared<completion>();
    std::future<int> version = state->version.get_future();
    std::future<void> begun = state->begun.get_future();

    auto fail = [state](const char* why) {
        state->announce();
        if (state->settled.exchange(true))
            return;
        state->version.set_exception(std::make_exception_ptr(update_failed(why)));
    };
    auto succeed = [state](int flashed) {
        if (!state->settled.exchange(true))
            state->version.set_value(flashed);
    };

    watchdog dog(20ms, [fail] { fail("watchdog expired"); });
    std::jthread link([=] {
        flash(blocks, per_block, [state] { state->announce(); }, succeed, [fail] { fail("device disconnected"); });
    });
    begun.wait();
    std::cout << "update has begun\n";
    return version.get();
}

int main()
{
    const std::pair<int, std::chrono::milliseconds> devices[] = {{4, 1ms}, {6, 10ms}, {0, 1ms}};
    for (const auto& [blocks, per_block] : devices) {
        try {
            std::cout << "now at version " << update(blocks, per_block) << '\n';
        } catch (const update_failed& e) {
            std::cout << e.what() << '\n';
        }
    }
}
