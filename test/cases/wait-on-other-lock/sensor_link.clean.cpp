// Sensor link: the two ends are separate objects with mutex_ members of their own name, which point to one shared mutex.
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

struct Reading {
    int sensor = 0;
    double value = 0.0;
};

struct LinkState {
    std::condition_variable fresh;
    std::optional<Reading> latest;
    unsigned overwritten = 0;
    bool senderGone = false;
};

class SensorEnd {
public:
    SensorEnd(std::shared_ptr<std::mutex> mutex, std::shared_ptr<LinkState> state)
        : sendMutex_(std::move(mutex)), state_(std::move(state)) {}

    SensorEnd(SensorEnd&&) = default;
    SensorEnd& operator=(SensorEnd&&) = delete;

    ~SensorEnd() {
        if (!state_)
            return;
        {
            std::lock_guard<std::mutex> lock(*sendMutex_);
            state_->senderGone = true;
        }
        state_->fresh.notify_all();
    }

    void report(Reading reading) {
        {
            std::lock_guard<std::mutex> lock(*sendMutex_);
            if (state_->latest)
                ++state_->overwritten;
            state_->latest = reading;
        }
        state_->fresh.notify_one();
    }

private:
    std::shared_ptr<std::mutex> sendMutex_;
    std::shared_ptr<LinkState> state_;
};

class ControllerEnd {
public:
    ControllerEnd(std::shared_ptr<std::mutex> mutex, std::shared_ptr<LinkState> state)
        : receiveMutex_(std::move(mutex)), state_(std::move(state)) {}

    std::optional<Reading> next() {
        std::unique_lock<std::mutex> lock(*receiveMutex_);
        state_->fresh.wait(lock, [this] { return state_->latest.has_value() || state_->senderGone; });
        return std::exchange(state_->latest, std::nullopt);
    }

    unsigned overwritten() const {
        std::lock_guard<std::mutex> lock(*receiveMutex_);
        return state_->overwritten;
    }

private:
    std::shared_ptr<std::mutex> receiveMutex_;
    std::shared_ptr<LinkState> state_;
};

static std::pair<SensorEnd, ControllerEnd> makeLink() {
    auto mutex = std::make_shared<std::mutex>();
    auto state = std::make_shared<LinkState>();
    return {SensorEnd(mutex, state), ControllerEnd(mutex, state)};
}

int main() {
    auto [sensor, controller] = makeLink();
    std::thread sampling([end = std::move(sensor)]() mutable {
        SensorEnd own = std::move(end);
        for (int i = 0; i < 100; ++i)
            own.report({i % 4, i * 0.5});
    });
    int handled = 0;
    while (auto reading = controller.next())
        handled += reading->sensor >= 0 ? 1 : 0;
    sampling.join();
    std::printf("%d handled, %u overwritten\n", handled, controller.overwritten());
}
