// Tariff table of the metering gateway. The head-end replaces single slots over
// the air, the display task walks through them.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>

namespace metering {

struct Rate {
    int cents = 0;
    int tier = 0;
};

class TariffTable {
public:
    static constexpr std::size_t kSlots = 96;

    void applyUpdate(std::size_t slot, const std::string& cents, int tier);
    Rate rateOf(std::size_t slot) const;
    unsigned revision() const;
    void reset();

private:
    mutable std::mutex mutex_;
    std::array<Rate, kSlots> rates_{};
    unsigned revision_ = 0;
};

void TariffTable::applyUpdate(std::size_t slot, const std::string& cents, int tier) {
    if (slot >= kSlots)
        return;
    mutex_.lock();  // finding: mutex_
    Rate& rate = rates_[slot];
    rate.cents = std::stoi(cents);
    rate.tier = tier;
    ++revision_;
    mutex_.unlock();
}

Rate TariffTable::rateOf(std::size_t slot) const {
    std::lock_guard<std::mutex> guard(mutex_);
    return slot < kSlots ? rates_[slot] : Rate{};
}

unsigned TariffTable::revision() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return revision_;
}

void TariffTable::reset() {
    std::lock_guard<std::mutex> guard(mutex_);
    rates_.fill(Rate{});
    revision_ = 0;
}

// One download from the head-end; belongs to the task that speaks DLMS.
class HeadEndSession {
public:
    explicit HeadEndSession(TariffTable& table) : table_(table) {}

    bool onRecord(std::size_t slot, const std::string& cents, int tier) {
        try {
            table_.applyUpdate(slot, cents, tier);
            ++accepted_;
            return true;
        } catch (const std::logic_error&) {
            ++rejected_;
            return false;
        }
    }

    int rejected() const { return rejected_; }
    int accepted() const { return accepted_; }

private:
    TariffTable& table_;
    int accepted_ = 0;
    int rejected_ = 0;
};

class Display {
public:
    explicit Display(const TariffTable& table)
        : table_(table), thread_([this](std::stop_token stop) { run(stop); }) {}

    int shownCents() const { return shown_.load(std::memory_order_relaxed); }

private:
    void run(std::stop_token stop) {
        std::size_t slot = 0;
        while (!stop.stop_requested()) {
            shown_.store(table_.rateOf(slot).cents, std::memory_order_relaxed);
            slot = (slot + 1) % TariffTable::kSlots;
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
        }
    }

    const TariffTable& table_;
    std::atomic<int> shown_{0};
    std::jthread thread_;
};

}  // namespace metering
