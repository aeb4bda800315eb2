// Ferry bookings. rebook() locks both sailings together.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Sailing {
    Sailing(std::string name, int seats) : label(std::move(name)), capacity(seats) {}

    const std::string label;
    const int capacity;
    std::mutex mutex;
    int taken = 0;
    std::map<int, int> parties;  // booking number -> persons
};

enum class Outcome { moved, unknownBooking, full, sameSailing };

class BookingDesk {
public:
    bool book(Sailing& sailing, int booking, int persons) {
        std::lock_guard<std::mutex> guard(sailing.mutex);
        if (sailing.taken + persons > sailing.capacity)
            return false;
        if (!sailing.parties.emplace(booking, persons).second)
            return false;
        sailing.taken += persons;
        return true;
    }

    bool cancel(Sailing& sailing, int booking) {
        std::lock_guard<std::mutex> guard(sailing.mutex);
        const auto it = sailing.parties.find(booking);
        if (it == sailing.parties.end())
            return false;
        sailing.taken -= it->second;
        sailing.parties.erase(it);
        return true;
    }

    Outcome rebook(int booking, Sailing& from, Sailing& to) {
        if (&from == &to)
            return Outcome::sameSailing;

        std::unique_lock<std::mutex> fromGuard(from.mutex, std::defer_lock);
        std::unique_lock<std::mutex> toGuard(to.mutex, std::defer_lock);
        std::lock(fromGuard, toGuard);

        const auto it = from.parties.find(booking);
        if (it == from.parties.end())
            return Outcome::unknownBooking;
        const int persons = it->second;
        if (to.taken + persons > to.capacity)
            return Outcome::full;

        to.parties.emplace(booking, persons);
        to.taken += persons;
        from.parties.erase(it);
        from.taken -= persons;
        return Outcome::moved;
    }

    int freeSeats(Sailing& sailing) {
        std::lock_guard<std::mutex> guard(sailing.mutex);
        return sailing.capacity - sailing.taken;
    }
};

int main() {
    BookingDesk desk;
    Sailing morning("08:15", 120);
    Sailing evening("19:40", 200);

    std::thread counter([&] {
        for (int booking = 0; booking < 40; ++booking)
            desk.book(morning, booking, 1 + booking % 4);
    });
    std::thread website([&] {
        for (int booking = 100; booking < 140; ++booking)
            desk.book(evening, booking, 2);
        desk.cancel(evening, 117);
    });
    int moved = 0;
    for (int booking = 0; booking < 40; ++booking) {
        if (desk.rebook(booking, morning, evening) == Outcome::moved)
            ++moved;
    }
    counter.join();
    website.join();
    std::printf("moved %d; %s: %d free, %s: %d free\n", moved, morning.label.c_str(), desk.freeSeats(morning),
                evening.label.c_str(), desk.freeSeats(evening));
}
