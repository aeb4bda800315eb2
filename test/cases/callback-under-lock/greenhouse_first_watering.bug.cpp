// Greenhouse whose observers are told of each watering; one of them wants to hear of the first only, and unregisters itself when told.
#include <map>
#include <mutex>
#include <string>

class BedObserver {
public:
    virtual ~BedObserver() = default;
    virtual void watered(int bed) = 0;
};

class Greenhouse {
public:
    void watch(int bed, BedObserver *observer) {
        std::lock_guard<std::mutex> guard(mutex_);
        observers_[bed] = observer;
    }
    void unwatch(int bed) {
        std::lock_guard<std::mutex> guard(mutex_);
        observers_.erase(bed);
    }
    void water(int bed, int litres) {
        std::unique_lock<std::mutex> lock(mutex_);
        litres_[bed] += litres;
        auto found = observers_.find(bed);
        if (found != observers_.end())
            found->second->watered(bed); // finding: 'watered'
    }

private:
    std::mutex mutex_;
    std::map<int, BedObserver *> observers_;
    std::map<int, int> litres_;
};

// Wants to hear of the first time only.
class FirstWatering : public BedObserver {
public:
    explicit FirstWatering(Greenhouse &house) : house_(house) {}
    void watered(int bed) override { house_.unwatch(bed); }

private:
    Greenhouse &house_;
};
