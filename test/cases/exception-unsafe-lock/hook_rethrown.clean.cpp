// Hooks of the caller run under a lock taken by hand; whatever they throw gives the lock back on its way.
#include <functional>
#include <mutex>
#include <vector>

class Ledger {
public:
    void each(const std::function<void(int &)> &hook) {
        mutex_.lock();
        try {
            for (int &entry : entries_)
                hook(entry);
        } catch (...) {
            mutex_.unlock();
            throw;
        }
        mutex_.unlock();
    }

    void add(int entry) {
        std::lock_guard<std::mutex> guard(mutex_);
        entries_.push_back(entry);
    }

private:
    std::mutex mutex_;
    std::vector<int> entries_;
};
