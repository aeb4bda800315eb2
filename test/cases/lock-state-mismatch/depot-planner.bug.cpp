// Floor of a depot whose map is given up for a moment on long paths.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>

namespace depot {

constexpr int kWidth = 64;
constexpr int kHeight = 32;

struct Step {
    int dx;
    int dy;
};

// The floor of the warehouse: which robot has claimed which cell.
class FloorMap {
public:
    int claimPath(int robot, int x, int y, const Step* steps, std::size_t n);
    bool tryPeek(int x, int y, int& robot);
    void releaseAll(int robot);

private:
    static bool inside(int x, int y) noexcept {
        return x >= 0 && x < kWidth && y >= 0 && y < kHeight;
    }

    int& cell(int x, int y) noexcept {
        return cells_[static_cast<std::size_t>(y * kWidth + x)];
    }

    void breathe() noexcept;

    std::timed_mutex mapMutex_;
    std::array<int, kWidth * kHeight> cells_{};
    unsigned pauses_ = 0;
};

// Claims cells until one is taken; returns how many steps may be driven.
int FloorMap::claimPath(int robot, int x, int y, const Step* steps, std::size_t n) {
    int claimed = 0;
    mapMutex_.lock();
    for (std::size_t i = 0; i < n; ++i) {
        if (i % 16 == 15)
            breathe();
        x += steps[i].dx;
        y += steps[i].dy;
        if (!inside(x, y) || (cell(x, y) != 0 && cell(x, y) != robot))
            break;
        cell(x, y) = robot;
        ++claimed;
    }
    mapMutex_.unlock();
    return claimed;
}

// Lets waiting robots in between two stretches of a long path.
void FloorMap::breathe() noexcept {
    mapMutex_.unlock();
    std::this_thread::yield();
    if (!mapMutex_.try_lock_for(std::chrono::milliseconds(2)))  // finding: mapMutex_
        return;
    ++pauses_;
}

// For the status lamp, which rather skips a turn than waits.
bool FloorMap::tryPeek(int x, int y, int& robot) {
    if (!inside(x, y))
        return false;
    if (!mapMutex_.try_lock_for(std::chrono::milliseconds(1)))
        return false;
    robot = cell(x, y);
    mapMutex_.unlock();
    return true;
}

void FloorMap::releaseAll(int robot) {
    std::lock_guard<std::timed_mutex> guard(mapMutex_);
    for (int& owner : cells_) {
        if (owner == robot)
            owner = 0;
    }
}

class Robot {
public:
    Robot(FloorMap& map, int id) : map_(map), id_(id) {}
    ~Robot() { map_.releaseAll(id_); }
    Robot(const Robot&) = delete;
    Robot& operator=(const Robot&) = delete;

    bool drive(const Step* steps, std::size_t n) {
        const int allowed = map_.claimPath(id_, x_, y_, steps, n);
        for (int i = 0; i < allowed; ++i) {
            x_ += steps[i].dx;
            y_ += steps[i].dy;
        }
        return static_cast<std::size_t>(allowed) == n;
    }

private:
    FloorMap& map_;
    const int id_;
    int x_ = 0;
    int y_ = 0;
};

}  // namespace depot
