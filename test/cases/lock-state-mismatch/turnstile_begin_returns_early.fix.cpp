// Turnstile whose begin() doesn't take the lock once it is closed, while end() gives it back in any case.
#include <mutex>
#include <optional>

class Turnstile {
public:
    std::optional<int> pass(int ticket) {
        begin();
        const bool fits = ticket > last_;
        if (fits)
            last_ = ticket;
        end();
        return fits ? std::optional<int>(ticket) : std::nullopt;
    }
    void close() {
        std::lock_guard<std::mutex> guard(mutex_);
        open_ = false;
    }

private:
    void begin() {
        mutex_.lock();
        if (!open_)
            ++refused_;
    }
    void end() { mutex_.unlock(); }

    std::mutex mutex_;
    std::mutex gate_;
    bool open_ = true;
    int last_ = 0, refused_ = 0;
};
