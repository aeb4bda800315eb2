#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

struct TileKey {
    int x = 0;
    int y = 0;
    bool operator<(const TileKey& o) const { return x != o.x ? x < o.x : y < o.y; }
};

using Pixels = std::vector<std::uint32_t>;

class TileRenderer {
public:
    static constexpr int kSize = 256;

    TileRenderer()
        : scratch_(new float[kSize * kSize]),
          worker_([this](std::stop_token st) { renderLoop(st); }) {}

    TileRenderer(const TileRenderer&) = delete;
    TileRenderer& operator=(const TileRenderer&) = delete;

    ~TileRenderer() {
        worker_.request_stop();
        worker_.join();
        delete[] scratch_;
    }

    void request(TileKey key) {
        {
            std::lock_guard<std::mutex> lock(mutex_);
            wanted_.push_back(key);
        }
        wake_.notify_one();
    }

    bool take(TileKey key, Pixels& out) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = finished_.find(key);
        if (it == finished_.end()) return false;
        out = std::move(it->second);
        finished_.erase(it);
        return true;
    }

private:
    void renderLoop(std::stop_token st) {
        for (;;) {
            TileKey key;
            {
                std::unique_lock<std::mutex> lock(mutex_);
                if (!wake_.wait(lock, st, [this] { return !wanted_.empty(); })) return;
                if (st.stop_requested()) return;
                key = wanted_.front();
                wanted_.pop_front();
            }
            iterate(key);
            Pixels shaded = shade();
            std::lock_guard<std::mutex> lock(mutex_);
            finished_[key] = std::move(shaded);
        }
    }

    void iterate(TileKey key) {
        for (int py = 0; py < kSize; ++py) {
            for (int px = 0; px < kSize; ++px) {
                const float cx = static_cast<float>(key.x) + static_cast<float>(px) / kSize - 0.5f;
                const float cy = static_cast<float>(key.y) + static_cast<float>(py) / kSize;
                float zx = 0, zy = 0;
                int n = 0;
                while (n < 512 && zx * zx + zy * zy < 4.0f) {
                    const float t = zx * zx - zy * zy + cx;
                    zy = 2 * zx * zy + cy;
                    zx = t;
                    ++n;
                }
                scratch_[py * kSize + px] = static_cast<float>(n) / 512.0f;
            }
        }
    }

    Pixels shade() const {
        Pixels out(static_cast<std::size_t>(kSize) * kSize);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto level = static_cast<std::uint32_t>(scratch_[i] * 255.0f);
            out[i] = 0xff000000u | (level << 16) | (level << 8) | level;
        }
        return out;
    }

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<TileKey> wanted_;
    std::map<TileKey, Pixels> finished_;
    float* scratch_;
    std::jthread worker_;
};

class MapView {
public:
    void scrollTo(int x, int y) {
        for (int dx = -1; dx <= 1; ++dx)
            for (int dy = -1; dy <= 1; ++dy) renderer_.request({x + dx, y + dy});
    }

    bool tile(int x, int y, Pixels& out) { return renderer_.take({x, y}, out); }

private:
    TileRenderer renderer_;
};
