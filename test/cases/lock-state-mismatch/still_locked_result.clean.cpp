// A helper that may give its caller's lock up says so by its result, and the caller looks.
#include <mutex>

class Mailbox {
public:
    bool deliver(int letter) {
        mutex_.lock();
        if (full_ && !makeRoom())
            return false;
        last_ = letter;
        mutex_.unlock();
        return true;
    }

private:
    // True: there is room, and the lock is held. False: there is none, and it isn't.
    bool makeRoom() {
        if (pinned_) {
            mutex_.unlock();
            return false;
        }
        full_ = false;
        return true;
    }

    std::mutex mutex_;
    bool full_ = false;
    bool pinned_ = false;
    int last_ = 0;
};
