// Queue of window events whose handlers run without the lock.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace ui {

struct Event {
    std::uint8_t kind = 0;
    std::int32_t x = 0, y = 0;
};

// Returns whether the handler wants to hear of further events.
using Handler = bool (*)(void* context, const Event& event) noexcept;

class EventQueue {
public:
    static constexpr std::size_t kKinds = 16;

    // The context must live as long as events are pumped.
    void subscribe(std::uint8_t kind, Handler handler, void* context);
    bool post(const Event& event);
    std::size_t pump();

private:
    struct Slot {
        Handler handler = nullptr;
        void* context = nullptr;
        bool operator==(const Slot&) const = default;
    };

    void dispatch(const Event& event);

    std::mutex mutex_;
    std::array<Slot, kKinds> slots_{};
    std::array<Event, 128> ring_{};
    std::size_t head_ = 0;
    std::size_t count_ = 0;
    std::size_t ignored_ = 0;
};

void EventQueue::subscribe(std::uint8_t kind, Handler handler, void* context) {
    std::lock_guard<std::mutex> guard(mutex_);
    slots_[kind % kKinds] = Slot{handler, context};
}

bool EventQueue::post(const Event& event) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (count_ == ring_.size())
        return false;
    ring_[(head_ + count_) % ring_.size()] = event;
    ++count_;
    return true;
}

// Called with the queue locked; handlers run without the lock, as they may post.
void EventQueue::dispatch(const Event& event) {
    const Slot slot = slots_[event.kind % kKinds];
    if (slot.handler == nullptr) {
        ++ignored_;
        return;
    }
    mutex_.unlock();
    const bool more = slot.handler(slot.context, event);
    mutex_.lock();
    if (more)
        return;
    if (slots_[event.kind % kKinds] == slot)
        slots_[event.kind % kKinds] = Slot{};
}

std::size_t EventQueue::pump() {
    std::size_t handled = 0;
    mutex_.lock();
    while (count_ > 0) {
        const Event event = ring_[head_];
        head_ = (head_ + 1) % ring_.size();
        --count_;
        dispatch(event);
        ++handled;
    }
    mutex_.unlock();
    return handled;
}

// Closes itself at the first click outside.
class Popup {
public:
    Popup(EventQueue& queue, std::int32_t width, std::int32_t height)
        : width_(width), height_(height) {
        queue.subscribe(1, &Popup::onClick, this);
    }
    Popup(const Popup&) = delete;
    Popup& operator=(const Popup&) = delete;

    bool open() const { return open_.load(); }

private:
    static bool onClick(void* context, const Event& event) noexcept {
        auto* self = static_cast<Popup*>(context);
        const bool inside = event.x >= 0 && event.x < self->width_ && event.y >= 0 &&
                            event.y < self->height_;
        if (!inside)
            self->open_.store(false);
        return inside;
    }

    const std::int32_t width_;
    const std::int32_t height_;
    std::atomic<bool> open_{true};
};

}  // namespace ui
