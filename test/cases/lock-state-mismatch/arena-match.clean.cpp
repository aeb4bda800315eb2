// Match of a game in an arena.
#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <thread>

namespace arena {

struct Player {
    float x = 0, vx = 0;
    int score = 0;
};

class Match {
public:
    static constexpr std::size_t kPlayers = 8;

    void steer(std::size_t player, float vx);
    bool tick(float dt);
    bool trySnapshot(std::array<Player, kPlayers>& out);
    void finish();

private:
    // True if the match is now ours until endTurn(); false if another
    // thread has it or the match is over.
    bool tryBeginTurn();
    void endTurn() { turn_.unlock(); }

    std::mutex turn_;
    std::array<Player, kPlayers> players_{};
    bool over_ = false;
};

bool Match::tryBeginTurn() {
    if (!turn_.try_lock())
        return false;
    if (over_) {
        turn_.unlock();
        return false;
    }
    return true;
}

void Match::steer(std::size_t player, float vx) {
    if (player >= kPlayers)
        return;
    std::lock_guard<std::mutex> guard(turn_);
    players_[player].vx = vx;
}

bool Match::tick(float dt) {
    if (!tryBeginTurn())
        return false;
    for (Player& p : players_) {
        p.x += p.vx * dt;
        if (p.x > 100) {
            p.x = 0;
            ++p.score;
        }
    }
    endTurn();
    return true;
}

bool Match::trySnapshot(std::array<Player, kPlayers>& out) {
    const bool ours = tryBeginTurn();
    if (ours)
        out = players_;
    else
        out.fill(Player{});
    if (ours)
        endTurn();
    return ours;
}

void Match::finish() {
    std::lock_guard<std::mutex> guard(turn_);
    over_ = true;
}

// The spectators' view, a frame behind if need be.
class Spectator {
public:
    explicit Spectator(Match& match) : match_(match), thread_([this] { watch(); }) {}

    ~Spectator() {
        leave_.store(true);
        thread_.join();
    }

    Spectator(const Spectator&) = delete;
    Spectator& operator=(const Spectator&) = delete;

    int bestScore() const { return best_.load(); }

private:
    void watch() {
        std::array<Player, Match::kPlayers> view;
        while (!leave_.load()) {
            if (match_.trySnapshot(view)) {
                for (const Player& p : view) {
                    if (p.score > best_.load())
                        best_.store(p.score);
                }
            }
            std::this_thread::yield();
        }
    }

    Match& match_;
    std::atomic<bool> leave_{false};
    std::atomic<int> best_{0};
    std::thread thread_;
};

}  // namespace arena
