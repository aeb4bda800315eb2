// Everything but the socket lives on the UI thread: the socket's thread posts
// to the loop, and the loop publishes on the bus.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

struct ChatLine {
    std::string room, author, text;
};

class Bus {
public:
    using Handler = std::function<void(const ChatLine&)>;

    int subscribe(Handler h) {
        handlers_.emplace(++last_, std::move(h));
        return last_;
    }
    void unsubscribe(int id) { handlers_.erase(id); }

    void publish(const ChatLine& line) {
        std::vector<int> ids;
        for (const auto& entry : handlers_) ids.push_back(entry.first);
        for (int id : ids) {
            auto it = handlers_.find(id);
            if (it == handlers_.end()) continue;
            Handler h = it->second;
            h(line);
        }
    }

private:
    int last_ = 0;
    std::map<int, Handler> handlers_;
};

class UiLoop {
public:
    void post(ChatLine line) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            lines_.push_back(std::move(line));
        }
        cond_.notify_one();
    }

    void quit() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            quit_ = true;
        }
        cond_.notify_one();
    }

    void run(Bus& bus) {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            cond_.wait(lock, [this] { return quit_ || !lines_.empty(); });
            if (quit_) return;
            ChatLine line = std::move(lines_.front());
            lines_.pop_front();
            lock.unlock();
            bus.publish(line);
            lock.lock();
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable cond_;
    std::deque<ChatLine> lines_;
    bool quit_ = false;
};

class RoomPanel {
public:
    RoomPanel(Bus& bus, std::string room) : bus_(bus), room_(std::move(room)) {
        token_ = bus_.subscribe([this](const ChatLine& l) { append(l); });  // finding: this
    }

    RoomPanel(const RoomPanel&) = delete;
    RoomPanel& operator=(const RoomPanel&) = delete;

    void mute() { bus_.unsubscribe(token_); }

private:
    void append(const ChatLine& l) {
        if (l.room == room_) shown_.push_back(l.author + ": " + l.text);
    }

    Bus& bus_;
    const std::string room_;
    int token_ = 0;
    std::vector<std::string> shown_;
};

class ChatWindow {
public:
    explicit ChatWindow(Bus& bus) : bus_(bus) {}

    void join(const std::string& room) { panel_ = std::make_unique<RoomPanel>(bus_, room); }
    void leave() { panel_.reset(); }
    void mute() {
        if (panel_) panel_->mute();
    }

private:
    Bus& bus_;
    std::unique_ptr<RoomPanel> panel_;
};
