#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

// Runs short tasks on threads of their own; the destructor waits for all of them.
class TaskGroup {
public:
    TaskGroup() = default;
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    ~TaskGroup() {
        std::unique_lock<std::mutex> lock(mutex_);
        idle_.wait(lock, [this] { return running_ == 0; });
    }

    template <class F>
    bool spawn(F task) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            ++running_;
        }
        try {
            std::thread([this, task = std::move(task)] {
                task();
                leave();
            }).detach();
        } catch (const std::system_error&) {
            leave();
            return false;
        }
        return true;
    }

private:
    void leave() {
        std::lock_guard<std::mutex> lock(mutex_);
        if (--running_ == 0) idle_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable idle_;
    int running_ = 0;
};

struct Light {
    float x = 0, y = 0, power = 1;
};

class LightBaker {
public:
    static constexpr int kSize = 64;
    using Map = std::vector<float>;

    explicit LightBaker(std::vector<Light> lights) : lights_(std::move(lights)) {}

    void bake(int room) {
        if (!group_.spawn([this, room] { store(room, compute(room)); })) store(room, compute(room));
    }

    bool fetch(int room, Map& out) const {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = maps_.find(room);
        if (it == maps_.end()) return false;
        out = it->second;
        return true;
    }

private:
    Map compute(int room) const {
        Map map(static_cast<std::size_t>(kSize) * kSize);
        for (int y = 0; y < kSize; ++y) {
            for (int x = 0; x < kSize; ++x) {
                float sum = 0;
                for (const Light& light : lights_) {
                    const float dx = light.x - static_cast<float>(room * kSize + x);
                    const float dy = light.y - static_cast<float>(y);
                    sum += light.power / std::max(1.0f, dx * dx + dy * dy);
                }
                map[static_cast<std::size_t>(y) * kSize + static_cast<std::size_t>(x)] = sum;
            }
        }
        return map;
    }

    void store(int room, Map map) {
        std::lock_guard<std::mutex> lock(mutex_);
        maps_[room] = std::move(map);
    }

    const std::vector<Light> lights_;
    mutable std::mutex mutex_;
    std::map<int, Map> maps_;
    TaskGroup group_;
};

class LevelEditor {
public:
    void openLevel(std::vector<Light> lights, int rooms) {
        baker_ = std::make_unique<LightBaker>(std::move(lights));
        for (int room = 0; room < rooms; ++room) baker_->bake(room);
    }

    void closeLevel() { baker_.reset(); }

private:
    std::unique_ptr<LightBaker> baker_;
};
