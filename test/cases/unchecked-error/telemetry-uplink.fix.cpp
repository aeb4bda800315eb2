// Fixed pool of packet buffers shared by the samplers and the radio driver.
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <vector>

#include <semaphore.h>

namespace uplink {

struct Packet {
    std::size_t length = 0;
    std::array<std::uint8_t, 240> payload{};
};

class PacketPool {
public:
    static constexpr unsigned kPackets = 16;

    PacketPool() {
        if (sem_init(&available_, 0, kPackets) != 0)
            throw std::runtime_error("sem_init");
        for (Packet& p : storage_)
            free_.push_back(&p);
    }

    ~PacketPool() { (void)sem_destroy(&available_); }

    PacketPool(const PacketPool&) = delete;
    PacketPool& operator=(const PacketPool&) = delete;

    // Null when the radio hasn't given a packet back in time.
    Packet* acquire(long timeoutMs) {
        const timespec until = after(timeoutMs);
        while (sem_timedwait(&available_, &until) != 0) {
            if (errno != EINTR)
                return nullptr;
        }
        std::lock_guard<std::mutex> lock(mutex_);
        Packet* p = free_.back();
        free_.pop_back();
        return p;
    }

    void release(Packet* p) {
        p->length = 0;
        {
            std::lock_guard<std::mutex> lock(mutex_);
            free_.push_back(p);
        }
        (void)sem_post(&available_);
    }

private:
    static timespec after(long ms) {
        timespec ts{};
        (void)clock_gettime(CLOCK_REALTIME, &ts);
        ts.tv_sec += ms / 1000;
        ts.tv_nsec += (ms % 1000) * 1000000L;
        if (ts.tv_nsec >= 1000000000L) {
            ++ts.tv_sec;
            ts.tv_nsec -= 1000000000L;
        }
        return ts;
    }

    sem_t available_;
    std::mutex mutex_;
    std::array<Packet, kPackets> storage_;
    std::vector<Packet*> free_;
};

class Radio {
public:
    virtual ~Radio() = default;
    // Takes the packet over; it goes back to the pool after transmission.
    virtual void transmit(Packet* p, PacketPool& pool) = 0;
};

class Sampler {
public:
    Sampler(PacketPool& pool, Radio& radio) : pool_(pool), radio_(radio) {}

    void report(const std::vector<std::uint8_t>& data) {
        Packet* p = pool_.acquire(100);
        if (p == nullptr) {
            ++skipped_;
            return;
        }
        for (std::uint8_t byte : data) {
            if (p->length == p->payload.size())
                break;
            p->payload[p->length++] = byte;
        }
        radio_.transmit(p, pool_);
    }

    unsigned skipped() const { return skipped_; }

private:
    PacketPool& pool_;
    Radio& radio_;
    unsigned skipped_ = 0;
};

}  // namespace uplink
