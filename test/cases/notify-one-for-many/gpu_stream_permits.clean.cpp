// Inference server that limits the work on a GPU by permits; each permit given back lets exactly one of the equal waiters go on.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

class PermitPool {
public:
    explicit PermitPool(int permits) : permits_(permits) {}

    void take() {
        std::unique_lock<std::mutex> lock(mutex_);
        ++waiting_;
        available_.wait(lock, [this] { return permits_ > 0; });
        --waiting_;
        --permits_;
    }

    void giveBack() {
        std::lock_guard<std::mutex> lock(mutex_);
        ++permits_;
        available_.notify_one();
    }

    // Another device came up: as many waiters may go on as there are new permits.
    void grow(int extra) {
        std::lock_guard<std::mutex> lock(mutex_);
        while (extra-- > 0) {
            ++permits_;
            available_.notify_one();
        }
    }

    int waiting() {
        std::lock_guard<std::mutex> lock(mutex_);
        return waiting_;
    }

private:
    std::mutex mutex_;
    std::condition_variable available_;
    int permits_;
    int waiting_ = 0;
};

class Permit {
public:
    explicit Permit(PermitPool& pool) : pool_(pool) { pool_.take(); }
    ~Permit() { pool_.giveBack(); }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;

private:
    PermitPool& pool_;
};

class InferenceServer {
public:
    explicit InferenceServer(int streams) : streams_(streams) {}

    float infer(const std::vector<float>& input) {
        Permit permit(streams_);
        ++served_;
        return std::accumulate(input.begin(), input.end(), 0.0f) / static_cast<float>(input.size());
    }

    void deviceAdded(int streams) { streams_.grow(streams); }
    int served() const { return served_.load(); }
    int backlog() { return streams_.waiting(); }

private:
    PermitPool streams_;
    std::atomic<int> served_{0};
};

int main() {
    InferenceServer server(2);
    std::vector<std::thread> clients;
    for (int c = 0; c < 8; ++c)
        clients.emplace_back([&server, c] {
            std::vector<float> input(256, static_cast<float>(c));
            float last = 0;
            for (int i = 0; i < 100; ++i) last += server.infer(input);
            std::printf("client %d: %.1f\n", c, static_cast<double>(last));
        });
    server.deviceAdded(2);
    std::printf("backlog %d\n", server.backlog());
    for (auto& c : clients) c.join();
    std::printf("%d requests served\n", server.served());
}
