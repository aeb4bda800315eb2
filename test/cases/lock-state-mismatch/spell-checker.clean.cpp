// Dictionary of a spell checker that is locked only if it is used by threads.
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace spell {

static std::uint32_t hashOf(std::string_view word) noexcept {
    std::uint32_t h = 2166136261u;
    for (char c : word)
        h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    return h;
}

// Bloom filter of the user's own words. The command line tool has one thread
// and asks for an unlocked one.
class UserDictionary {
public:
    explicit UserDictionary(bool threaded) : threaded_(threaded) {}

    void learn(std::string_view word) noexcept;
    bool knows(std::string_view word) noexcept;
    void forgetAll() noexcept;

private:
    static constexpr std::size_t kBits = 1u << 16;

    void lockIfThreaded() noexcept {
        if (threaded_)
            bitsMutex_.lock();
    }
    void unlockIfThreaded() noexcept {
        if (threaded_)
            bitsMutex_.unlock();
    }

    const bool threaded_;
    std::mutex bitsMutex_;
    std::array<std::uint8_t, kBits / 8> bits_{};
    std::size_t learnt_ = 0;
};

void UserDictionary::learn(std::string_view word) noexcept {
    const std::uint32_t h = hashOf(word);
    if (threaded_)
        bitsMutex_.lock();
    for (std::uint32_t bit : {h % kBits, (h >> 16) % kBits})
        bits_[bit / 8] = static_cast<std::uint8_t>(bits_[bit / 8] | (1u << (bit % 8)));
    ++learnt_;
    if (threaded_)
        bitsMutex_.unlock();
}

bool UserDictionary::knows(std::string_view word) noexcept {
    const std::uint32_t h = hashOf(word);
    lockIfThreaded();
    if (learnt_ == 0) {
        unlockIfThreaded();
        return false;
    }
    bool known = true;
    for (std::uint32_t bit : {h % kBits, (h >> 16) % kBits})
        known = known && (bits_[bit / 8] >> (bit % 8) & 1u) != 0;
    unlockIfThreaded();
    return known;
}

void UserDictionary::forgetAll() noexcept {
    if (threaded_)
        bitsMutex_.lock();
    bits_.fill(0);
    learnt_ = 0;
    if (threaded_)
        bitsMutex_.unlock();
}

std::size_t countUnknown(UserDictionary& dictionary, const std::vector<std::string_view>& words) {
    std::size_t unknown = 0;
    for (std::string_view word : words)
        unknown += dictionary.knows(word) ? 0 : 1;
    return unknown;
}

std::size_t checkInParallel(const std::vector<std::string_view>& words,
                            const std::vector<std::string_view>& own) {
    UserDictionary dictionary(true);
    std::size_t unknown = 0;
    {
        std::jthread learner([&] {
            for (std::string_view word : own)
                dictionary.learn(word);
        });
        std::jthread checker([&] { unknown = countUnknown(dictionary, words); });
    }
    return unknown;
}

}  // namespace spell
