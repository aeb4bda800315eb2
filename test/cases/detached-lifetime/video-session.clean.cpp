#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

class VideoSession : public std::enable_shared_from_this<VideoSession> {
public:
    static std::shared_ptr<VideoSession> open(int fd) {
        std::shared_ptr<VideoSession> session(new VideoSession(fd));
        session->startKeepAlive();
        return session;
    }

    ~VideoSession() { ::close(fd_); }
    VideoSession(const VideoSession&) = delete;
    VideoSession& operator=(const VideoSession&) = delete;

    void add(std::vector<std::uint8_t> packet) {
        std::lock_guard<std::mutex> lock(mutex_);
        packets_.push_back(std::move(packet));
    }

    // Sends what is buffered, without holding up the caller.
    void flush() {
        auto self = shared_from_this();
        std::thread([self] { self->drain(); }).detach();
    }

    std::uint64_t sent() const { return sent_.load(); }

private:
    explicit VideoSession(int fd) : fd_(fd) {}

    void startKeepAlive() {
        std::thread([weak = weak_from_this()] {
            for (;;) {
                std::this_thread::sleep_for(2s);
                const std::shared_ptr<VideoSession> session = weak.lock();
                if (!session || !session->ping()) return;
            }
        }).detach();
    }

    bool ping() {
        static constexpr char kPing[] = "PING";
        return ::send(fd_, kPing, sizeof kPing - 1, MSG_NOSIGNAL) > 0;
    }

    void drain() {
        std::deque<std::vector<std::uint8_t>> ready;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            ready.swap(packets_);
        }
        for (const auto& packet : ready) {
            if (::send(fd_, packet.data(), packet.size(), MSG_NOSIGNAL) < 0) return;
            sent_.fetch_add(1);
        }
    }

    const int fd_;
    std::mutex mutex_;
    std::deque<std::vector<std::uint8_t>> packets_;
    std::atomic<std::uint64_t> sent_{0};
};

class VideoServer {
public:
    void accept(const std::string& viewer, int fd) {
        auto session = VideoSession::open(fd);
        std::lock_guard<std::mutex> lock(mutex_);
        sessions_[viewer] = std::move(session);
    }

    void frame(const std::vector<std::uint8_t>& packet) {
        for (const auto& session : snapshot()) {
            session->add(packet);
            session->flush();
        }
    }

    void hangUp(const std::string& viewer) {
        std::lock_guard<std::mutex> lock(mutex_);
        sessions_.erase(viewer);
    }

private:
    std::vector<std::shared_ptr<VideoSession>> snapshot() const {
        std::lock_guard<std::mutex> lock(mutex_);
        std::vector<std::shared_ptr<VideoSession>> all;
        for (const auto& [viewer, session] : sessions_) all.push_back(session);
        return all;
    }

    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<VideoSession>> sessions_;
};
