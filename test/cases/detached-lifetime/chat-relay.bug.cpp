#include <sys/socket.h>
#include <unistd.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>

class Client {
public:
    Client(int fd, std::string nick) : fd_(fd), nick_(std::move(nick)) {}
    ~Client() { ::close(fd_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void queue(const std::string& line) {
        std::lock_guard<std::mutex> lock(mutex_);
        backlog_.push_back(line);
    }

    void sendBacklog() {
        std::string line;
        while (next(line)) {
            line += "\r\n";
            if (::send(fd_, line.data(), line.size(), MSG_NOSIGNAL) < 0) return;
        }
    }

    const std::string& nick() const { return nick_; }

private:
    bool next(std::string& line) {
        std::lock_guard<std::mutex> lock(mutex_);
        if (backlog_.empty()) return false;
        line = std::move(backlog_.front());
        backlog_.pop_front();
        return true;
    }

    const int fd_;
    const std::string nick_;
    std::mutex mutex_;
    std::deque<std::string> backlog_;
};

class Relay {
public:
    void join(int id, int fd, const std::string& nick) {
        std::lock_guard<std::mutex> lock(mutex_);
        clients_.try_emplace(id, fd, nick);
    }

    void leave(int id) {
        std::lock_guard<std::mutex> lock(mutex_);
        clients_.erase(id);
    }

    void say(int from, const std::string& text) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto speaker = clients_.find(from);
        if (speaker == clients_.end()) return;
        const std::string line = speaker->second.nick() + ": " + text;
        for (auto& [id, client] : clients_) {
            if (id != from) client.queue(line);
        }
    }

    // A slow reader must not hold up the others.
    void deliver(int id) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = clients_.find(id);
        if (it == clients_.end()) return;
        Client& client = it->second;
        std::thread([&client] { client.sendBacklog(); }).detach();  // finding: client
    }

private:
    std::mutex mutex_;
    std::unordered_map<int, Client> clients_;
};

class Reactor {
public:
    explicit Reactor(Relay& relay) : relay_(relay) {}

    void onReadable(int id, const char* data, std::size_t size) {
        if (size == 0) {
            relay_.leave(id);
            return;
        }
        relay_.say(id, std::string(data, size));
    }

    void onWritable(int id) { relay_.deliver(id); }

private:
    Relay& relay_;
};
