// Realtime thread launcher: start() waits until the new thread has copied its parameters from the launcher's stack.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace rt {

struct parameters {
    std::string name;
    int priority = 0;
    std::chrono::microseconds period{0};
};

// What launcher and thread share until the thread is up.
struct launch_block {
    const parameters& params;
    std::mutex mutex;
    std::condition_variable up;
    bool copied = false;
};

class periodic_thread {
public:
    using body_t = void (*)(const parameters&, int tick);

    explicit periodic_thread(body_t body) : body_(body) {}
    periodic_thread(const periodic_thread&) = delete;
    periodic_thread& operator=(const periodic_thread&) = delete;
    ~periodic_thread() { stop(); }

    void start(const parameters& params) {
        launch_block block{params, {}, {}, false};
        thread_ = std::thread(&periodic_thread::entry, this, &block);
        std::unique_lock lk(block.mutex);
        block.up.wait(lk, [&block] { return block.copied; });
    }

    void stop() {
        halt_ = true;
        if (thread_.joinable()) thread_.join();
    }

private:
    static parameters take_over(launch_block& block) {
        std::lock_guard lk(block.mutex);
        parameters own = block.params;
        block.copied = true;
        block.up.notify_one();
        return own;
    }

    void entry(launch_block* block) {
        const parameters own = take_over(*block);
        auto next = std::chrono::steady_clock::now();
        for (int tick = 0; tick < 20 && !halt_; ++tick) {
            body_(own, tick);
            next += own.period;
            std::this_thread::sleep_until(next);
        }
    }

    const body_t body_;
    std::atomic<bool> halt_{false};
    std::thread thread_;
};

}  // namespace rt

static std::atomic<int> ticks{0};

static void regulate(const rt::parameters& params, int tick) {
    ticks += params.priority > 10 ? 2 : 1;
    if (tick == 0) std::printf("%s is running\n", params.name.c_str());
}

static void launch(rt::periodic_thread& thread, const char* name, int priority) {
    rt::parameters params;
    params.name = name;
    params.priority = priority;
    params.period = std::chrono::microseconds(500);
    thread.start(params);
}

int main() {
    rt::periodic_thread motor(regulate), sensor(regulate), display(regulate);
    launch(motor, "motor", 20);
    launch(sensor, "sensor", 15);
    launch(display, "display", 5);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    display.stop();
    sensor.stop();
    motor.stop();
    std::printf("%d ticks\n", ticks.load());
}
