// Screen recorder that any client thread may start; started_ is tested and set in two steps, so two clients can both start the
// encoder thread.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Frame {
    int number;
    int client;
};

class Recorder {
public:
    Recorder() = default;
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // Called when no client runs any more.
    ~Recorder() {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            closed_ = true;
        }
        frameReady_.notify_one();
        if (encoder_.joinable()) encoder_.join();
        std::printf("%zu frames encoded\n", encoded_);
    }

    void start() {
        if (!started_) {
            started_ = true;  // finding: 'started_'
            encoder_ = std::thread(&Recorder::encode, this);
        }
    }

    void submit(Frame f) {
        start();
        {
            std::lock_guard<std::mutex> lock(mutex_);
            frames_.push(f);
        }
        frameReady_.notify_one();
    }

private:
    void encode() {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            frameReady_.wait(lock, [this] { return closed_ || !frames_.empty(); });
            if (frames_.empty()) return;
            frames_.pop();
            ++encoded_;
        }
    }

    std::atomic<bool> started_{false};
    std::thread encoder_;
    std::mutex mutex_;
    std::condition_variable frameReady_;
    std::queue<Frame> frames_;
    std::size_t encoded_ = 0;
    bool closed_ = false;
};

int main() {
    Recorder recorder;
    std::vector<std::thread> clients;
    for (int c = 0; c < 3; ++c)
        clients.emplace_back([&recorder, c] {
            for (int n = 0; n < 10; ++n) recorder.submit(Frame{n, c});
        });
    for (auto& t : clients) t.join();
    return 0;
}
