// Camera driver that can be stopped and started again, with a readiness signal for each run.
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>
#include <thread>

class Sensor {
public:
    void power_up() { std::this_thread::sleep_for(std::chrono::milliseconds(3)); }
    int expose() { return ++frames_; }

private:
    int frames_ = 0;
};

class CameraDriver {
public:
    CameraDriver() = default;
    CameraDriver(const CameraDriver&) = delete;
    CameraDriver& operator=(const CameraDriver&) = delete;
    ~CameraDriver() { stop(); }

    void start(int exposure_ms);
    void stop();

    // Only meaningful after start().
    void wait_ready() const { ready_signal_.wait(); }
    int frames() const { return frames_.load(); }

private:
    void capture_loop(int exposure_ms);

    Sensor sensor_;
    std::atomic<bool> running_{false};
    std::atomic<int> frames_{0};
    std::promise<void> ready_;
    std::shared_future<void> ready_signal_;
    std::thread capture_;
};

void CameraDriver::start(int exposure_ms)
{
    if (capture_.joinable())
        return;
    ready_ = std::promise<void>();
    ready_signal_ = ready_.get_future().share();
    running_.store(true);
    capture_ = std::thread(&CameraDriver::capture_loop, this, exposure_ms);
}

void CameraDriver::stop()
{
    if (!capture_.joinable())
        return;
    running_.store(false);
    capture_.join();
}

void CameraDriver::capture_loop(int exposure_ms)
{
    sensor_.power_up();
    frames_.store(0);
    ready_.set_value();

    while (running_.load()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(exposure_ms));
        frames_.store(sensor_.expose());
    }
}

static void record_clip(CameraDriver& camera, int exposure_ms, std::chrono::milliseconds length)
{
    camera.start(exposure_ms);
    camera.wait_ready();
    std::this_thread::sleep_for(length);
    camera.stop();
    std::cout << "clip with exposure " << exposure_ms << " ms ends at frame " << camera.frames() << '\n';
}

int main()
{
    CameraDriver camera;
    for (int exposure_ms : {2, 4, 8})
        record_clip(camera, exposure_ms, std::chrono::milliseconds(20));
}
