#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

class EventLoop {
public:
    EventLoop() : thread_([this] { run(); }) {}
    ~EventLoop() { stop(); }
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    void post(std::function<void()> task) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            if (quit_) return;
            tasks_.push_back(std::move(task));
        }
        wake_.notify_one();
    }

    void stop() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            quit_ = true;
        }
        wake_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

private:
    void run() {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock<std::mutex> lock(mutex_);
                wake_.wait(lock, [this] { return quit_ || !tasks_.empty(); });
                if (tasks_.empty()) return;
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
            task();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool quit_ = false;
    std::thread thread_;
};

// Used on the loop's thread only, once it is connected.
class Session {
public:
    explicit Session(int fd) : fd_(fd) {}
    ~Session() { ::close(fd_); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void send(const std::string& line) { (void)::send(fd_, line.data(), line.size(), MSG_NOSIGNAL); }
    void goodbye() { send("BYE\r\n"); }

private:
    const int fd_;
};

class ChatServer {
public:
    ~ChatServer() {
        loop_.stop();
        for (auto& [id, session] : sessions_) delete session;
    }

    void connect(int id, int fd) {
        std::lock_guard<std::mutex> lock(sessionsMutex_);
        auto [it, fresh] = sessions_.try_emplace(id, nullptr);
        if (fresh) it->second = new Session(fd);
    }

    void broadcast(const std::string& line) {
        std::lock_guard<std::mutex> lock(sessionsMutex_);
        for (auto& [id, session] : sessions_) {
            Session* target = session;
            loop_.post([target, line] { target->send(line); });
        }
    }

    void kick(int id) {
        Session* session = nullptr;
        {
            std::lock_guard<std::mutex> lock(sessionsMutex_);
            auto it = sessions_.find(id);
            if (it == sessions_.end()) return;
            session = it->second;
            sessions_.erase(it);
        }
        loop_.post([session] { session->goodbye(); });
        usleep(100 * 1000);  // finding: session
        delete session;
    }

private:
    std::mutex sessionsMutex_;
    std::map<int, Session*> sessions_;
    EventLoop loop_;
};
