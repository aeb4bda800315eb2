// Game lobby: one thread per player that is connected.
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace lobby {

class Peer {
public:
    enum class Event { line, idle, gone };
    virtual ~Peer() = default;
    virtual Event poll(std::chrono::milliseconds patience, std::string& line) = 0;
};

class Listener {
public:
    virtual ~Listener() = default;
    // Null if nobody has come within a moment.
    virtual std::unique_ptr<Peer> accept() = 0;
};

class Board {
public:
    void enter(int player, const std::string& name) {
        std::lock_guard<std::mutex> lock(mutex_);
        names_[player] = name;
    }
    void leave(int player) {
        std::lock_guard<std::mutex> lock(mutex_);
        names_.erase(player);
    }
    std::size_t players() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return names_.size();
    }

private:
    mutable std::mutex mutex_;
    std::map<int, std::string> names_;
};

class Session {
public:
    Session(int player, std::unique_ptr<Peer> peer) : player_(player), peer_(std::move(peer)) {}
    Session(Session&&) = default;

    void serve(Board& board, const std::atomic<bool>& closing) {
        std::string line;
        while (!closing) {
            const Peer::Event event = peer_->poll(std::chrono::milliseconds(100), line);
            if (event == Peer::Event::gone)
                break;
            if (event == Peer::Event::line)
                board.enter(player_, line);
        }
        board.leave(player_);
    }

private:
    int player_;
    std::unique_ptr<Peer> peer_;
};

class Server {
public:
    explicit Server(Listener& listener) : listener_(listener) {}

    ~Server() {
        closing_ = true;
        for (std::thread& t : threads_)
            t.join();
    }

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Serves until the given number of players has come.
    void run(int players) {
        while (came_ < players && !closing_) {
            std::unique_ptr<Peer> peer = listener_.accept();
            if (!peer)
                continue;
            Session session(++came_, std::move(peer));
            threads_.emplace_back([this, &session] { session.serve(board_, closing_); });  // finding: session
        }
    }

    // From a signal handling thread.
    void close() { closing_ = true; }

    const Board& board() const { return board_; }

private:
    Listener& listener_;
    Board board_;
    std::atomic<bool> closing_{false};
    int came_ = 0;
    std::vector<std::thread> threads_;
};

}  // namespace lobby
