// Flashes a device with a thread that is started and joined under the same condition, joined on every way out, and in the handlers.
#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Options {
  bool progress = false;
  bool verify = false;
  unsigned retries = 0;
};

class Device {
public:
  explicit Device(unsigned bad) : bad_(bad) {}

  void write(unsigned block) {
    if (block == bad_)
      throw std::runtime_error("bad block");
    ++blocks_;
  }

  unsigned blocks() const noexcept { return blocks_; }

private:
  const unsigned bad_;
  std::atomic<unsigned> blocks_{0};
};

static unsigned checksum(const std::vector<unsigned> &image) noexcept {
  unsigned sum = 0;
  for (const unsigned word : image)
    sum += word;
  return sum;
}

class Flasher {
public:
  bool flash(Device &device, const std::vector<unsigned> &image, const Options &options) {
    std::thread progress;
    if (options.progress)
      progress = std::thread([this] { ++shown_; });

    bool good = true;
    try {
      for (const unsigned block : image)
        device.write(block);
    } catch (const std::exception &) {
      good = false;
    }

    if (options.progress)
      progress.join();
    return good;
  }

  unsigned verify(const Device &device, const std::vector<unsigned> &image, const Options &options) {
    std::optional<std::thread> side;
    unsigned blocks = 0;
    if (options.verify)
      side.emplace([&] { blocks = device.blocks(); });
    const unsigned sum = checksum(image);
    if (side)
      side->join();
    return sum + blocks;
  }

  unsigned attempts(Device &device, const std::vector<unsigned> &image, const Options &options) {
    for (unsigned attempt = 0;; ++attempt) {
      std::thread counter([this] { ++shown_; });
      try {
        device.write(image.at(attempt));
      } catch (const std::out_of_range &) {
        counter.join();
        throw;
      } catch (...) {
        counter.join();
        if (attempt == options.retries)
          return attempt;
        continue;
      }
      counter.join();
      return attempt;
    }
  }

  unsigned shown() const { return shown_; }

private:
  std::atomic<unsigned> shown_{0};
};

int main() {
  const std::vector<unsigned> image{7, 8, 9};
  Device good(99), bad(7);
  Flasher flasher;
  bool fine = flasher.flash(good, image, {true, false, 0}) && !flasher.flash(bad, image, {});
  fine = fine && flasher.verify(good, image, {false, true, 0}) == 27 && flasher.verify(good, image, {}) == 24;
  fine = fine && flasher.attempts(bad, image, {false, false, 2}) == 1;
  try {
    flasher.attempts(good, {}, {});
  } catch (const std::out_of_range &) {
    return fine && flasher.shown() == 4 ? 0 : 1;
  }
  return 1;
}
