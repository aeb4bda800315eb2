// A handle of a lock that knows whether it owns it: it gives back what it has, and nothing else.
#include <mutex>

class Handle {
public:
    explicit Handle(std::mutex &mutex) : mutex_(mutex) {}
    ~Handle() { leave(); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    void enter() {
        mutex_.lock();
        owns_ = true;
    }
    void leave() {
        if (!owns_)
            return;
        owns_ = false;
        mutex_.unlock();
    }

private:
    std::mutex &mutex_;
    bool owns_ = false;
};

int bump(std::mutex &mutex, int &count) {
    Handle handle(mutex);
    handle.enter();
    ++count;
    handle.leave();
    return count;
}
