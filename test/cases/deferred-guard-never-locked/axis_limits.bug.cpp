// Motion controller of a milling machine with limits per axis. speedLimit() reads the limits under a deferred shared_lock that nothing locks.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <shared_mutex>
#include <thread>

struct AxisLimits
{
    double maxSpeed = 100.0;
    double maxAcceleration = 500.0;
    double low = -200.0;
    double high = 200.0;
};

class MotionController
{
public:
    static constexpr std::size_t axisCount = 3;

    void configure(std::size_t axis, const AxisLimits& limits)
    {
        if (axis >= axisCount)
            return;
        std::unique_lock<std::shared_mutex> writing(limitsMutex);
        limits_[axis] = limits;
        revision_++;
    }

    void slowDown(double factor)
    {
        std::unique_lock<std::shared_mutex> writing(limitsMutex);
        for (AxisLimits& limits : limits_)
            limits.maxSpeed *= factor;
        revision_++;
    }

    double clamp(std::size_t axis, double position) const
    {
        if (axis >= axisCount)
            return position;
        std::shared_lock<std::shared_mutex> reading(limitsMutex);
        return std::clamp(position, limits_[axis].low, limits_[axis].high);
    }

    double speedLimit(std::size_t axis, double distance) const
    {
        std::shared_lock<std::shared_mutex> reading(limitsMutex, std::defer_lock);  // finding: 'reading'
        if (axis >= axisCount || distance == 0.0)
            return 0.0;
        // Short moves end before the axis gets to its full speed.
        const AxisLimits& limits = limits_[axis];
        return std::min(limits.maxSpeed, limits.maxAcceleration * distance / 2);
    }

    unsigned revision() const
    {
        std::shared_lock<std::shared_mutex> reading(limitsMutex);
        return revision_;
    }

private:
    mutable std::shared_mutex limitsMutex;
    std::array<AxisLimits, axisCount> limits_{};
    unsigned revision_ = 0;
};

static double feed(const MotionController& controller, int moves)
{
    double time = 0;
    double position = 0;
    for (int i = 0; i < moves; i++) {
        const std::size_t axis = static_cast<std::size_t>(i) % MotionController::axisCount;
        const double target = controller.clamp(axis, position + 1.0 + i % 7);
        const double distance = target - position;
        if (const double speed = controller.speedLimit(axis, distance); speed > 0)
            time += distance / speed;
        position = target;
    }
    return time;
}

int main()
{
    MotionController controller;
    double seconds = 0;
    std::thread feeder([&controller, &seconds] { seconds = feed(controller, 5000); });
    for (int i = 1; i <= 20; i++) {
        AxisLimits limits;
        limits.maxSpeed = 80.0 + i;
        limits.high = 300.0;
        controller.configure(static_cast<std::size_t>(i) % 3, limits);
    }
    controller.slowDown(0.5);
    feeder.join();
    std::printf("%.2f s, limits of revision %u\n", seconds, controller.revision());
}
