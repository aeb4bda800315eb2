// Echo service used by integration tests; start() casts the future of the serving loop to void, so it waits for a loop that
// only stop() ends, and never returns.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <string>
#include <utility>

class EchoService {
public:
    EchoService() = default;
    EchoService(const EchoService&) = delete;
    EchoService& operator=(const EchoService&) = delete;
    ~EchoService() { stop(); }

    void start() {
        static_cast<void>(std::async(std::launch::async, [this] { serve(); }));  // finding: 'async'
    }

    void stop() {
        {
            std::lock_guard lk(m_);
            stopping_ = true;
        }
        changed_.notify_all();
    }

    void send(std::string line) {
        {
            std::lock_guard lk(m_);
            requests_.push_back(std::move(line));
        }
        changed_.notify_all();
    }

    // Empty once the service has stopped.
    std::string receive() {
        std::unique_lock lk(m_);
        changed_.wait(lk, [this] { return !replies_.empty() || stopping_; });
        if (replies_.empty()) return {};
        std::string line = std::move(replies_.front());
        replies_.pop_front();
        return line;
    }

private:
    void serve() {
        std::unique_lock lk(m_);
        for (;;) {
            changed_.wait(lk, [this] { return stopping_ || !requests_.empty(); });
            if (stopping_) return;
            replies_.push_back("echo: " + requests_.front());
            requests_.pop_front();
            changed_.notify_all();
        }
    }

    std::mutex m_;
    std::condition_variable changed_;
    std::deque<std::string> requests_;
    std::deque<std::string> replies_;
    bool stopping_ = false;
};

int main() {
    EchoService service;
    service.start();
    service.send("hello");
    service.send("world");
    const std::string a = service.receive();
    const std::string b = service.receive();
    service.stop();
    std::printf("%s\n%s\n", a.c_str(), b.c_str());
    return a == "echo: hello" && b == "echo: world" ? 0 : 1;
}
