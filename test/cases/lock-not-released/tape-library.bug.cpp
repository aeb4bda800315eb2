// Tape library whose changer is reserved from one call to another.
#include <array>
#include <cstddef>
#include <cstdlib>
#include <pthread.h>

namespace tape {

class CriticalSection {
public:
    CriticalSection() {
        if (pthread_mutex_init(&mutex_, nullptr) != 0)
            std::abort();
    }
    ~CriticalSection() { (void)pthread_mutex_destroy(&mutex_); }
    CriticalSection(const CriticalSection&) = delete;
    CriticalSection& operator=(const CriticalSection&) = delete;

    void Enter() noexcept { (void)pthread_mutex_lock(&mutex_); }
    void Leave() noexcept { (void)pthread_mutex_unlock(&mutex_); }

private:
    pthread_mutex_t mutex_;
};

enum Result { kOk = 0, kBusy = -1, kNoTape = -2 };

class Library {
public:
    static constexpr int kSlots = 40;

    void insertTape(int slot);
    Result restore(int slot, unsigned blocks);
    Result scrub(int slot);
    void cleaningDone();
    unsigned mounts();

private:
    // On kOk the changer stays reserved until finishMount().
    Result beginMount(int slot) noexcept;
    void finishMount(unsigned blocksRead) noexcept;

    static bool valid(int slot) noexcept { return slot >= 0 && slot < kSlots; }

    CriticalSection changer_;
    std::array<bool, kSlots> present_{};
    int loaded_ = -1;
    bool cleaning_ = false;
    unsigned mounts_ = 0;
    unsigned long blocks_ = 0;
};

void Library::insertTape(int slot) {
    if (!valid(slot))
        return;
    changer_.Enter();
    present_[static_cast<std::size_t>(slot)] = true;
    changer_.Leave();
}

Result Library::beginMount(int slot) noexcept {
    changer_.Enter();  // finding: changer_
    if (cleaning_) {
        changer_.Leave();
        return kBusy;
    }
    if (!valid(slot) || !present_[static_cast<std::size_t>(slot)])
        return kNoTape;
    loaded_ = slot;
    ++mounts_;
    return kOk;
}

void Library::finishMount(unsigned blocksRead) noexcept {
    blocks_ += blocksRead;
    loaded_ = -1;
    changer_.Leave();
}

Result Library::restore(int slot, unsigned blocks) {
    const Result rc = beginMount(slot);
    if (rc != kOk)
        return rc;
    finishMount(blocks);
    return kOk;
}

Result Library::scrub(int slot) {
    if (const Result rc = beginMount(slot); rc != kOk)
        return rc;
    cleaning_ = mounts_ % 50 == 0;
    finishMount(0);
    return kOk;
}

void Library::cleaningDone() {
    changer_.Enter();
    cleaning_ = false;
    changer_.Leave();
}

unsigned Library::mounts() {
    changer_.Enter();
    const unsigned n = mounts_;
    changer_.Leave();
    return n;
}

}  // namespace tape
