// Price feed whose helper gives the lock back around each subscriber, through the guard that its caller hands it.
#include <functional>
#include <map>
#include <mutex>
#include <string>

class PriceFeed {
public:
    using Subscriber = std::function<void(const std::string &, double)>;

    int subscribe(Subscriber subscriber) {
        std::unique_lock<std::mutex> lock(mutex_);
        subscribers_[++last_] = std::move(subscriber);
        return last_;
    }

    void unsubscribe(int id) {
        std::unique_lock<std::mutex> lock(mutex_);
        subscribers_.erase(id);
    }

    void quote(const std::string &symbol, double price) {
        std::unique_lock<std::mutex> lock(mutex_);
        prices_[symbol] = price;
        for (int id = 1; id <= last_; ++id)
            tell(lock, id, symbol, price);
    }

    double price(const std::string &symbol) {
        std::unique_lock<std::mutex> lock(mutex_);
        return prices_[symbol];
    }

private:
    void tell(std::unique_lock<std::mutex> &lock, int id, const std::string &symbol, double price) {
        auto found = subscribers_.find(id);
        if (found == subscribers_.end())
            return;
        Subscriber subscriber = found->second;
        lock.unlock();
        subscriber(symbol, price);
        lock.lock();
    }

    std::mutex mutex_;
    std::map<int, Subscriber> subscribers_;
    std::map<std::string, double> prices_;
    int last_ = 0;
};
