// Thumbnails of a video; which source is sought in, and whether that can fail, is decided at run time.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <pthread.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace media {

class Mutex {
public:
    Mutex() {
        if (pthread_mutex_init(&handle_, nullptr) != 0)
            std::abort();
    }
    ~Mutex() { (void)pthread_mutex_destroy(&handle_); }
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void Lock() { (void)pthread_mutex_lock(&handle_); }
    void Unlock() { (void)pthread_mutex_unlock(&handle_); }

private:
    pthread_mutex_t handle_;
};

struct CorruptStream : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Thumbnail {
    std::uint32_t index = 0;
    std::uint8_t luma[16] = {};
};

class FrameSource {
public:
    virtual ~FrameSource() = default;
    virtual void seekTo(std::uint32_t index) = 0;
    virtual std::uint8_t sample(unsigned block) const noexcept = 0;
};

class RawSource final : public FrameSource {
public:
    void seekTo(std::uint32_t index) override { index_ = index; }
    std::uint8_t sample(unsigned block) const noexcept override {
        return static_cast<std::uint8_t>(index_ * 7u + block);
    }

private:
    std::uint32_t index_ = 0;
};

class MatroskaSource final : public FrameSource {
public:
    explicit MatroskaSource(std::vector<std::uint32_t> cues) : cues_(std::move(cues)) {}

    void seekTo(std::uint32_t index) override {
        if (index >= cues_.size())
            throw CorruptStream("no cue for frame");
        offset_ = cues_[index];
    }
    std::uint8_t sample(unsigned block) const noexcept override {
        return static_cast<std::uint8_t>((offset_ >> 3) + block);
    }

private:
    const std::vector<std::uint32_t> cues_;
    std::uint32_t offset_ = 0;
};

// The source keeps a position, so one request at a time may use it.
class Thumbnailer {
public:
    explicit Thumbnailer(std::unique_ptr<FrameSource> source) : source_(std::move(source)) {}

    Thumbnail grab(std::uint32_t index);
    unsigned grabbed();

private:
    Mutex sourceMutex_;
    const std::unique_ptr<FrameSource> source_;
    unsigned grabbed_ = 0;
};

Thumbnail Thumbnailer::grab(std::uint32_t index) {
    Thumbnail thumb;
    sourceMutex_.Lock();
    try {
        source_->seekTo(index);
    } catch (...) {
        sourceMutex_.Unlock();
        throw;
    }
    thumb.index = index;
    for (unsigned block = 0; block < 16; ++block)
        thumb.luma[block] = source_->sample(block);
    ++grabbed_;
    sourceMutex_.Unlock();
    return thumb;
}

unsigned Thumbnailer::grabbed() {
    sourceMutex_.Lock();
    const unsigned n = grabbed_;
    sourceMutex_.Unlock();
    return n;
}

std::vector<Thumbnail> contactSheet(Thumbnailer& thumbnailer, std::uint32_t frames) {
    std::vector<Thumbnail> sheet;
    for (std::uint32_t i = 0; i < frames; i += 25) {
        try {
            sheet.push_back(thumbnailer.grab(i));
        } catch (const CorruptStream&) {
            sheet.push_back(Thumbnail{});
        }
    }
    return sheet;
}

}  // namespace media
