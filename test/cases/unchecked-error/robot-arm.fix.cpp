// Motion executive of a small arm. Commands arrive from the teach pendant's
// thread and are carried out one after the other on the motion thread.
#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Pose = std::array<double, 6>;

class Joint {
public:
    virtual ~Joint() = default;
    // False if the brake's end switch doesn't confirm.
    virtual bool setBrake(bool engaged) = 0;
    virtual bool driveTo(double angle) = 0;
    virtual double angle() const = 0;
};

class Arm {
public:
    explicit Arm(std::vector<std::unique_ptr<Joint>> joints) : joints_(std::move(joints)) {}

    bool home() {
        for (auto& joint : joints_) {
            if (!joint->setBrake(false))
                return false;
            if (!joint->driveTo(0.0))
                return false;
        }
        return true;
    }

    bool park() {
        for (auto& joint : joints_)
            if (!joint->driveTo(-1.57))
                return false;
        return holdAll();
    }

    bool moveTo(const Pose& pose) {
        for (std::size_t i = 0; i < joints_.size() && i < pose.size(); ++i) {
            Joint& joint = *joints_[i];
            if (joint.angle() == pose[i])
                continue;
            if (!joint.setBrake(false))
                return false;
            if (!joint.driveTo(pose[i]))
                return false;
        }
        return holdAll();
    }

private:
    bool holdAll() {
        for (auto& joint : joints_)
            if (!joint->setBrake(true))
                return false;
        return true;
    }

    std::vector<std::unique_ptr<Joint>> joints_;
};

class MotionExecutive {
public:
    explicit MotionExecutive(std::vector<std::unique_ptr<Joint>> joints)
        : arm_(std::move(joints)), thread_([this] { run(); }) {}

    ~MotionExecutive() {
        {
            std::lock_guard lock(mutex_);
            quit_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    MotionExecutive(const MotionExecutive&) = delete;
    MotionExecutive& operator=(const MotionExecutive&) = delete;

    void enqueue(const Pose& pose) {
        {
            std::lock_guard lock(mutex_);
            poses_.push_back(pose);
        }
        changed_.notify_one();
    }

    std::string fault() const {
        std::lock_guard lock(mutex_);
        return fault_;
    }

private:
    void fail(std::string what) {
        std::lock_guard lock(mutex_);
        fault_ = std::move(what);
    }

    void run() {
        if (!arm_.home()) {
            fail("homing failed");
            return;
        }
        Pose pose;
        while (nextPose(pose)) {
            if (!arm_.moveTo(pose)) {
                fail("move failed");
                return;
            }
        }
        if (!arm_.park())
            fail("parking failed");
    }

    bool nextPose(Pose& pose) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return quit_ || !poses_.empty(); });
        if (quit_)
            return false;
        pose = poses_.front();
        poses_.pop_front();
        return true;
    }

    Arm arm_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Pose> poses_;
    std::string fault_;
    bool quit_ = false;
    std::thread thread_;
};
