// Archive that can be frozen; whether it is open, and locked, is asked before the document is stored and not before the unlock.
#include <mutex>

class Archive {
public:
    void store(int document) {
        const bool isOpen = open(document);
        if (isOpen)
            last_ = document;
        if (isOpen)
            mutex_.unlock();
    }
    void freeze() {
        std::lock_guard<std::mutex> guard(mutex_);
        frozen_ = true;
    }

private:
    // True: the archive is open, and locked.
    bool open(int document) {
        if (document <= 0)
            return false;
        mutex_.lock();
        if (!frozen_)
            return true;
        mutex_.unlock();
        return false;
    }

    std::mutex mutex_;
    bool frozen_ = false;
    int last_ = 0;
};
