// Pool of modems that can be closed.
#include <array>
#include <cstddef>
#include <mutex>

namespace sms {

// The modems of the gateway, shared by its sending threads.
class ModemPool {
public:
    static constexpr int kModems = 8;

    int checkout();
    void giveBack(int modem);
    void close();
    int busy() const;

private:
    // True: the pool is open, and locked. False: it has been closed.
    bool enter();

    mutable std::mutex poolMutex_;
    std::array<bool, kModems> inUse_{};
    int busy_ = 0;
    bool closed_ = false;
};

bool ModemPool::enter() {
    poolMutex_.lock();
    if (closed_) {
        poolMutex_.unlock();
        return false;
    }
    return true;
}

int ModemPool::checkout() {
    if (!enter())
        return -1;
    int modem = -1;
    for (int i = 0; i < kModems && modem < 0; ++i) {
        if (!inUse_[static_cast<std::size_t>(i)])
            modem = i;
    }
    if (modem >= 0) {
        inUse_[static_cast<std::size_t>(modem)] = true;
        ++busy_;
    }
    poolMutex_.unlock();
    return modem;
}

void ModemPool::giveBack(int modem) {
    if (modem < 0 || modem >= kModems)
        return;
    const bool open = enter();
    if (open && inUse_[static_cast<std::size_t>(modem)]) {
        inUse_[static_cast<std::size_t>(modem)] = false;
        --busy_;
    }
    if (open)
        poolMutex_.unlock();
}

void ModemPool::close() {
    std::lock_guard<std::mutex> guard(poolMutex_);
    closed_ = true;
    inUse_.fill(false);
    busy_ = 0;
}

int ModemPool::busy() const {
    std::lock_guard<std::mutex> guard(poolMutex_);
    return busy_;
}

class ModemLease {
public:
    explicit ModemLease(ModemPool& pool) : pool_(pool), modem_(pool.checkout()) {}
    ~ModemLease() { pool_.giveBack(modem_); }
    ModemLease(const ModemLease&) = delete;
    ModemLease& operator=(const ModemLease&) = delete;

    explicit operator bool() const { return modem_ >= 0; }
    int modem() const { return modem_; }

private:
    ModemPool& pool_;
    const int modem_;
};

}  // namespace sms
