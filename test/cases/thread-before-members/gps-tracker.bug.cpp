// Reads fixes from the receiver and keeps the track of the current trip.
#include <chrono>
#include <cmath>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace gps {

struct Fix {
    double lat = 0;
    double lon = 0;
    double speed = 0;
};

class Receiver {
public:
    virtual ~Receiver() = default;
    // Waits up to the given time for the next fix.
    virtual std::optional<Fix> next(std::chrono::milliseconds patience) = 0;
};

double distance(const Fix& a, const Fix& b) {
    constexpr double kMetresPerDegree = 111320.0;
    const double dy = (b.lat - a.lat) * kMetresPerDegree;
    const double dx = (b.lon - a.lon) * kMetresPerDegree * std::cos(a.lat * 0.0174532925);
    return std::hypot(dx, dy);
}

class Tracker {
public:
    explicit Tracker(Receiver& receiver) : receiver_(receiver) {}

    Tracker(const Tracker&) = delete;
    Tracker& operator=(const Tracker&) = delete;

    std::optional<Fix> position() const {
        std::lock_guard lock(mutex_);
        if (track_.empty())
            return std::nullopt;
        return track_.back();
    }

    double travelled() const {
        std::lock_guard lock(mutex_);
        return metres_;
    }

    std::vector<Fix> track() const {
        std::lock_guard lock(mutex_);
        return track_;
    }

private:
    void follow(std::stop_token stop) {
        using namespace std::chrono_literals;
        while (!stop.stop_requested()) {
            if (std::optional<Fix> fix = receiver_.next(200ms))
                record(*fix);
        }
    }

    void record(const Fix& fix) {
        std::lock_guard lock(mutex_);
        if (!track_.empty())
            metres_ += distance(track_.back(), fix);
        track_.push_back(fix);
    }

    Receiver& receiver_;
    std::jthread reader_{[this](std::stop_token stop) { follow(stop); }};  // finding: 'mutex_'
    mutable std::mutex mutex_;
    std::vector<Fix> track_;
    double metres_ = 0;
};

// Length of a trip of the given number of fixes.
double measureTrip(Receiver& receiver, std::size_t fixes, std::chrono::seconds limit) {
    Tracker tracker(receiver);
    const auto end = std::chrono::steady_clock::now() + limit;
    while (tracker.track().size() < fixes && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return tracker.travelled();
}

}  // namespace gps
