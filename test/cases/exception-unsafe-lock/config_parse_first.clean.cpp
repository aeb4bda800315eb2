// Configuration whose text is parsed before the lock is taken by hand, and noexcept code runs under it.
#include <mutex>
#include <string>

class Config {
public:
    void set(const std::string &text) {
        const int value = std::stoi(text);
        mutex_.lock();
        store(value);
        mutex_.unlock();
    }

private:
    void store(int value) noexcept {
        try {
            previous_ = std::to_string(value_);
        } catch (...) {
            previous_.clear();
        }
        value_ = value;
    }

    std::mutex mutex_;
    int value_ = 0;
    std::string previous_;
};
