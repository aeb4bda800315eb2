#include <condition_variable>
#include <cstdint>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Bitmap {
    unsigned width = 0;
    unsigned height = 0;
    std::vector<std::uint8_t> rgb;
};

// Plain PPM reader. Throws std::runtime_error on anything it can't read.
Bitmap decodePpm(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string magic;
    unsigned depth = 0;
    Bitmap b;
    in >> magic >> b.width >> b.height >> depth;
    if (!in || magic != "P6" || depth != 255)
        throw std::runtime_error("not a PPM: " + path);
    in.get();
    b.rgb.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (b.rgb.size() != std::size_t{3} * b.width * b.height)
        throw std::runtime_error("truncated: " + path);
    return b;
}

Bitmap shrink(const Bitmap& src, unsigned factor) {
    Bitmap out;
    out.width = src.width / factor;
    out.height = src.height / factor;
    for (unsigned y = 0; y < out.height; ++y)
        for (unsigned x = 0; x < out.width; ++x)
            for (unsigned c = 0; c < 3; ++c)
                out.rgb.push_back(src.rgb[3 * (y * factor * src.width + x * factor) + c]);
    return out;
}

class ThumbnailFarm {
public:
    explicit ThumbnailFarm(unsigned workers) {
        for (unsigned i = 0; i < workers; ++i)
            workers_.emplace_back([this] { workLoop(); });
    }

    ~ThumbnailFarm() { finish(); }

    ThumbnailFarm(const ThumbnailFarm&) = delete;
    ThumbnailFarm& operator=(const ThumbnailFarm&) = delete;

    void add(const std::string& path) {
        if (!path.ends_with(".ppm")) {
            reject(path, "unsupported file type");
            return;
        }
        {
            std::lock_guard<std::mutex> lk(mutex_);
            todo_.push_back(path);
        }
        wake_.notify_one();
    }

    // No add() after this one.
    void finish() {
        {
            std::lock_guard<std::mutex> lk(mutex_);
            finishing_ = true;
        }
        wake_.notify_all();
        for (std::thread& t : workers_)
            if (t.joinable())
                t.join();
    }

    Bitmap thumbnail(const std::string& path) const {
        std::lock_guard<std::mutex> lk(mutex_);
        auto it = thumbs_.find(path);
        return it == thumbs_.end() ? Bitmap{} : it->second;
    }

    std::map<std::string, std::string> rejected() const {
        std::lock_guard<std::mutex> lk(mutex_);
        return rejected_;
    }

private:
    void reject(const std::string& path, std::string why) {
        std::lock_guard<std::mutex> lk(mutex_);
        rejected_[path] = std::move(why);
    }

    void workLoop() {
        std::string path;
        while (next(path)) {
            try {
                Bitmap small = shrink(decodePpm(path), 8);
                std::lock_guard<std::mutex> lk(mutex_);
                thumbs_[path] = std::move(small);
            } catch (const std::exception&) {  // finding: 'decodePpm'
            }
        }
    }

    bool next(std::string& path) {
        std::unique_lock<std::mutex> lk(mutex_);
        wake_.wait(lk, [this] { return finishing_ || !todo_.empty(); });
        if (todo_.empty())
            return false;
        path = std::move(todo_.front());
        todo_.pop_front();
        return true;
    }

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::string> todo_;
    std::map<std::string, Bitmap> thumbs_;
    std::map<std::string, std::string> rejected_;
    bool finishing_ = false;
    std::vector<std::thread> workers_;
};
