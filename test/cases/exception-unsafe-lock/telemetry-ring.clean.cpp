// Downlink ring of the flight computer: the sensor tasks push samples, the
// radio task takes them in blocks.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace downlink {

struct Sample {
    std::uint16_t channel = 0;
    std::uint16_t crc = 0;
    std::int32_t value = 0;
};

struct Limits {
    std::int32_t low;
    std::int32_t high;
};

static std::uint16_t crc16(const void* data, std::size_t n) noexcept {
    auto* p = static_cast<const unsigned char*>(data);
    std::uint16_t crc = 0xffff;
    for (std::size_t i = 0; i < n; ++i) {
        crc ^= static_cast<std::uint16_t>(p[i] << 8);
        for (int bit = 0; bit < 8; ++bit)
            crc = static_cast<std::uint16_t>((crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1);
    }
    return crc;
}

class Ring {
public:
    explicit Ring(Limits limits) : limits_(checked(limits)) {}

    bool push(std::uint16_t channel, std::int32_t value) {
        bool stored = false;
        mutex_.lock();
        if (count_ < samples_.size()) {
            samples_[(head_ + count_) % samples_.size()] = seal(channel, value);
            ++count_;
            stored = true;
        } else {
            ++lost_;
        }
        mutex_.unlock();
        return stored;
    }

    std::size_t takeBlock(std::array<std::uint8_t, 512>& block) {
        mutex_.lock();
        const std::size_t n = std::min(count_, block.size() / sizeof(Sample));
        for (std::size_t i = 0; i < n; ++i) {
            std::memcpy(block.data() + i * sizeof(Sample), &samples_[head_], sizeof(Sample));
            head_ = next(head_);
        }
        count_ -= n;
        mutex_.unlock();
        return n;
    }

    std::optional<Sample> oldest() const {
        std::optional<Sample> sample;
        mutex_.lock();
        if (count_ > 0)
            sample = samples_[head_];
        mutex_.unlock();
        return sample;
    }

    unsigned lost() const {
        std::lock_guard<std::mutex> guard(mutex_);
        return lost_;
    }

private:
    static Limits checked(Limits limits) {
        if (limits.low > limits.high)
            throw std::invalid_argument("low limit above high limit");
        return limits;
    }

    static std::size_t next(std::size_t i) { return (i + 1) % 256; }

    Sample seal(std::uint16_t channel, std::int32_t value) const {
        Sample s;
        s.channel = channel;
        s.value = std::clamp(value, limits_.low, limits_.high);
        s.crc = crc16(&s.value, sizeof s.value);
        return s;
    }

    const Limits limits_;
    mutable std::mutex mutex_;
    std::array<Sample, 256> samples_{};
    std::size_t head_ = 0;
    std::size_t count_ = 0;
    unsigned lost_ = 0;
};

}  // namespace downlink
