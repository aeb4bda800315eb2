#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

class TokenBucket {
public:
    explicit TokenBucket(double perSecond) : perSecond_(perSecond), tokens_(perSecond) {}

    bool tryTake() {
        std::lock_guard lock(mutex_);
        const auto now = std::chrono::steady_clock::now();
        tokens_ = std::min(perSecond_, tokens_ + perSecond_ * std::chrono::duration<double>(now - last_).count());
        last_ = now;
        if (tokens_ < 1) return false;
        tokens_ -= 1;
        return true;
    }

private:
    std::mutex mutex_;
    const double perSecond_;
    double tokens_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

class Uploader {
public:
    using Transport = std::function<bool(const std::string& file)>;

    Uploader(Transport transport, double perSecond)
        : transport_(std::move(transport)), bucket_(perSecond), worker_([this] { work(); }) {}
    Uploader(const Uploader&) = delete;
    Uploader& operator=(const Uploader&) = delete;

    ~Uploader() {
        cancelled_.store(true);
        {
            std::lock_guard lock(mutex_);
            closing_ = true;
        }
        wake_.notify_all();
        worker_.join();
    }

    void add(std::string file) {
        {
            std::lock_guard lock(mutex_);
            files_.push_back(std::move(file));
        }
        wake_.notify_one();
    }

    std::uint64_t uploaded() const { return uploaded_.load(); }
    std::uint64_t abandoned() const { return abandoned_.load(); }

private:
    static constexpr int kAttempts = 6;

    void work() {
        for (;;) {
            std::string file;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [this] { return closing_ || !files_.empty(); });
                if (closing_) return;
                file = std::move(files_.front());
                files_.pop_front();
            }
            while (!bucket_.tryTake()) std::this_thread::sleep_for(20ms);
            if (sendWithRetry(file)) {
                uploaded_.fetch_add(1);
            } else {
                abandoned_.fetch_add(1);
            }
        }
    }

    bool sendWithRetry(const std::string& file) {
        std::minstd_rand random(static_cast<unsigned>(std::hash<std::string>{}(file)));
        auto pause = 100ms;
        for (int attempt = 0; attempt < kAttempts; ++attempt) {
            if (transport_(file)) return true;
            std::this_thread::sleep_for(pause + std::chrono::milliseconds(random() % 50));
            if (cancelled_.load()) return false;
            pause = std::min(pause * 2, 2000ms);
        }
        return false;
    }

    const Transport transport_;
    TokenBucket bucket_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::string> files_;
    bool closing_ = false;
    std::atomic<bool> cancelled_{false};
    std::atomic<std::uint64_t> uploaded_{0};
    std::atomic<std::uint64_t> abandoned_{0};
    std::thread worker_;
};
