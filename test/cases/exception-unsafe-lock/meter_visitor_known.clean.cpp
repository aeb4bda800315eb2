// Meters that are visited under a lock taken by hand, by lambdas that only add.
#include <mutex>
#include <vector>

class Meters {
public:
    long total() {
        long sum = 0;
        mutex_.lock();
        visit([&sum](int value) { sum += value; });
        mutex_.unlock();
        return sum;
    }

    void add(int value) {
        std::lock_guard<std::mutex> guard(mutex_);
        values_.push_back(value);
    }

private:
    template <class Fn> void visit(Fn fn) {
        for (int value : values_)
            fn(value);
    }

    std::mutex mutex_;
    std::vector<int> values_;
};
