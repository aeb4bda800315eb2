// A canvas that is locked in one function and given back in another: begin/end, a lockable wrapper, and virtual lock and unlock.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

class Surface {
public:
  virtual ~Surface() = default;
  virtual std::uint32_t *lock() = 0;
  virtual void unlock() = 0;
};

class MemorySurface final : public Surface {
public:
  std::uint32_t *lock() override {
    pixelsMutex_.lock();
    return pixels_.data();
  }
  void unlock() override { pixelsMutex_.unlock(); }

private:
  std::mutex pixelsMutex_;
  std::array<std::uint32_t, 64> pixels_{};
};

class Canvas {
public:
  explicit Canvas(Surface &surface) : surface_(surface) {}

  // Between begin() and end() the canvas belongs to the calling thread.
  void begin() {
    canvasMutex_.lock();
    pixels_ = surface_.lock();
  }

  void fill(std::size_t from, std::size_t to, std::uint32_t colour) {
    for (std::size_t at = from; at < to && at < 64; ++at)
      pixels_[at] = colour;
  }

  std::uint32_t pixel(std::size_t at) const { return pixels_[at]; }

  void end() {
    pixels_ = nullptr;
    surface_.unlock();
    ++frames_;
    canvasMutex_.unlock();
  }

  unsigned frames() {
    std::lock_guard<std::mutex> lock(canvasMutex_);
    return frames_;
  }

private:
  Surface &surface_;
  std::mutex canvasMutex_;
  std::uint32_t *pixels_ = nullptr;
  unsigned frames_ = 0;
};

class Painting {
public:
  explicit Painting(Canvas &canvas) : canvas_(canvas) { canvas_.begin(); }
  ~Painting() { canvas_.end(); }
  Painting(const Painting &) = delete;
  Painting &operator=(const Painting &) = delete;
  Canvas *operator->() const { return &canvas_; }

private:
  Canvas &canvas_;
};

int main() {
  MemorySurface surface;
  Canvas canvas(surface);
  std::thread animation([&canvas] {
    for (std::uint32_t step = 0; step < 8; ++step) {
      Painting painting(canvas);
      painting->fill(step, step + 8, step);
    }
  });
  canvas.begin();
  canvas.fill(32, 64, 0xff00ffU);
  const std::uint32_t colour = canvas.pixel(40);
  canvas.end();
  animation.join();
  return colour == 0xff00ffU && canvas.frames() == 9 ? 0 : 1;
}
