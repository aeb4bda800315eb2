// Ranking whose order can be exchanged at any time: the order is asked about two scores, and knows nothing else.
#include <algorithm>
#include <functional>
#include <mutex>
#include <vector>

class Ranking {
public:
    using Order = std::function<bool(int, int)>;

    void setOrder(Order order) {
        std::lock_guard<std::mutex> guard(mutex_);
        order_ = std::move(order);
    }

    void add(int score) {
        std::lock_guard<std::mutex> guard(mutex_);
        std::size_t at = 0;
        while (at < scores_.size() && order_(scores_[at], score))
            ++at;
        scores_.insert(scores_.begin() + static_cast<std::ptrdiff_t>(at), score);
    }

    std::size_t size() const {
        std::lock_guard<std::mutex> guard(mutex_);
        return scores_.size();
    }

private:
    mutable std::mutex mutex_;
    Order order_ = [](int a, int b) { return a < b; };
    std::vector<int> scores_;
};
