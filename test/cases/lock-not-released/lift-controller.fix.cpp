// Lift that takes commands from the panels of all floors.
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace lift {

constexpr int kFloors = 24;

enum class Op : std::uint8_t { Call, HoldDoor, Service, Tick };

struct Command {
    Op op;
    int arg;
};

struct Status {
    int floor;
    bool moving;
    int doorTicks;
};

class Lift {
public:
    void handle(const Command& command);
    Status status() const;

private:
    void stepLocked() noexcept;
    int nextCallLocked() const noexcept;

    mutable std::mutex carMutex_;
    std::array<bool, kFloors> calls_{};
    int floor_ = 0;
    int doorTicks_ = 0;
    bool moving_ = false;
    bool service_ = false;
};

// Commands arrive from the panels of all floors and from the timer.
void Lift::handle(const Command& command) {
    switch (command.op) {
    case Op::Call:
        if (command.arg < 0 || command.arg >= kFloors)
            break;
        carMutex_.lock();
        calls_[static_cast<std::size_t>(command.arg)] = true;
        carMutex_.unlock();
        break;
    case Op::HoldDoor:
        carMutex_.lock();
        if (moving_) {
            carMutex_.unlock();
            break;
        }
        doorTicks_ = command.arg;
        carMutex_.unlock();
        break;
    case Op::Service:
        carMutex_.lock();
        service_ = command.arg != 0;
        if (service_)
            calls_.fill(false);
        carMutex_.unlock();
        break;
    case Op::Tick:
        carMutex_.lock();
        if (!service_)
            stepLocked();
        carMutex_.unlock();
        break;
    }
}

void Lift::stepLocked() noexcept {
    if (doorTicks_ > 0) {
        --doorTicks_;
        return;
    }
    const int target = nextCallLocked();
    moving_ = target >= 0 && target != floor_;
    if (moving_) {
        floor_ += target > floor_ ? 1 : -1;
    } else if (target == floor_) {
        calls_[static_cast<std::size_t>(floor_)] = false;
        doorTicks_ = 5;
    }
}

int Lift::nextCallLocked() const noexcept {
    for (int distance = 0; distance < kFloors; ++distance) {
        for (int floor : {floor_ - distance, floor_ + distance}) {
            if (floor >= 0 && floor < kFloors && calls_[static_cast<std::size_t>(floor)])
                return floor;
        }
    }
    return -1;
}

Status Lift::status() const {
    std::lock_guard<std::mutex> guard(carMutex_);
    return {floor_, moving_, doorTicks_};
}

}  // namespace lift
