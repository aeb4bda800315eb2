// Elevator simulation: the cabin and passengers on many floors wait on one condition for different things, and every change is announced to all of them.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class Elevator {
public:
    explicit Elevator(int floors) : waiting_(static_cast<std::size_t>(floors), 0), leaving_(waiting_) {}

    // A passenger's whole journey.
    void ride(int from, int to) {
        std::unique_lock<std::mutex> lock(mutex_);
        ++waiting_[at(from)];
        changed_.notify_all();
        changed_.wait(lock, [&] { return doorsOpen_ && floor_ == from; });
        --waiting_[at(from)];
        ++leaving_[at(to)];
        changed_.notify_all();
        changed_.wait(lock, [&] { return doorsOpen_ && floor_ == to; });
        --leaving_[at(to)];
        ++carried_;
        changed_.notify_all();
    }

    // The cabin's thread.
    void operate() {
        std::unique_lock<std::mutex> lock(mutex_);
        for (;;) {
            changed_.wait(lock, [this] { return closed_ || nextStop() >= 0; });
            const int stop = nextStop();
            if (stop < 0) return;
            floor_ = stop;
            doorsOpen_ = true;
            changed_.notify_all();
            changed_.wait(lock, [&] { return waiting_[at(stop)] == 0 && leaving_[at(stop)] == 0; });
            doorsOpen_ = false;
        }
    }

    void close() {
        std::lock_guard<std::mutex> lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

    int carried() {
        std::lock_guard<std::mutex> lock(mutex_);
        return carried_;
    }

private:
    static std::size_t at(int floor) { return static_cast<std::size_t>(floor); }

    int nextStop() const {
        for (std::size_t f = 0; f < waiting_.size(); ++f)
            if (waiting_[f] > 0 || leaving_[f] > 0) return static_cast<int>(f);
        return -1;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<int> waiting_;
    std::vector<int> leaving_;
    int floor_ = 0;
    bool doorsOpen_ = false;
    bool closed_ = false;
    int carried_ = 0;
};

int main() {
    Elevator elevator(6);
    std::thread cabin([&elevator] { elevator.operate(); });
    std::vector<std::thread> passengers;
    for (int p = 0; p < 10; ++p)
        passengers.emplace_back([&elevator, p] { elevator.ride(p % 6, (p + 2) % 6); });
    for (auto& p : passengers) p.join();
    elevator.close();
    cabin.join();
    std::printf("%d passengers carried\n", elevator.carried());
    return elevator.carried() == 10 ? 0 : 1;
}
