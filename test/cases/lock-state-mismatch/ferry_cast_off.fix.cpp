// Ferry whose crew gives the deck back when there is a storm, though the guard of who boards does so, too.
#include <mutex>

class Ferry {
public:
    void board(int cars) {
        std::lock_guard<std::mutex> guard(deck_);
        cars_ += cars;
        if (cars_ > 40)
            castOff();
    }
    int crossings() {
        std::lock_guard<std::mutex> guard(deck_);
        return crossings_;
    }

private:
    void castOff() {
        if (storm_) {
            ++delays_;
            return;
        }
        ++crossings_;
        cars_ = 0;
    }

    std::mutex deck_;
    bool storm_ = false;
    int cars_ = 0, crossings_ = 0, delays_ = 0;
};
