// Glyph atlas under a spin lock; the helper that opens a shelf throws when the texture is full.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace text {

class SpinLock {
public:
    SpinLock() = default;
    SpinLock(const SpinLock&) = delete;
    SpinLock& operator=(const SpinLock&) = delete;

    void acquire() noexcept {
        while (flag_.test_and_set(std::memory_order_acquire))
            std::this_thread::yield();
    }
    void release() noexcept { flag_.clear(std::memory_order_release); }

private:
    std::atomic_flag flag_;
};

struct AtlasFull : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Rect {
    int x = 0, y = 0, w = 0, h = 0;
};

struct Shelf {
    int y;
    int height;
    int cursor;
};

// Shelf-packed texture; layout threads place their glyphs concurrently.
class GlyphAtlas {
public:
    GlyphAtlas(int width, int height) : width_(width), height_(height) {}

    Rect place(char32_t glyph, int w, int h);
    void clear();

private:
    Shelf& shelfFor(int w, int h);
    Shelf& openShelf(int h);

    const int width_;
    const int height_;
    SpinLock lock_;
    std::unordered_map<char32_t, Rect> placed_;
    std::vector<Shelf> shelves_;
    int top_ = 0;
};

Rect GlyphAtlas::place(char32_t glyph, int w, int h) {
    lock_.acquire();  // finding: lock_
    if (auto it = placed_.find(glyph); it != placed_.end()) {
        const Rect known = it->second;
        lock_.release();
        return known;
    }
    Shelf& shelf = shelfFor(w, h);
    const Rect rect{shelf.cursor, shelf.y, w, h};
    shelf.cursor += w;
    placed_[glyph] = rect;
    lock_.release();
    return rect;
}

Shelf& GlyphAtlas::shelfFor(int w, int h) {
    auto fits = [&](const Shelf& s) { return s.height >= h && s.cursor + w <= width_; };
    auto it = std::find_if(shelves_.begin(), shelves_.end(), fits);
    return it != shelves_.end() ? *it : openShelf(h);
}

Shelf& GlyphAtlas::openShelf(int h) {
    if (top_ + h > height_)
        throw AtlasFull("glyph atlas exhausted");
    shelves_.push_back(Shelf{top_, h, 0});
    top_ += h;
    return shelves_.back();
}

void GlyphAtlas::clear() {
    lock_.acquire();
    placed_.clear();
    shelves_.clear();
    top_ = 0;
    lock_.release();
}

class LineLayout {
public:
    LineLayout(GlyphAtlas& atlas, int pixels) : atlas_(atlas), pixels_(pixels) {}

    std::vector<Rect> shape(std::u32string_view line) {
        std::vector<Rect> out;
        out.reserve(line.size());
        for (char32_t c : line)
            out.push_back(glyphOrTofu(c));
        return out;
    }

private:
    Rect glyphOrTofu(char32_t c) {
        try {
            return atlas_.place(c, c < 0x80 ? pixels_ / 2 : pixels_, pixels_);
        } catch (const AtlasFull&) {
            return Rect{};
        }
    }

    GlyphAtlas& atlas_;
    const int pixels_;
};

}  // namespace text
