// Store over a backend that is given when it is made: the backend is used under the store's lock and knows no store.
#include <map>
#include <memory>
#include <mutex>
#include <string>

class Backend {
public:
    virtual ~Backend() = default;
    virtual void write(const std::string &key, const std::string &value) = 0;
    virtual void sync() = 0;
};

class Store {
public:
    explicit Store(std::unique_ptr<Backend> backend) : backend_(std::move(backend)) {}

    void put(const std::string &key, const std::string &value) {
        std::lock_guard<std::mutex> guard(mutex_);
        sizes_[key] = value.size();
        backend_->write(key, value);
    }

    void flush() {
        std::lock_guard<std::mutex> guard(mutex_);
        backend_->sync();
    }

    std::size_t size(const std::string &key) {
        std::lock_guard<std::mutex> guard(mutex_);
        return sizes_[key];
    }

private:
    std::mutex mutex_;
    std::unique_ptr<Backend> backend_;
    std::map<std::string, std::size_t> sizes_;
};
