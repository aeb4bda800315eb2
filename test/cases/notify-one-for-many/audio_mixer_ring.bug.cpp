// Audio mixer: several decoders fill and several encoders drain one bounded ring; full and empty share a condition that is notified once.
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace mixer {

struct frame {
    int track = 0;
    std::vector<short> samples;
};

template <class T, std::size_t Capacity>
class ring {
public:
    void put(T value) {
        std::unique_lock lk(mtx);
        changed.wait(lk, [&] { return used < Capacity; });
        slots[(head + used) % Capacity] = std::move(value);
        ++used;
        lk.unlock();
        changed.notify_one();  // finding: 'changed'
    }

    std::optional<T> get() {
        std::unique_lock lk(mtx);
        changed.wait(lk, [&] { return used > 0 || closed; });
        if (used == 0) return std::nullopt;
        std::optional<T> out(std::move(slots[head]));
        head = (head + 1) % Capacity;
        --used;
        lk.unlock();
        changed.notify_one();  // finding: 'changed'
        return out;
    }

    // Called after the last put().
    void close() {
        std::lock_guard lk(mtx);
        closed = true;
        changed.notify_all();
    }

private:
    std::mutex mtx;
    std::condition_variable changed;
    std::array<T, Capacity> slots{};
    std::size_t head = 0;
    std::size_t used = 0;
    bool closed = false;
};

using frame_ring = ring<frame, 4>;

void decode_track(int track, frame_ring& out) {
    for (int n = 0; n < 64; ++n) {
        frame f;
        f.track = track;
        f.samples.assign(128, static_cast<short>(track * 100 + n));
        out.put(std::move(f));
    }
}

void encode(frame_ring& in, std::atomic<long>& energy) {
    while (auto f = in.get()) {
        long sum = 0;
        for (short s : f->samples) sum += s;
        energy += sum;
    }
}

}  // namespace mixer

int main() {
    mixer::frame_ring frames;
    std::atomic<long> energy{0};

    std::vector<std::thread> decoders, encoders;
    for (int t = 0; t < 3; ++t) decoders.emplace_back([&frames, t] { mixer::decode_track(t, frames); });
    for (int e = 0; e < 3; ++e) encoders.emplace_back([&] { mixer::encode(frames, energy); });

    for (auto& d : decoders) d.join();
    frames.close();
    for (auto& e : encoders) e.join();
    std::printf("energy %ld\n", energy.load());
}
