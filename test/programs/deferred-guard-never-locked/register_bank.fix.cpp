// Register bank of an I/O card with an own guard class; the read-modify-write acquires its guard after the checks.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <thread>

namespace iocard {

enum class Acquire { Now, Later };

template <typename Lockable>
class ScopedGuard {
public:
    explicit ScopedGuard(Lockable& lockable, Acquire when = Acquire::Now) : m_lockable(lockable) {
        if (when == Acquire::Now)
            acquire();
    }

    ~ScopedGuard() {
        if (m_held)
            m_lockable.unlock();
    }

    ScopedGuard(const ScopedGuard&) = delete;
    ScopedGuard& operator=(const ScopedGuard&) = delete;

    void acquire() {
        m_lockable.lock();
        m_held = true;
    }

    void release() {
        m_held = false;
        m_lockable.unlock();
    }

private:
    Lockable& m_lockable;
    bool m_held = false;
};

class RegisterBank {
    using Guard = ScopedGuard<std::mutex>;

public:
    static constexpr std::size_t kCount = 32;

    std::uint32_t read(std::size_t reg) const {
        if (reg >= kCount)
            return 0;
        Guard guard(m_mutex);
        return m_regs[reg];
    }

    bool write(std::size_t reg, std::uint32_t value) {
        if (reg >= kCount)
            return false;
        Guard guard(m_mutex);
        m_regs[reg] = value;
        ++m_writes;
        return true;
    }

    // Changes only the bits of `mask`; an empty mask is legal and costs no lock.
    bool update(std::size_t reg, std::uint32_t mask, std::uint32_t bits) {
        Guard guard(m_mutex, Acquire::Later);
        if (reg >= kCount)
            return false;
        if (mask == 0)
            return true;
        guard.acquire();
        const std::uint32_t kept = m_regs[reg] & ~mask;
        m_regs[reg] = kept | (bits & mask);
        ++m_writes;
        return true;
    }

    unsigned writes() const {
        Guard guard(m_mutex);
        const unsigned count = m_writes;
        guard.release();
        return count;
    }

private:
    mutable std::mutex m_mutex;
    std::array<std::uint32_t, kCount> m_regs{};
    unsigned m_writes = 0;
};

}  // namespace iocard

int main() {
    iocard::RegisterBank bank;
    bank.write(0, 0xff00ff00u);
    std::thread low([&bank] {
        for (std::uint32_t i = 0; i < 1000; ++i)
            bank.update(0, 0x0000ffffu, i);
    });
    std::thread high([&bank] {
        for (std::uint32_t i = 0; i < 1000; ++i)
            bank.update(0, 0xffff0000u, i << 16);
    });
    low.join();
    high.join();
    std::printf("reg0 %08x after %u writes\n", static_cast<unsigned>(bank.read(0)), bank.writes());
}
