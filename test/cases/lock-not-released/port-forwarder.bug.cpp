// Port forwarder that writes to its peers one by one.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>

namespace tunnel {

// One end of a forwarded connection. Data for the other end is put into the
// peer's out buffer; the discard port has no peer.
struct Channel {
    explicit Channel(Channel* other) : peer(other) {}
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    Channel* const peer;
    std::mutex outMutex;
    std::array<char, 8192> out{};
    std::size_t used = 0;
    bool closed = false;
};

struct Tunnel {
    Tunnel() : left(&right), right(&left) {}
    Channel left;
    Channel right;
};

class Forwarder {
public:
    std::size_t forward(Channel& from, const char* data, std::size_t n) noexcept;
    std::uint64_t dropped() const noexcept { return dropped_.load(); }

private:
    std::atomic<std::uint64_t> dropped_{0};
};

std::size_t Forwarder::forward(Channel& from, const char* data, std::size_t n) noexcept {
    Channel* peer = from.peer;
    if (peer)
        peer->outMutex.lock();  // finding: outMutex

    if (peer && peer->closed) {
        peer = nullptr;
    }

    std::size_t taken = 0;
    if (peer) {
        taken = std::min(n, peer->out.size() - peer->used);
        std::memcpy(peer->out.data() + peer->used, data, taken);
        peer->used += taken;
    } else {
        dropped_.fetch_add(n);
        taken = n;
    }

    if (peer)
        peer->outMutex.unlock();
    return taken;
}

std::size_t takeOutput(Channel& channel, char* to, std::size_t room) {
    std::lock_guard<std::mutex> guard(channel.outMutex);
    const std::size_t n = std::min(room, channel.used);
    std::memcpy(to, channel.out.data(), n);
    std::memmove(channel.out.data(), channel.out.data() + n, channel.used - n);
    channel.used -= n;
    return n;
}

void closeChannel(Channel& channel) {
    std::lock_guard<std::mutex> guard(channel.outMutex);
    channel.closed = true;
    channel.used = 0;
}

// What one socket thread does with a readable socket.
bool onReadable(Forwarder& forwarder, Channel& from, const char* data, std::size_t n) {
    std::size_t done = 0;
    while (done < n) {
        const std::size_t taken = forwarder.forward(from, data + done, n - done);
        if (taken == 0)
            return false;
        done += taken;
    }
    return true;
}

}  // namespace tunnel
