// Userspace SPI bus driver with a home-made critical section around each transfer.
#include <pthread.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <thread>

class CriticalSection {
public:
    CriticalSection() { pthread_mutex_init(&m_handle, nullptr); }
    ~CriticalSection() { pthread_mutex_destroy(&m_handle); }
    CriticalSection(const CriticalSection&) = delete;
    CriticalSection& operator=(const CriticalSection&) = delete;

    void Enter() { pthread_mutex_lock(&m_handle); }
    void Leave() { pthread_mutex_unlock(&m_handle); }

private:
    pthread_mutex_t m_handle;
};

class Section {
public:
    explicit Section(CriticalSection& cs) : m_cs(cs) { m_cs.Enter(); }
    ~Section() { m_cs.Leave(); }
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

private:
    CriticalSection& m_cs;
};

class SpiBus {
public:
    std::uint8_t Transfer(unsigned chip, std::uint8_t reg, std::uint8_t value)
    {
        Section inside(m_cs);
        SelectChip(chip);
        const std::uint8_t previous = m_registers[chip][reg % kRegisters];
        m_registers[chip][reg % kRegisters] = value;
        ++m_transfers;
        return previous;
    }

private:
    static constexpr unsigned kChips = 2;
    static constexpr unsigned kRegisters = 16;

    void SelectChip(unsigned chip)
    {
        if (m_selected != chip) {
            m_selected = chip;
            ++m_switches;
        }
    }

    CriticalSection m_cs;
    unsigned m_selected = 0;
    unsigned long m_transfers = 0;
    unsigned long m_switches = 0;
    std::array<std::array<std::uint8_t, kRegisters>, kChips> m_registers{};
};

static unsigned PollChip(SpiBus& bus, unsigned chip)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 1000; ++i)
        sum += bus.Transfer(chip, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 2));
    return sum;
}

int main()
{
    SpiBus bus;
    unsigned accelerometer = 0;
    unsigned gyroscope = 0;
    std::thread first([&] { accelerometer = PollChip(bus, 0); });
    std::thread second([&] { gyroscope = PollChip(bus, 1); });
    first.join();
    second.join();
    std::printf("%u %u\n", accelerometer, gyroscope);
    return 0;
}
