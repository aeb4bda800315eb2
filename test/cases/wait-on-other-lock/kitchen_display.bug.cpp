// Kitchen display of a restaurant. Orders come in under queueMutex_, but a cook waits for them with statusMutex_.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Order {
    int table = 0;
    std::string dish;
};

enum class Station { closed, idle, cooking };

class KitchenDisplay {
public:
    explicit KitchenDisplay(std::size_t stations) : stations_(stations, Station::closed) {}

    void place(Order order) {
        {
            std::lock_guard<std::mutex> queueLock(queueMutex_);
            orders_.push_back(std::move(order));
        }
        ordersChanged_.notify_one();
    }

    void lastCall() {
        {
            std::lock_guard<std::mutex> queueLock(queueMutex_);
            lastCall_ = true;
        }
        ordersChanged_.notify_all();
    }

    int cook(std::size_t station) {
        int dishes = 0;
        Order order;
        while (takeOrder(station, order)) {
            dishes += order.dish.empty() ? 0 : 1;
        }
        return dishes;
    }

    std::size_t busyStations() {
        std::lock_guard<std::mutex> statusLock(statusMutex_);
        std::size_t busy = 0;
        for (const Station s : stations_)
            busy += s == Station::cooking ? 1 : 0;
        return busy;
    }

private:
    bool takeOrder(std::size_t station, Order& out) {
        std::unique_lock<std::mutex> statusLock(statusMutex_);
        stations_[station] = Station::idle;
        for (;;) {
            {
                std::lock_guard<std::mutex> queueLock(queueMutex_);
                if (!orders_.empty()) {
                    out = std::move(orders_.front());
                    orders_.pop_front();
                    stations_[station] = Station::cooking;
                    return true;
                }
                if (lastCall_) {
                    stations_[station] = Station::closed;
                    return false;
                }
            }
            ordersChanged_.wait(statusLock);  // finding: 'ordersChanged_'
        }
    }

    std::mutex queueMutex_;
    std::condition_variable ordersChanged_;
    std::deque<Order> orders_;
    bool lastCall_ = false;

    std::mutex statusMutex_;
    std::vector<Station> stations_;
};

int main() {
    KitchenDisplay display(2);
    int grill = 0;
    int pastry = 0;
    std::thread grillCook([&] { grill = display.cook(0); });
    std::thread pastryCook([&] { pastry = display.cook(1); });
    for (int table = 1; table <= 30; ++table)
        display.place({table, table % 2 ? "Steak" : "Eclair"});
    const std::size_t busy = display.busyStations();
    display.lastCall();
    grillCook.join();
    pastryCook.join();
    std::printf("%d dishes, %zu stations busy at last call\n", grill + pastry, busy);
    return grill + pastry == 30 ? 0 : 1;
}
