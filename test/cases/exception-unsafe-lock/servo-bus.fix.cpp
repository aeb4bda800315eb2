// Servo bus that is locked for a whole pose; an angle out of range is refused on the way.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>

namespace robot {

struct MotionError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Half-duplex servo bus. The frames of one movement must not be mixed with
// those of another, so whoever writes holds the bus for the whole movement.
class ServoBus {
public:
    void lock() { mutex_.lock(); }
    void unlock() { mutex_.unlock(); }

    // The bus must be held.
    void write(std::uint8_t servo, std::uint16_t ticks) noexcept {
        if (used_ + 4 > tx_.size())
            used_ = 0;
        tx_[used_++] = 0xff;
        tx_[used_++] = servo;
        tx_[used_++] = static_cast<std::uint8_t>(ticks & 0xff);
        tx_[used_++] = static_cast<std::uint8_t>(ticks >> 8);
    }

    // Called by the UART driver when it has room; returns the bytes copied.
    std::size_t takeFrames(std::array<std::uint8_t, 256>& out) {
        std::lock_guard<std::mutex> guard(mutex_);
        const std::size_t n = used_;
        for (std::size_t i = 0; i < n; ++i)
            out[i] = tx_[i];
        used_ = 0;
        return n;
    }

private:
    std::mutex mutex_;
    std::array<std::uint8_t, 256> tx_{};
    std::size_t used_ = 0;
};

struct Joint {
    std::uint8_t servo;
    double minDeg;
    double maxDeg;
};

namespace {

[[noreturn]] void fail(const Joint& joint, double deg) {
    throw MotionError("servo " + std::to_string(joint.servo) + " cannot reach " +
                      std::to_string(deg));
}

std::uint16_t toTicks(const Joint& joint, double deg) {
    if (!(deg >= joint.minDeg && deg <= joint.maxDeg))
        fail(joint, deg);
    return static_cast<std::uint16_t>(std::lround((deg + 180.0) * 4096.0 / 360.0));
}

}  // namespace

class Arm {
public:
    static constexpr std::size_t kJoints = 4;
    using Pose = std::array<double, kJoints>;

    Arm(ServoBus& bus, const std::array<Joint, kJoints>& joints) : bus_(bus), joints_(joints) {}

    void moveTo(const Pose& pose) {
        std::lock_guard<ServoBus> hold(bus_);
        for (std::size_t i = 0; i < kJoints; ++i)
            bus_.write(joints_[i].servo, toTicks(joints_[i], pose[i]));
    }

    void relax() {
        bus_.lock();
        for (const Joint& joint : joints_)
            bus_.write(joint.servo, 0);
        bus_.unlock();
    }

private:
    ServoBus& bus_;
    const std::array<Joint, kJoints> joints_;
};

bool follow(Arm& arm, const Arm::Pose* path, std::size_t n) {
    try {
        for (std::size_t i = 0; i < n; ++i)
            arm.moveTo(path[i]);
        return true;
    } catch (const MotionError&) {
        arm.relax();
        return false;
    }
}

}  // namespace robot
