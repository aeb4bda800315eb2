// A worker that gives the lock up in each round, and has it again wherever the next one begins.
#include <mutex>

class Sweeper {
public:
    int sweep() {
        int swept = 0;
        mutex_.lock();
        while (left_ > 0) {
            --left_;
            mutex_.unlock();
            const bool skipped = !clean(left_);
            mutex_.lock();
            if (skipped)
                continue;
            ++swept;
        }
        mutex_.unlock();
        return swept;
    }

private:
    static bool clean(int room) { return room % 3 != 0; }

    std::mutex mutex_;
    int left_ = 10;
};
