#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

using Clock = std::chrono::steady_clock;

class Timers {
public:
    Timers() : thread_([this] { run(); }) {}
    ~Timers() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            stop_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }
    Timers(const Timers&) = delete;
    Timers& operator=(const Timers&) = delete;

    void after(std::chrono::milliseconds delay, std::function<void()> fn) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            due_.emplace(Clock::now() + delay, std::move(fn));
        }
        changed_.notify_one();
    }

private:
    void run() {
        std::unique_lock<std::mutex> lock(mutex_);
        while (!stop_) {
            if (due_.empty()) {
                changed_.wait(lock, [this] { return stop_ || !due_.empty(); });
                continue;
            }
            const Clock::time_point first = due_.begin()->first;
            if (changed_.wait_until(lock, first, [&] { return stop_ || due_.begin()->first < first; }))
                continue;
            auto entry = due_.extract(due_.begin());
            lock.unlock();
            entry.mapped()();
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Clock::time_point, std::function<void()>> due_;
    bool stop_ = false;
    std::thread thread_;
};

class Sprite {
public:
    explicit Sprite(unsigned frames) : frames_(frames) {}
    void blink() { blinks_.fetch_add(1); }
    unsigned frame() const { return blinks_.load() % frames_; }

private:
    const unsigned frames_;
    std::atomic<unsigned> blinks_{0};
};

class Stage {
public:
    explicit Stage(Timers& timers) : timers_(timers) {}

    void spawn(int id, unsigned frames) {
        std::lock_guard<std::mutex> lock(mutex_);
        sprites_[id] = std::make_shared<Sprite>(frames);
    }

    void despawn(int id) {
        std::lock_guard<std::mutex> lock(mutex_);
        sprites_.erase(id);
    }

    // The hit sprite blinks a moment later.
    void hit(int id) {
        const std::shared_ptr<Sprite> target = find(id);
        if (!target)
            return;
        std::weak_ptr<Sprite> sprite = target;
        timers_.after(std::chrono::milliseconds(120), [sprite] {
            if (auto s = sprite.lock())
                s->blink();
        });
    }

    unsigned frameOf(int id) const {
        const std::shared_ptr<Sprite> s = find(id);
        return s ? s->frame() : 0;
    }

private:
    std::shared_ptr<Sprite> find(int id) const {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = sprites_.find(id);
        return it == sprites_.end() ? nullptr : it->second;
    }

    Timers& timers_;
    mutable std::mutex mutex_;
    std::map<int, std::shared_ptr<Sprite>> sprites_;
};
