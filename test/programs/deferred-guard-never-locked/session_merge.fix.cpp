// Game server that merges two lobbies; the guards of both lobbies are locked together.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct player {
    std::string name;
    int rating = 0;
};

class lobby {
public:
    explicit lobby(std::size_t seats) : seats_(seats) {}

    bool join(player p)
    {
        std::lock_guard<std::mutex> guard(mu_);
        if (players_.size() >= seats_)
            return false;
        players_.push_back(std::move(p));
        return true;
    }

    void leave(const std::string& name)
    {
        std::lock_guard<std::mutex> guard(mu_);
        players_.erase(std::remove_if(players_.begin(), players_.end(), [&](const player& p) { return p.name == name; }),
                       players_.end());
    }

    std::size_t size() const
    {
        std::lock_guard<std::mutex> guard(mu_);
        return players_.size();
    }

    friend bool merge_lobbies(lobby& into, lobby& from);

private:
    bool has_room_for(const lobby& other) const { return players_.size() + other.players_.size() <= seats_; }

    const std::size_t seats_;
    mutable std::mutex mu_;
    std::vector<player> players_;
};

bool merge_lobbies(lobby& into, lobby& from)
{
    if (&into == &from)
        return false;

    std::unique_lock<std::mutex> guards[2] = {{into.mu_, std::defer_lock}, {from.mu_, std::defer_lock}};
    std::lock(guards[0], guards[1]);
    if (!into.has_room_for(from))
        return false;
    std::move(from.players_.begin(), from.players_.end(), std::back_inserter(into.players_));
    from.players_.clear();
    std::sort(into.players_.begin(), into.players_.end(),
              [](const player& a, const player& b) { return a.rating > b.rating; });
    return true;
}

int main()
{
    lobby red(64);
    lobby blue(64);
    std::thread arrivals([&] {
        for (int i = 0; i < 30; ++i) {
            if (!red.join({"r" + std::to_string(i), 1000 + i}))
                break;
            if (!blue.join({"b" + std::to_string(i), 1200 - i}))
                break;
        }
    });
    std::thread departures([&] {
        for (int i = 0; i < 30; i += 4) {
            red.leave("r" + std::to_string(i));
            blue.leave("b" + std::to_string(i));
        }
    });
    int merges = 0;
    for (int i = 0; i < 10; ++i)
        merges += merge_lobbies(i % 2 ? red : blue, i % 2 ? blue : red) ? 1 : 0;
    arrivals.join();
    departures.join();
    std::printf("%d merges, red %zu, blue %zu\n", merges, red.size(), blue.size());
    return 0;
}
