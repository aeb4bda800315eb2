// Stock transfers between warehouses. Both guards of a transfer are made deferred, and nothing ever locks them.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct warehouse {
    std::mutex mtx;
    std::map<std::string, int> stock;
    int shipments_out = 0;
    int shipments_in = 0;
};

static void receive_goods(warehouse& w, const std::string& sku, int quantity)
{
    std::lock_guard<std::mutex> lk(w.mtx);
    w.stock[sku] += quantity;
    ++w.shipments_in;
}

static int stock_of(warehouse& w, const std::string& sku)
{
    std::lock_guard<std::mutex> lk(w.mtx);
    auto it = w.stock.find(sku);
    return it == w.stock.end() ? 0 : it->second;
}

static bool take_from(warehouse& w, const std::string& sku, int quantity)
{
    auto it = w.stock.find(sku);
    if (it == w.stock.end() || it->second < quantity)
        return false;
    it->second -= quantity;
    if (it->second == 0)
        w.stock.erase(it);
    ++w.shipments_out;
    return true;
}

static bool transfer(warehouse& source, warehouse& target, const std::string& sku, int quantity)
{
    if (&source == &target)
        return true;

    std::unique_lock<std::mutex> source_lk(source.mtx, std::defer_lock);  // finding: 'source_lk'
    std::unique_lock<std::mutex> target_lk(target.mtx, std::defer_lock);  // finding: 'target_lk'

    if (!take_from(source, sku, quantity))
        return false;
    target.stock[sku] += quantity;
    ++target.shipments_in;
    return true;
}

static void balance(warehouse& a, warehouse& b, const std::string& sku)
{
    const int difference = stock_of(a, sku) - stock_of(b, sku);
    if (difference > 1)
        transfer(a, b, sku, difference / 2);
    else if (difference < -1)
        transfer(b, a, sku, -difference / 2);
}

int main()
{
    warehouse north;
    warehouse south;

    std::thread inbound([&] {
        for (int i = 0; i < 100; ++i)
            receive_goods(i % 3 ? north : south, "bolt-m8", 10);
    });
    std::thread planner([&] {
        for (int i = 0; i < 50; ++i)
            balance(north, south, "bolt-m8");
    });
    std::thread returns([&] {
        for (int i = 0; i < 50; ++i)
            transfer(south, north, "bolt-m8", 1);
    });
    inbound.join();
    planner.join();
    returns.join();

    std::printf("north %d, south %d\n", stock_of(north, "bolt-m8"), stock_of(south, "bolt-m8"));
    return 0;
}
