// Reverse geocoder that answers each lookup on its own thread.
#include <cmath>
#include <future>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Place {
    std::string name;
    double distanceKm = 0.0;
};

struct Candidate {
    std::string name;
    double lat;
    double lon;
};

struct LookupError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Cell = std::pair<int, int>;

class ReverseGeocoder {
public:
    explicit ReverseGeocoder(std::map<Cell, std::vector<Candidate>> grid) : grid_(std::move(grid)) {}
    ReverseGeocoder(const ReverseGeocoder&) = delete;
    ReverseGeocoder& operator=(const ReverseGeocoder&) = delete;

    ~ReverseGeocoder()
    {
        for (std::thread& t : lookups_)
            t.join();
    }

    std::future<Place> lookup(double lat, double lon)
    {
        std::promise<Place> reply;
        std::future<Place> answer = reply.get_future();
        lookups_.emplace_back(&ReverseGeocoder::resolve, this, lat, lon, std::move(reply));
        return answer;
    }

private:
    static Cell cellOf(double lat, double lon)
    {
        return {static_cast<int>(std::floor(lat)), static_cast<int>(std::floor(lon))};
    }

    static double distance(const Candidate& c, double lat, double lon)
    {
        return std::hypot(c.lat - lat, c.lon - lon) * 111.2;
    }

    void resolve(double lat, double lon, std::promise<Place> reply) const
    {
        const auto entry = grid_.find(cellOf(lat, lon));
        if (entry == grid_.end()) {
            reply.set_exception(std::make_exception_ptr(LookupError("outside the covered area")));
            return;
        }

        const std::vector<Candidate>& candidates = entry->second;
        if (candidates.empty()) {
            std::clog << "no named place in this cell\n";
            reply.set_value(Place{"(unnamed)", 0.0});
            return;
        }

        const Candidate* best = &candidates.front();
        for (const Candidate& c : candidates) {
            if (distance(c, lat, lon) < distance(*best, lat, lon))
                best = &c;
        }
        reply.set_value(Place{best->name, distance(*best, lat, lon)});
    }

    const std::map<Cell, std::vector<Candidate>> grid_;
    std::vector<std::thread> lookups_;
};

int main()
{
    ReverseGeocoder geocoder({
        {{52, 13}, {{"Mitte", 52.52, 13.40}, {"Spandau", 52.53, 13.20}}},
        {{54, 7}, {}},
    });

    std::vector<std::future<Place>> answers;
    answers.push_back(geocoder.lookup(52.5, 13.3));
    answers.push_back(geocoder.lookup(54.3, 7.5));
    answers.push_back(geocoder.lookup(10.0, 10.0));

    for (std::future<Place>& answer : answers) {
        try {
            const Place place = answer.get();
            std::cout << place.name << " at " << place.distanceKm << " km\n";
        } catch (const LookupError& e) {
            std::cout << "lookup failed: " << e.what() << '\n';
        }
    }
}
