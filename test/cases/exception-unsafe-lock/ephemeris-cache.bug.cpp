// Ephemerides of the planets, looked up under the reader's lock, also of a body that nobody has published.
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <thread>

namespace orbit {

struct Vec3 {
    double x = 0, y = 0, z = 0;
};

struct State {
    double epoch = 0;
    Vec3 r;
    Vec3 v;
};

inline Vec3 propagate(const State& s, double jd) noexcept {
    const double dt = (jd - s.epoch) * 86400.0;
    return {s.r.x + s.v.x * dt, s.r.y + s.v.y * dt, s.r.z + s.v.z * dt};
}

class EphemerisCache {
public:
    void publish(int body, const State& state) {
        std::unique_lock<std::shared_mutex> lock(mutex_);
        states_[body] = state;
    }

    Vec3 positionAt(int body, double jd) const {
        mutex_.lock_shared();  // finding: mutex_
        const State& state = states_.at(body);
        const Vec3 position = propagate(state, jd);
        mutex_.unlock_shared();
        return position;
    }

    std::size_t bodies() const {
        std::shared_lock<std::shared_mutex> lock(mutex_);
        return states_.size();
    }

private:
    mutable std::shared_mutex mutex_;
    std::map<int, State> states_;
};

// Advances all bodies day by day until told to stop.
class Integrator {
public:
    Integrator(EphemerisCache& cache, int bodies)
        : cache_(cache), bodies_(bodies), thread_([this] { run(); }) {}

    ~Integrator() {
        stop_.store(true);
        thread_.join();
    }

    Integrator(const Integrator&) = delete;
    Integrator& operator=(const Integrator&) = delete;

private:
    void run() {
        for (double jd = 2451545.0; !stop_.load(); jd += 1.0) {
            for (int body = 0; body < bodies_; ++body) {
                const double phase = jd * 0.0172 / (body + 1);
                State s;
                s.epoch = jd;
                s.r = {std::cos(phase), std::sin(phase), 0};
                s.v = {-std::sin(phase), std::cos(phase), 0};
                cache_.publish(body, s);
            }
        }
    }

    EphemerisCache& cache_;
    const int bodies_;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

std::optional<double> separation(const EphemerisCache& cache, int a, int b, double jd) {
    try {
        const Vec3 pa = cache.positionAt(a, jd);
        const Vec3 pb = cache.positionAt(b, jd);
        return std::hypot(pa.x - pb.x, pa.y - pb.y, pa.z - pb.z);
    } catch (const std::out_of_range&) {
        return std::nullopt;
    }
}

}  // namespace orbit
