// Game loop: simulation on the calling thread, audio mixing on a helper thread.
#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Sound {
    int clip = 0;
    float gain = 1.0f;
};

class SoundQueue {
public:
    void play(Sound s) {
        std::lock_guard<std::mutex> lk(mu_);
        pending_.push_back(s);
    }
    std::vector<Sound> take_all() {
        std::lock_guard<std::mutex> lk(mu_);
        std::vector<Sound> v(pending_.begin(), pending_.end());
        pending_.clear();
        return v;
    }

private:
    std::mutex mu_;
    std::deque<Sound> pending_;
};

class AudioMixer {
public:
    explicit AudioMixer(SoundQueue& q) : queue_(q) {}

    void mix_until(const std::atomic<bool>& quit) {
        while (!quit.load(std::memory_order_acquire)) {
            for (const Sound& s : queue_.take_all()) level_ += s.gain;
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    }
    float level() const { return level_; }  // after the mixing thread was joined

private:
    SoundQueue& queue_;
    float level_ = 0;
};

struct Entity {
    float x = 0, vx = 1;
};

class World {
public:
    bool load(const std::string& level) {
        if (level.empty()) return false;
        entities_.assign(level.size(), Entity{});
        return true;
    }
    int step(float dt) {
        int bounces = 0;
        for (auto& e : entities_) {
            e.x += e.vx * dt;
            if (e.x > 1 || e.x < -1) {
                e.vx = -e.vx;
                ++bounces;
            }
        }
        return bounces;
    }

private:
    std::vector<Entity> entities_;
};

enum class Outcome { finished, bad_level, aborted };

class Game {
public:
    explicit Game(std::vector<std::string> levels) : levels_(std::move(levels)), mixer_(sounds_) {}

    Outcome run(int frames_per_level) {
        quit_ = false;
        std::thread audio([this] { mixer_.mix_until(quit_); });
        for (const auto& name : levels_) {
            if (!world_.load(name)) {
                stop_audio(audio);
                return Outcome::bad_level;
            }
            if (!play_level(frames_per_level)) {
                stop_audio(audio);
                return Outcome::aborted;
            }
        }
        stop_audio(audio);
        return Outcome::finished;
    }

    void request_abort() { abort_ = true; }
    float loudness() const { return mixer_.level(); }

private:
    bool play_level(int frames) {
        for (int f = 0; f < frames; ++f) {
            if (abort_) return false;
            for (int n = world_.step(0.25f); n > 0; --n) sounds_.play({n, 0.5f});
        }
        return true;
    }

    void stop_audio(std::thread& t) {
        quit_.store(true, std::memory_order_release);
        t.join();
    }

    const std::vector<std::string> levels_;
    World world_;
    SoundQueue sounds_;
    AudioMixer mixer_;
    std::atomic<bool> quit_{false};
    std::atomic<bool> abort_{false};
};

int main() {
    Game good({"forest", "cave"});
    if (good.run(50) != Outcome::finished) return 1;
    Game broken({"forest", ""});
    if (broken.run(10) != Outcome::bad_level) return 2;
    Game other({"desert"});
    std::thread ui([&other] { other.request_abort(); });
    Outcome o = other.run(100000);
    ui.join();
    return o == Outcome::bad_level ? 3 : 0;
}
