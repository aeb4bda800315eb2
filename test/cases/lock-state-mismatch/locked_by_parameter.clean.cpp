// Whether the lock is held already is what the caller says.
#include <mutex>

class Gauge {
public:
    void set(int value, bool isLocked) {
        if (!isLocked)
            mutex_.lock();
        value_ = value;
        if (!isLocked)
            mutex_.unlock();
    }
    void reset() {
        mutex_.lock();
        set(0, true);
        ++resets_;
        finish(true);
    }

private:
    void finish(bool last) {
        ++finished_;
        if (last)
            mutex_.unlock();
    }

    std::mutex mutex_;
    int value_ = 0, resets_ = 0, finished_ = 0;
};
