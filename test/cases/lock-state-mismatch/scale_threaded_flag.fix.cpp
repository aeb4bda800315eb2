// Scale that is locked only if threads use it, and unlocked after weighing in any case.
#include <mutex>

class Scale {
public:
    explicit Scale(bool threaded) : threaded_(threaded) {}

    double weigh(double load) {
        if (threaded_)
            mutex_.lock();
        double sum = 0;
        for (int i = 0; i < 8; ++i)
            sum += samples_[i] = load - tare_;
        if (threaded_)
            mutex_.unlock();
        return sum / 8;
    }
    void tare(double value) {
        if (threaded_)
            mutex_.lock();
        tare_ = value;
        if (threaded_)
            mutex_.unlock();
    }

private:
    const bool threaded_;
    std::mutex mutex_;
    double tare_ = 0;
    double samples_[8] = {};
};
