// Chat server core: rooms, members with bounded outboxes, and slow-client eviction.
#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using MemberId = int;

class Member {
public:
    using OverflowFn = std::function<void(MemberId)>;

    Member(MemberId id, std::size_t limit) : id_(id), limit_(limit) {}

    void on_overflow(OverflowFn fn) {
        std::lock_guard<std::mutex> lk(out_mu_);
        overflow_ = std::move(fn);
    }

    void deliver(const std::string& line) {
        OverflowFn fn;
        {
            std::lock_guard<std::mutex> lk(out_mu_);
            if (outbox_.size() < limit_) {
                outbox_.push_back(line);
                return;
            }
            fn = overflow_;
        }
        if (fn) fn(id_);  // our own lock is released here // finding: 'fn' is called while 'room_mu_' is held
    }

    std::vector<std::string> drain() {
        std::lock_guard<std::mutex> lk(out_mu_);
        std::vector<std::string> v(outbox_.begin(), outbox_.end());
        outbox_.clear();
        return v;
    }

    MemberId id() const { return id_; }

private:
    const MemberId id_;
    const std::size_t limit_;
    std::mutex out_mu_;
    std::deque<std::string> outbox_;
    OverflowFn overflow_;
};

class Room {
public:
    explicit Room(std::string name) : name_(std::move(name)) {}

    void join(const std::shared_ptr<Member>& m) {
        m->on_overflow([this](MemberId id) { leave(id); });
        std::lock_guard<std::mutex> lk(room_mu_);
        members_[m->id()] = m;
    }

    void leave(MemberId id) {
        std::lock_guard<std::mutex> lk(room_mu_);
        members_.erase(id);
        ++departures_;
    }

    void say(MemberId from, const std::string& text) {
        const std::string line = name_ + ": " + std::to_string(from) + "> " + text;
        std::lock_guard<std::mutex> lk(room_mu_);
        history_.push_back(line);
        trim_history();
        for (auto& kv : members_) {
            if (kv.first != from) kv.second->deliver(line);
        }
    }

    std::size_t size() {
        std::lock_guard<std::mutex> lk(room_mu_);
        return members_.size();
    }

private:
    void trim_history() {
        while (history_.size() > 100) history_.pop_front();
    }

    const std::string name_;
    std::mutex room_mu_;
    std::map<MemberId, std::shared_ptr<Member>> members_;
    std::deque<std::string> history_;
    int departures_ = 0;
};

class Lobby {
public:
    Room& room(const std::string& name) {
        std::lock_guard<std::mutex> lk(mu_);
        auto& slot = rooms_[name];
        if (!slot) slot = std::make_unique<Room>(name);
        return *slot;
    }

private:
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<Room>> rooms_;
};

int main() {
    Lobby lobby;
    Room& general = lobby.room("general");
    auto fast = std::make_shared<Member>(1, 1000);
    auto slow = std::make_shared<Member>(2, 3);
    general.join(fast);
    general.join(slow);
    std::thread talker([&general] {
        for (int i = 0; i < 10; ++i) general.say(1, "msg " + std::to_string(i));
    });
    std::thread reader([&fast] { fast->drain(); });
    talker.join();
    reader.join();
    return general.size() == 1 ? 0 : 1;
}
