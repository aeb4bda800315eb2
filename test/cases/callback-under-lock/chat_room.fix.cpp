// Chat room that hands every post to its members; the audience is copied under the lock and served after it.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct message {
    std::string from;
    std::string text;
};

class room {
public:
    using message_fn = std::function<void(const message&)>;

    void join(std::string nick, message_fn fn) {
        std::scoped_lock lock(mutex_);
        members_.push_back({std::move(nick), std::move(fn)});
    }

    void leave(const std::string& nick) {
        std::scoped_lock lock(mutex_);
        std::erase_if(members_, [&nick](const member& m) { return m.nick == nick; });
    }

    void post(const std::string& from, const std::string& text) {
        const message msg{from, text};
        std::vector<member> audience;
        {
            std::scoped_lock lock(mutex_);
            remember(msg);
            audience = members_;
        }
        fan_out(audience, msg);
    }

    std::size_t history_size() const {
        std::scoped_lock lock(mutex_);
        return history_.size();
    }

private:
    struct member {
        std::string nick;
        message_fn on_message;
    };

    void remember(message msg) {
        history_.push_back(std::move(msg));
        if (history_.size() > 500)
            history_.pop_front();
    }

    static void fan_out(const std::vector<member>& audience, const message& msg) {
        for (const member& m : audience)
            if (m.nick != msg.from)
                m.on_message(msg);
    }

    mutable std::mutex mutex_;
    std::vector<member> members_;
    std::deque<message> history_;
};

class help_bot {
public:
    explicit help_bot(room& r) : room_(r) {
        room_.join("helpbot", std::bind(&help_bot::on_message, this, std::placeholders::_1));
    }
    help_bot(const help_bot&) = delete;
    help_bot& operator=(const help_bot&) = delete;
    ~help_bot() { room_.leave("helpbot"); }

    int answered() const { return answered_; }

private:
    void on_message(const message& msg) {
        if (msg.text != "!help")
            return;
        ++answered_;
        room_.post("helpbot", msg.from + ": try !topics or !quit");
    }

    room& room_;
    std::atomic<int> answered_{0};
};

int main() {
    room lobby;
    std::atomic<std::size_t> seen{0};
    lobby.join("logger", [&seen](const message& m) { seen += m.text.size(); });
    help_bot bot(lobby);
    std::thread alice([&lobby] {
        lobby.post("alice", "hello there");
        lobby.post("alice", "!help");
    });
    std::thread bob([&lobby] { lobby.post("bob", "anyone in?"); });
    alice.join();
    bob.join();
    std::printf("%zu posts, %zu characters, %d answers\n", lobby.history_size(), seen.load(), bot.answered());
    return 0;
}
