#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <functional>
#include <latch>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Tick {
    std::string symbol;
    double price = 0;
};

class Bus {
public:
    using Handler = std::function<void(const Tick&)>;

    void subscribe(const std::string& symbol, Handler handler) {
        std::lock_guard lock(mutex_);
        handlers_[symbol].push_back(std::move(handler));
    }

    void publish(const Tick& tick) {
        std::vector<Handler> targets;
        {
            std::lock_guard lock(mutex_);
            if (auto it = handlers_.find(tick.symbol); it != handlers_.end()) targets = it->second;
        }
        for (const Handler& handler : targets) handler(tick);
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::vector<Handler>> handlers_;
};

class Recorder {
public:
    Recorder(Bus& bus, std::string symbol) : bus_(bus), symbol_(std::move(symbol)) {}

    void run(std::stop_token stop, std::latch& subscribed) {
        bus_.subscribe(symbol_, [this](const Tick& tick) { enqueue(tick); });
        subscribed.count_down();
        std::vector<Tick> batch;
        for (;;) {
            {
                std::unique_lock lock(mutex_);
                if (!ready_.wait(lock, stop, [this] { return !buffer_.empty(); })) return;
                batch.swap(buffer_);
            }
            for (const Tick& tick : batch) std::printf("%s %.4f\n", tick.symbol.c_str(), tick.price);
            written_ += batch.size();
            batch.clear();
        }
    }

    std::size_t written() const { return written_.load(); }

private:
    void enqueue(const Tick& tick) {
        {
            std::lock_guard lock(mutex_);
            buffer_.push_back(tick);
        }
        ready_.notify_one();
    }

    Bus& bus_;
    const std::string symbol_;
    std::mutex mutex_;
    std::condition_variable_any ready_;
    std::vector<Tick> buffer_;
    std::atomic<std::size_t> written_{0};
};

static std::vector<Tick> loadSession(const char* path) {
    std::vector<Tick> ticks;
    std::ifstream in(path);
    Tick tick;
    while (in >> tick.symbol >> tick.price) ticks.push_back(tick);
    return ticks;
}

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    if (argc < 3) return 2;
    const std::vector<Tick> session = loadSession(argv[1]);

    Bus bus;
    Recorder recorder(bus, argv[2]);
    std::latch subscribed{1};
    std::jthread recording([&](std::stop_token stop) { recorder.run(stop, subscribed); });
    std::jthread feed([&] {
        subscribed.wait();
        for (const Tick& tick : session) {
            bus.publish(tick);
            std::this_thread::sleep_for(2ms);
        }
    });

    feed.join();
    recording.request_stop();
    recording.join();
    std::fprintf(stderr, "%zu ticks recorded\n", recorder.written());
    return 0;
}
