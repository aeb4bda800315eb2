// Playout of a radio station. The break planner locks its guard at the first fitting spot, or after the loop when none fits.
#include <chrono>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace playout {

using std::chrono::seconds;

struct Spot {
    std::string title;
    seconds length;
    int min_age;
};

struct Slot {
    seconds longest;
    int audience_age;
};

struct Summary {
    int breaks = 0;
    seconds airtime{0};
};

bool Fits(const Spot& spot, const Slot& slot) {
    return spot.length <= slot.longest && spot.min_age <= slot.audience_age;
}

class BreakPlanner {
public:
    // The offers are checked in their order; the first one that fits is played.
    void Plan(const std::vector<Spot>& offers, const Slot& slot) {
        std::unique_lock<std::mutex> lk(mutex_, std::defer_lock);
        for (const Spot& spot : offers) {
            if (!Fits(spot, slot))
                continue;
            lk.lock();
            playlist_.push_back(spot);
            summary_.airtime += spot.length;
            break;
        }
        if (!lk.owns_lock())
            lk.lock();
        ++summary_.breaks;
        last_slot_ = slot;
    }

    std::optional<Spot> Next() {
        std::unique_lock<std::mutex> lk(mutex_);
        if (playlist_.empty())
            return std::nullopt;
        Spot spot = playlist_.front();
        playlist_.pop_front();
        return spot;
    }

    Summary Totals() const {
        std::lock_guard<std::mutex> lk(mutex_);
        return summary_;
    }

    std::optional<Slot> LastSlot() const {
        std::lock_guard<std::mutex> lk(mutex_);
        return last_slot_;
    }

private:
    mutable std::mutex mutex_;
    std::deque<Spot> playlist_;
    Summary summary_;
    std::optional<Slot> last_slot_;
};

}  // namespace playout

int main() {
    using namespace std::chrono_literals;
    playout::BreakPlanner planner;
    const std::vector<playout::Spot> national = {{"Tyres", 30s, 0}, {"Brewery", 20s, 18}, {"Toothpaste", 15s, 0}};
    const std::vector<playout::Spot> regional = {{"Carpet store", 25s, 0}};

    std::thread network([&] {
        for (int i = 0; i < 50; ++i)
            planner.Plan(national, {std::chrono::seconds(10 + i % 30), i % 40});
    });
    std::thread studio([&] {
        for (int i = 0; i < 50; ++i)
            planner.Plan(i % 3 ? regional : std::vector<playout::Spot>{}, {30s, 50});
    });
    int played = 0;
    for (int i = 0; i < 60; ++i)
        played += planner.Next().has_value();
    network.join();
    studio.join();
    while (planner.Next())
        ++played;
    const playout::Summary totals = planner.Totals();
    std::printf("%d spots in %d breaks, %lld s\n", played, totals.breaks, static_cast<long long>(totals.airtime.count()));
    return planner.LastSlot() ? 0 : 1;
}
