#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <thread>

using namespace std::chrono_literals;

namespace motion {

struct Axis;
void drive(Axis& axis);

struct Axis {
    explicit Axis(int parked) : position(parked), target(parked), driver([this] { drive(*this); }) {}
    ~Axis() {
        stop.store(true);
        driver.join();
    }
    Axis(const Axis&) = delete;
    Axis& operator=(const Axis&) = delete;

    std::atomic<int> position;
    std::atomic<int> target;
    std::atomic<bool> homing{false};
    std::atomic<bool> homed{false};
    std::atomic<bool> stop{false};
    std::thread driver;
};

void pulse(Axis& axis, int direction) { axis.position.fetch_add(direction); }

void drive(Axis& axis) {
    while (!axis.stop.load()) {
        if (axis.homing.load()) {
            if (axis.position.load() > 0) {
                pulse(axis, -1);
            } else {
                axis.target.store(0);
                axis.homing.store(false);
                axis.homed.store(true);
            }
        } else if (const int delta = axis.target.load() - axis.position.load(); delta != 0) {
            pulse(axis, delta > 0 ? 1 : -1);
        }
        std::this_thread::sleep_for(500us);
    }
}

class Gantry {
public:
    using Point = std::array<int, 3>;

    void home() {
        for (Axis* axis : axes_) {
            axis->homed.store(false);
            axis->homing.store(true);
        }
        std::this_thread::sleep_for(3s);  // finding: position
        for (std::size_t i = 0; i < axes_.size(); ++i) origin_[i] = axes_[i]->position.load();
    }

    bool moveTo(const Point& where) {
        for (std::size_t i = 0; i < axes_.size(); ++i) {
            if (!axes_[i]->homed.load() || where[i] < 0 || where[i] > kTravel) return false;
        }
        for (std::size_t i = 0; i < axes_.size(); ++i) axes_[i]->target.store(origin_[i] + where[i]);
        return true;
    }

    bool arrived() const {
        for (const Axis* axis : axes_)
            if (axis->position.load() != axis->target.load()) return false;
        return true;
    }

private:
    static constexpr int kTravel = 4000;

    Axis x_{1200};
    Axis y_{900};
    Axis z_{400};
    std::array<Axis*, 3> axes_{&x_, &y_, &z_};
    Point origin_{};
};

}  // namespace motion

int main(int argc, char** argv) {
    motion::Gantry gantry;
    gantry.home();
    const int depth = argc > 1 ? std::atoi(argv[1]) : 100;
    return gantry.moveTo({200, 200, depth}) ? 0 : 1;
}
