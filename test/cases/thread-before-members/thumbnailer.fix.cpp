// Renders thumbnails with a fixed set of workers, each with a scratch buffer of its own.
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <numeric>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

struct Picture {
    int id;
    unsigned width;
    unsigned height;
};

struct Thumbnail {
    int id;
    std::uint32_t checksum;
};

struct Scratch {
    std::vector<std::uint8_t> pixels;
};

class Thumbnailer {
public:
    Thumbnailer(std::size_t workers, std::size_t max_pixels) : max_pixels_(max_pixels) {
        scratch_.resize(workers);
        workers_.reserve(workers);
        for (std::size_t slot = 0; slot < workers; ++slot) {
            workers_.emplace_back([this, slot] { work(slot); });
        }
    }

    Thumbnailer(const Thumbnailer&) = delete;
    Thumbnailer& operator=(const Thumbnailer&) = delete;

    ~Thumbnailer() { close(); }

    void submit(Picture picture) {
        {
            std::scoped_lock lock(mutex_);
            todo_.push(picture);
        }
        more_.notify_one();
    }

    std::vector<Thumbnail> finish() {
        close();
        std::scoped_lock lock(mutex_);
        return std::exchange(done_, {});
    }

private:
    void close() {
        {
            std::scoped_lock lock(mutex_);
            closed_ = true;
        }
        more_.notify_all();
        for (auto& worker : workers_) {
            if (worker.joinable()) worker.join();
        }
    }

    void work(std::size_t slot) {
        prepare(slot);
        std::unique_lock lock(mutex_);
        for (;;) {
            more_.wait(lock, [this] { return closed_ || !todo_.empty(); });
            if (todo_.empty()) return;
            const Picture picture = todo_.front();
            todo_.pop();
            lock.unlock();
            const Thumbnail thumbnail = render(picture, scratch_[slot]);
            lock.lock();
            done_.push_back(thumbnail);
        }
    }

    void prepare(std::size_t slot) { scratch_[slot].pixels.assign(max_pixels_, 0); }

    static Thumbnail render(const Picture& picture, Scratch& scratch) {
        for (std::size_t i = 0; i < scratch.pixels.size(); ++i) {
            scratch.pixels[i] = static_cast<std::uint8_t>(i * picture.width + picture.height);
        }
        return {picture.id, std::accumulate(scratch.pixels.begin(), scratch.pixels.end(), std::uint32_t{0})};
    }

    const std::size_t max_pixels_;
    std::mutex mutex_;
    std::condition_variable more_;
    bool closed_ = false;
    std::queue<Picture> todo_;
    std::vector<Thumbnail> done_;
    std::vector<Scratch> scratch_;
    std::vector<std::thread> workers_;
};

int main() {
    Thumbnailer thumbnailer(3, 64 * 64);
    for (int id = 0; id < 20; ++id) {
        thumbnailer.submit({id, 640u + static_cast<unsigned>(id), 480u});
    }
    for (const auto& thumbnail : thumbnailer.finish()) {
        std::printf("%d %08x\n", thumbnail.id, static_cast<unsigned>(thumbnail.checksum));
    }
    return 0;
}
